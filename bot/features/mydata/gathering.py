"""Gathering: everything that is stored about one person, and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.model.attendance.sightings import is_of
from bot.model.course import Course
from bot.model.live.presence import intervals
from bot.model.people import Person
from bot.model.portable import portable
from bot.ports.work import UnitOfWork

MOST_EXPORTS = 10_000
"""More than a term's exports, in every format."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing that is stored: its title for people, its name in the file, the things.

    `words` says whether withdrawing erases it; what is not erased is the record of who took part.
    """

    title: str
    name: str
    things: Sequence[Any]
    words: bool = True


async def gather(course: Course, person: Person, work: UnitOfWork) -> Sequence[Part]:
    """Return all that is stored about a person, part by part; empty parts too."""
    answers = await work.surveys.of_person(person.id)
    consents = await work.surveys.consents(person.id)
    wishes = (await work.preferences.of_course(course.id)).get(person.id)
    messages = [kept for kept in await work.messages.by_person(person.id) if kept.text]
    shared = await work.makeups.shared_by(person.id)
    zones = (await work.people.zones(course.id))[person.id]
    voice = await _presence(course, person, work)
    return (
        Part("Who you are on the roster", "person", (portable(person),), words=False),
        Part("Accounts in chat", "accounts", await work.people.accounts(person.id), words=False),
        Part("Time zones over time", "zones", zones.changes, words=False),
        Part("Survey answers", "survey", answers),
        Part("Consents given", "consents", tuple(consents.items())),
        Part("Wishes and reminders", "wishes", (wishes,) if wishes else ()),
        Part("Messages you wrote", "messages", messages),
        Part("Questions and answers", "questions", await _questions(person, work)),
        Part("Make-ups", "make_ups", await work.makeups.of_person(person.id)),
        Part("Make-up answers you shared", "shared", shared),
        Part("Votes in polls", "votes", await _votes(course, person, work), words=False),
        Part("Check-ins", "check_ins", await work.checkins.of_person(person.id), words=False),
        Part("Times in voice places", "presence", voice, words=False),
        Part("Names in meetings", "meeting_names", await _meeting_names(course, person, work)),
        Part("Times in meeting reports", "meetings", await _meetings(course, person, work),
             words=False),
        Part("Times in meetings, as told", "sightings", await _sightings(course, person, work)),
        Part("Absences announced", "absences", await _absences(course, person, work), words=False),
        Part("Choices", "choices", await work.choices.of(course.id, person.id), words=False),
        Part("Excuses", "excuses", await work.excuses.of(course.id, person.id), words=False),
        Part("Grades exported", "exports", await _exports(course, person, work), words=False),
        Part("Grades pushed", "pushes", await work.pushes.of_person(course.id, person.id),
             words=False),
        Part("Disputes", "disputes", await work.disputes.of(course.id, person.id)),
        Part("Changes of locked weeks", "differences",
             await work.differences.of(course.id, person.id), words=False),
        Part("Record of participation", "ledger", await work.ledger.of_person(person.id),
             words=False),
    )  # fmt: skip


def as_file(course: Course, parts: Sequence[Part], now: datetime) -> Mapping[str, Any]:
    """Return everything as plain data, under a heading that says what it is."""
    head = {"course": course.title, "made": now.isoformat()}
    return {**head, **{part.name: portable(part.things) for part in parts}}


async def _questions(person: Person, work: UnitOfWork) -> Sequence[Mapping[str, Any]]:
    """Return what a person asked and answered, without the words of others."""
    mine: list[Mapping[str, Any]] = []
    for question in await work.questions.of_person(person.id):
        if question.person == person.id and question.text:
            asked = {"asked": question.text, "anonymous": question.anonymous}
            mine.append({**asked, "at": question.at, "session": question.session})
        mine += [
            {"answered": answer.text, "at": answer.at, "session": question.session}
            for answer in question.answers
            if answer.person == person.id and answer.text
        ]
    return mine


async def _votes(course: Course, person: Person, work: UnitOfWork) -> Sequence[Mapping[str, Any]]:
    return [
        {"poll": poll.question, "voted": poll.options[poll.choices[person.id]]}
        for poll in await work.polls.of(course.id)
        if person.id in poll.choices
    ]


async def _presence(course: Course, person: Person, work: UnitOfWork) -> Sequence[Any]:
    """Return when a person was in the course's voice places, as far as it isn't forgotten."""
    accounts = await work.people.accounts(person.id)
    stays = intervals(await work.presences.of_accounts(course.id, accounts))
    return [
        {"place": place, "joined": each.joined, "left": each.left}
        for (place, _), presences in stays.items()
        for each in presences
    ]


async def _meeting_names(
    course: Course, person: Person, work: UnitOfWork
) -> Sequence[Mapping[str, Any]]:
    """Return by which names staff said that a person was in meetings."""
    return [
        {"name": each.name, "at": each.at, "undone": each.undone}
        for each in await work.reports.decisions(course.id)
        if each.person == person.id
    ]


async def _meetings(
    course: Course, person: Person, work: UnitOfWork
) -> Sequence[Mapping[str, Any]]:
    """Return what attendance reports tell of a person, as far as it isn't forgotten."""
    return [
        {"session": report.session, "program": report.meeting.source, "told": known.attendee}
        for report in await work.reports.of_course(course.id)
        for known in report.known
        if known.person == person.id
    ]


async def _sightings(course: Course, person: Person, work: UnitOfWork) -> Sequence[Any]:
    """Return what meeting programs told of a person by name, as far as it isn't forgotten."""
    return [each for each in await work.sightings.of(course.id) if is_of(each, person)]


async def _absences(course: Course, person: Person, work: UnitOfWork) -> Sequence[Any]:
    sessions = await work.sessions.of(course.id)
    found = [await work.checkins.absence(session.id, person.id) for session in sessions]
    return [absence for absence in found if absence is not None]


async def _exports(course: Course, person: Person, work: UnitOfWork) -> Sequence[Mapping[str, Any]]:
    """Return which grades of a person went to a gradebook's file, and when."""
    return [
        {"week": each.week, "of": each.scope, "format": each.form, "at": each.at, "grade": grade}
        for each in await work.exports.of(course.id, MOST_EXPORTS)
        if (grade := each.grades.get(person.id)) is not None
    ]
