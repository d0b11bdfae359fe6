"""Who the names in reports are: what staff say, remembered for the course and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.calls import Call
from bot.features.attendance.evidence.settling import settle_now
from bot.features.attendance.reports.importing import everyone, rematch
from bot.features.attendance.roll.views import ASKED_AT_ONCE, Unknown
from bot.model.attendance.decisions import Decision
from bot.model.attendance.kept import SessionReport, decided, reopened
from bot.model.attendance.matching import Known
from bot.model.course import Course
from bot.model.people import Person
from bot.model.sessions import Session
from bot.ports.locked import decision as deciding
from bot.ports.locked import differing, locked_among
from bot.ports.work import UnitOfWork

Named = tuple[SessionReport, int, Known]
"""An attendee, with their report and their place in it."""


def decided_by(
    known: Known, person: Person | None, course: Course, by: str, at: datetime
) -> Decision | None:
    """Return what is remembered of staff's word on an attendee; None for what is no name."""
    identity = known.attendee.identity
    if identity is None:
        return None
    name = known.attendee.name or known.attendee.email or ""
    return Decision(course.id, identity, name, person.id if person else None, by, at)


async def decide_all(
    report: SessionReport,
    place: int,
    person: Person | None,
    decision: Decision | None,
    call: Call,
    work: UnitOfWork,
) -> list[int]:
    """Keep who an attendee is, and bring every session to it in which they are named so.

    What that changes in locked weeks is kept as differences. Return those weeks if they were
    taken for somebody else before, who keeps what these weeks had given them.
    """
    before = report.known[place].person
    if decision is not None:
        await work.reports.decide((decision,))
    who = person.id if person else None
    await work.reports.save((decided(report, place, who),))
    locked = await _follow(report, place, "staff said who was in a meeting", call, work)
    return locked if before not in (None, who) else []


async def reopen(report: SessionReport, place: int, call: Call, work: UnitOfWork) -> list[int]:
    """Let it be open again who an attendee is, in every session in which they are named so.

    Return the locked weeks among theirs: these keep what they had given to whom that was.
    """
    before = report.known[place].person
    identity = report.known[place].attendee.identity
    mine = [one for one in await work.reports.decisions(call.course.id) if one.identity == identity]
    await work.reports.decide([replace(decision, undone=call.now) for decision in mine])
    await work.reports.save((reopened(report, place),))
    locked = await _follow(report, place, "it is open again who was in a meeting", call, work)
    return locked if before is not None else []


async def _follow(
    report: SessionReport, place: int, why: str, call: Call, work: UnitOfWork
) -> list[int]:
    """Match anew, and settle, where the attendee is named as in this report.

    Return the locked weeks of these sessions.
    """
    course, identity = call.course, report.known[place].attendee.identity
    sessions = {session.id: session for session in await work.sessions.of(course.id)}
    settled: set[str] = {report.session}
    for each in await work.reports.of_course(course.id):
        named = identity is not None and any(k.attendee.identity == identity for k in each.known)
        if named and each.session in sessions:
            again = await rematch(each, sessions[each.session], course, work)
            await work.reports.save((again,))
            settled.add(each.session)
    changed = [sessions[session] for session in sorted(settled & set(sessions))]
    among = {session.week for session in changed}
    async with differing(course, deciding(call, why), work, among=among):
        for session in changed:
            await settle_now(session, course, call.now, work)
    return await locked_among(among, course, call.now, work)


async def names_in_reports(
    course: Course, work: UnitOfWork
) -> list[tuple[SessionReport, int, Known]]:
    """Return the attendees of a course's reports, the latest report's first, with their places.

    Drafts are among them: staff may say who somebody is before anything is entered.
    """
    return [
        (report, place, known)
        for report in reversed(await work.reports.of_course(course.id))
        if report.undone is None
        for place, known in enumerate(report.known)
    ]


async def unknowns(
    reports: Iterable[SessionReport],
    session: Session,
    course: Course,
    work: UnitOfWork,
    asked: int = ASKED_AT_ONCE,
) -> Sequence[Unknown]:
    """Return whom nobody knows in some of a session's reports; the first with who they may be."""
    among = await everyone(session, course, work)
    found = [
        (report, place, known)
        for report in reports
        for place, known in enumerate(report.known)
        if known.is_open
    ]
    likely = [among.candidates(known.attendee) for _, _, known in found[:asked]]
    return [
        Unknown(*each, likely[number] if number < len(likely) else ())
        for number, each in enumerate(found)
    ]
