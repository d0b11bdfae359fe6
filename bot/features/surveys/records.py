"""What surveys write: answers, and the changes that follow from them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.model.asking.answers import SetZone, SurveyAnswer, Values, effects
from bot.model.asking.survey import Survey, SurveyPage
from bot.model.course import Course
from bot.model.happenings import PersonMoved
from bot.model.ids import short_id
from bot.model.people import Person
from bot.ports.work import UnitOfWork


def page_id(page: SurveyPage) -> str:
    """Return a page's id: it stays the same while others are added before it."""
    return short_id("survey page", page.title)


def page_named(survey: Survey, name: str) -> SurveyPage | None:
    """Return the page with this id."""
    return next((page for page in survey.pages if page_id(page) == name), None)


def following(survey: Survey, page: SurveyPage) -> SurveyPage | None:
    """Return the page after this one."""
    place = survey.pages.index(page) + 1
    return survey.pages[place] if place < len(survey.pages) else None


def values_of(answers: Sequence[SurveyAnswer]) -> Mapping[str, Values]:
    """Return one person's answers by question."""
    return {answer.question: answer.values for answer in answers}


async def change(
    course: Course,
    person: Person,
    survey: Survey,
    answers: Sequence[SurveyAnswer],
    now: datetime,
    work: UnitOfWork,
) -> bool:
    """Write answers and let what they change take effect; return whether anything did.

    What earlier answers set and these leave alone is not set again: chat may have changed it.
    """
    before = values_of(await work.surveys.of_person(person.id))
    after = {**before, **values_of(answers)}
    await work.surveys.answer(course.id, answers)
    return await act(course, person, survey, before, after, now, work)


async def act(
    course: Course,
    person: Person,
    survey: Survey,
    before: Mapping[str, Values],
    after: Mapping[str, Values],
    now: datetime,
    work: UnitOfWork,
) -> bool:
    """Apply what `after` changes that `before` did not; record it if anything did."""
    known = effects(survey, before)
    fresh = [effect for effect in effects(survey, after) if effect not in known]
    if not fresh:
        return False
    old = wishes = await work.preferences.of(person.id)
    zone = person.zone
    for effect in fresh:
        wishes = wishes.after(effect)
        if isinstance(effect, SetZone):
            zone = effect.zone
    if wishes != old:
        await work.preferences.save(course.id, person.id, wishes)
    if zone is not None and zone != person.zone:
        await work.people.move(person.id, zone, now)
    elif wishes == old:
        return False
    work.happened(PersonMoved(person.id))
    return True
