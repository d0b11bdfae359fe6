"""Reading the record: one place that knows which nouns standings are reckoned from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.model.course import Course
from bot.model.participation.standings.offers import Until
from bot.model.participation.standings.record import Record
from bot.model.participation.standings.tally import Acts
from bot.model.sessions import Session, State
from bot.model.time.weeks import last_week
from bot.ports.policies import Ruling
from bot.ports.work import UnitOfWork


async def read_record(
    course: Course,
    work: UnitOfWork,
    person: str | None = None,
    acts: Mapping[str, Mapping[int, Acts]] | None = None,
) -> Record:
    """Return a course's record: everybody's, or one person's alone.

    Where the `acts` are known to be as they were they need not be read again.
    """
    alone = await work.people.get(person) if person is not None else None
    declared = await work.choices.of(course.id, person)
    granted = await work.excuses.of(course.id, person)
    versions = await work.policies.versions(course.id)
    sessions = await work.sessions.of(course.id)
    weeks = range(1, last_week(course) + 1)
    ruling = {week: _ruling(versions, week) for week in weeks}
    return Record(
        course=course,
        policies={week: found.policy for week, found in ruling.items() if found is not None},
        people=(alone,) if alone else await work.people.of(course.id),
        sessions=sessions,
        discussions=await work.discussions.of(course.id),
        makeups=_makeups(sessions, await work.makeups.all_until(course.id)),
        zones=await work.people.zones(course.id, person),
        excuses=tuple(each.excuse for each in granted if each.undone is None),
        choices={(each.person, each.week): each.options for each in declared},
        acts=await work.ledger.acts(course.id, person) if acts is None else acts,
    )


def _makeups(sessions: Sequence[Session], known: Mapping[str, datetime]) -> dict[str, Until]:
    """Return until when make-ups are open: None while the recap is still to come."""
    return {
        session.id: known.get(session.id)
        for session in sessions
        if session.id in known or session.state is not State.RECAPPED
    }


def _ruling(versions: Sequence[Ruling], week: int) -> Ruling | None:
    """Return the version that rules a week; weeks before the first are ruled by the first."""
    since = [version for version in versions if version.since <= week]
    return since[-1] if since else next(iter(versions), None)
