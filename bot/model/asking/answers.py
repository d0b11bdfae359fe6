"""Answers to the survey: what may be answered, what an answer changes, and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.model.asking.survey import Asks, Question, Steers, Survey, SurveyPage
from bot.model.course import Course
from bot.model.people import Role
from bot.model.time.availability import WeeklyHours
from bot.model.time.hours import Unreadable, parse_hours, write_hours
from bot.model.time.spoken import spoken_date
from bot.model.time.zones import is_zone, resolve

LINE = 200
TEXT = 3000
"""The most characters of an answer on one line and of a longer one."""

Values = tuple[str, ...]
"""An answer: the keys of chosen choices, or one text; empty for a question left out."""


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """What a person answered to one question, and when (aware UTC)."""

    person: str
    question: str
    values: Values
    at: datetime


@dataclass(frozen=True, slots=True)
class SetZone:
    """The person's zone becomes this one."""

    zone: str


@dataclass(frozen=True, slots=True)
class SetImpossibleHours:
    """The person's impossible hours become these."""

    hours: tuple[WeeklyHours, ...]


@dataclass(frozen=True, slots=True)
class NoPrivateMessages:
    """Whether the person is never written to privately."""

    on: bool


@dataclass(frozen=True, slots=True)
class LowBandwidth:
    """Whether the person gets recaps without pictures."""

    on: bool


Effect = SetZone | SetImpossibleHours | NoPrivateMessages | LowBandwidth


def checked(question: Question, values: Iterable[str]) -> Values:
    """Return an answer as it is kept: trimmed, hours in one way of writing, choices in order.

    A city must have been turned into its zone already. Raises Unreadable with what to do.
    """
    given = tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
    if not given:
        if question.required:
            raise Unreadable(f"“{question.text}” needs an answer.")
        return ()
    if question.asks in (Asks.ONE, Asks.SOME):
        return _chosen(question, given)
    if len(given) > 1:
        raise Unreadable(f"“{question.text}” takes one answer.")
    text = given[0]
    match question.asks:
        case Asks.ZONE:
            if not is_zone(text):
                raise Unreadable(f"“{text[:60]}” is no zone. Name a city, such as Nairobi.")
        case Asks.HOURS:
            text = write_hours(parse_hours(text))
        case Asks.LINE:
            text = _short(question, " ".join(text.split()), LINE)
        case _:
            text = _short(question, text, TEXT)
    return (text,) if text else ()


def agreed(survey: Survey, question: str, consents: Iterable[str]) -> bool:
    """Whether a question may be answered: `consents` are the titles of the pages agreed to.

    False too for a question that the survey doesn't have (any more).
    """
    page = page_of(survey, question)
    return page is not None and (page.consent is None or page.title in set(consents))


def effects(survey: Survey, answers: Mapping[str, Values]) -> tuple[Effect, ...]:
    """Return what a person's `answers` to the questions, by key, change at once.

    It is the whole state, so that a changed answer also takes back what it steered before. A zone
    stays when its answer is withdrawn, since times have to be shown in some zone; so does the wish
    for no private messages where its question has no answer.
    """
    found: list[Effect] = []
    steered: dict[Steers, bool] = {}
    for question in survey.questions:
        values = answers.get(question.key, ())
        if question.asks is Asks.ZONE and values and is_zone(values[0]):
            found.append(SetZone(values[0]))
        elif question.asks is Asks.HOURS:
            found.append(SetImpossibleHours(_hours(values)))
        for choice in question.choices:
            if choice.steers is Steers.NO_PICTURES or (choice.steers and values):
                on = steered.get(choice.steers, False)
                steered[choice.steers] = on or choice.key in values
    if Steers.NO_MESSAGES in steered:
        found.append(NoPrivateMessages(steered[Steers.NO_MESSAGES]))
    if Steers.NO_PICTURES in steered:
        found.append(LowBandwidth(steered[Steers.NO_PICTURES]))
    return tuple(found)


def kept_until(page: SurveyPage, course: Course) -> datetime | None:
    """Return the UTC instant at which a page's answers are erased; None: kept with the course."""
    if page.consent is None:
        return None
    last = course.ends + timedelta(days=1) + page.consent.kept
    return resolve(datetime.combine(last, time()), course.zone).instant


def expired(
    survey: Survey, course: Course, answers: Iterable[SurveyAnswer], at: datetime
) -> tuple[SurveyAnswer, ...]:
    """Return those answers that are to be erased by the instant `at`.

    An answer whose question left the survey goes too, for nobody can see any more what was
    agreed to.
    """
    gone = []
    for answer in answers:
        page = page_of(survey, answer.question)
        until = kept_until(page, course) if page else at
        if until is not None and until <= at:
            gone.append(answer)
    return tuple(gone)


def may_read(page: SurveyPage, role: Role) -> bool:
    """Whether someone in `role` may read single answers of a page; of other pages only counts."""
    return page.consent is not None and role in page.consent.seen_by


def consent_words(page: SurveyPage, course: Course) -> str:
    """Return the sentence that a person agrees to before a sensitive page, "" for another."""
    if page.consent is None:
        return ""
    readers = " and ".join(f"{role}s" for role in Role if role in page.consent.seen_by)
    who = f"Only the {readers} of {course.title}" if readers else "Nobody"
    last = course.ends + page.consent.kept
    return (
        f"{who} can read what you answer here. It is erased after {spoken_date(last)}, "
        "and at once when you withdraw it. "
        "You can leave it out; it changes nothing about your credit."
    )


def page_of(survey: Survey, question: str) -> SurveyPage | None:
    """Return the page that a question stands on."""
    for page in survey.pages:
        if any(each.key == question for each in page.questions):
            return page
    return None


def _chosen(question: Question, given: Values) -> Values:
    keys = [choice.key for choice in question.choices]
    if unknown := [value for value in given if value not in keys]:
        labels = ", ".join(choice.label for choice in question.choices)
        raise Unreadable(f"“{unknown[0][:60]}” is not one of the answers. Choose from: {labels}.")
    if question.asks is Asks.ONE and len(given) > 1:
        raise Unreadable(f"Choose one answer to “{question.text}”.")
    return tuple(key for key in keys if key in given)


def _short(question: Question, text: str, most: int) -> str:
    if len(text) > most:
        raise Unreadable(
            f"Your answer to “{question.text}” has {len(text)} characters. "
            f"Please shorten it to {most}."
        )
    return text


def _hours(values: Values) -> tuple[WeeklyHours, ...]:
    return parse_hours(values[0]) if values else ()
