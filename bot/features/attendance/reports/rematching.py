"""Matching names in reports again, once the roster has other people than when they came in."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.features.attendance.evidence.settling import settle_now
from bot.model.attendance.decisions import outdated, standing
from bot.model.attendance.kept import (
    SessionReport,
    in_class,
    rematched,
    was_never_here,
    without_ghosts,
)
from bot.model.attendance.matching import Class, Decisions, How
from bot.model.course import Course
from bot.model.happenings import AccountsChanged, CourseLoaded
from bot.model.live.moment import OVER
from bot.model.participation.review.differences import Decision
from bot.model.people import Person
from bot.model.sessions import Session
from bot.model.time.zones import local
from bot.ports.locked import differing
from bot.ports.work import UnitOfWork

WHY = "the class list was changed, so a name in a meeting is known"


async def follow_admitted(changed: AccountsChanged, now: datetime, work: UnitOfWork) -> None:
    """Match names again where whoever has an account now came onto the roster by it, or left it."""
    course = await work.courses.get(changed.course)
    if course is None:
        return
    today = local(now, course.zone).date()
    for one in changed.people:
        person = await work.people.get(one)
        if person is not None and today in (person.enrolled, person.dropped):
            await follow_roster(CourseLoaded(course.id), now, work)
            return


async def follow_roster(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Match names that nobody knew with who is on the roster by now, and credit them once.

    Open again are names that were taken for somebody whose joining was undone, and names of which
    staff said that they aren't in the class before somebody enrolled who is called so.
    """
    course = await work.courses.get(loaded.course)
    if course is None or course.frozen:
        return
    people = await work.people.of(course.id)
    ghosts = frozenset(one.id for one in people if was_never_here(one))
    known = await work.reports.decisions(course.id)
    old = [replace(one, undone=now) for one in outdated(known, people, course.zone)]
    await work.reports.decide(old)
    strangers = frozenset(one.identity for one in old)
    every = await work.reports.of_course(course.id)
    reports = [one for one in every if _unsure(one, ghosts, strangers)]
    if not reports:
        return
    sessions = {one.id: one for one in await work.sessions.of(course.id)}
    decisions = standing(one for one in known if one.identity not in strangers)
    again = await asyncio.to_thread(
        _rematched, reports, sessions, people, ghosts, decisions, course.zone
    )
    if again:
        await work.reports.save(again)
        await _settle([sessions[one.session] for one in again if one.counts], course, now, work)


async def _settle(
    sessions: Iterable[Session], course: Course, now: datetime, work: UnitOfWork
) -> None:
    changed = {session.id: session for session in sessions if session.state in OVER}
    among = {session.week for session in changed.values()}
    key = f"names/{course.id}/{now.isoformat()}"
    async with differing(course, Decision(key, course.id, WHY, None, now), work, among=among):
        for session in changed.values():
            await settle_now(session, course, now, work)


def _unsure(
    report: SessionReport, ghosts: Collection[str], strangers: Collection[str | None]
) -> bool:
    return bool(report.open) or any(
        known.person in ghosts or (known.how is How.STAFF and known.attendee.identity in strangers)
        for known in report.known
    )


def _rematched(
    reports: Sequence[SessionReport],
    sessions: Mapping[str, Session],
    people: Sequence[Person],
    ghosts: Collection[str],
    decisions: Decisions,
    zone: str,
) -> list[SessionReport]:
    """Return the reports that name somebody else by now."""
    classes: dict[tuple[str, ...], Class] = {}
    found = []
    for report in reports:
        session = sessions.get(report.session)
        if session is None:
            continue
        then = in_class(people, local(session.starts, zone))
        ids = tuple(one.id for one in then)
        among = classes[ids] = classes.get(ids) or Class(then)
        again = rematched(without_ghosts(report, ghosts), among, decisions)
        if again != report:
            found.append(again)
    return found
