"""Bringing an attendance report: read for a session, matched, kept as a draft until it is applied.

A program that tells by itself who joined and left comes in by `take`, with the meeting made.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.calls import Call, Upload
from bot.chat.refusal import Refusal
from bot.features.attendance.evidence.presence import plan_forgetting
from bot.features.attendance.evidence.settling import settle_now
from bot.features.attendance.reports.asking import ask_staff
from bot.model.attendance.decisions import standing
from bot.model.attendance.kept import SessionReport, earlier, in_class, rematched
from bot.model.attendance.matching import Class, How, Known
from bot.model.attendance.meetings import Meeting
from bot.model.attendance.placing import overlaps, placed
from bot.model.attendance.reports import Report, Source, Unplaceable
from bot.model.course import Course
from bot.model.ids import short_id
from bot.model.live.moment import OVER, last_over
from bot.model.participation.review.differences import Decision
from bot.model.sessions import Session, State
from bot.model.time.zones import is_zone, local, nearest_zone
from bot.ports.locked import decision, differing
from bot.ports.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Bringing:
    """Who brings a report and when; `id` is the same however often one call is repeated."""

    id: str
    by: str
    at: datetime


def zone_named(name: str, course: Course) -> str:
    """Return the zone that is meant, the course's if none is; Refusal for what is none."""
    if not name:
        return course.zone
    if is_zone(name):
        return name
    near = nearest_zone(name)
    hint = f"Did you mean {near}?" if near else "Name one like Europe/Berlin."
    raise Refusal(f"There is no time zone “{name}”. {hint}")


async def read_draft(
    file: Upload,
    session: Session | None,
    course: Course,
    zone: str,
    bringing: Bringing,
    work: UnitOfWork,
) -> SessionReport:
    """Return a file's report for a session (None: the last), matched; nothing is written yet.

    Refusal, with the line where there is one, for a file that is none of the session's.
    """
    report = await work.tools.reports.read(file.name, file.content)
    begun = [one for one in await work.sessions.of(course.id) if _took_place(one)]
    sessions = [session] if session is not None else _likely(begun)
    if not sessions:
        raise Refusal("No session has begun yet, so there is no attendance to enter.")
    chosen, meeting = await asyncio.to_thread(_first, report, sessions, begun, zone, file.name)
    if not _took_place(chosen):
        raise Refusal(f"{chosen.title} hasn't taken place, so nobody can have attended it.")
    draft = SessionReport(
        id=short_id("report", chosen.id, bringing.id),
        course=course.id,
        session=chosen.id,
        meeting=replace(meeting, attendees=()),
        known=tuple(Known(attendee) for attendee in meeting.attendees),
        zone=zone if report.needs_zone else None,
        file=file.name,
        digest=hashlib.sha256(file.content).hexdigest()[:16],
        by=bringing.by,
        at=bringing.at,
    )
    return await rematch(draft, chosen, course, work)


def report_id(session: str, source: Source, name: str, told: str) -> str:
    """Return the id of the report of a meeting that its program tells of under its id `told`."""
    return short_id("report", session, source, name, told)


async def take(
    meeting: Meeting, session: Session, course: Course, bringing: Bringing, work: UnitOfWork
) -> SessionReport:
    """Enter a meeting that its program tells of itself; the same one again corrects it."""
    report = SessionReport(
        id=report_id(session.id, meeting.source, meeting.name, bringing.id),
        course=course.id,
        session=session.id,
        meeting=replace(meeting, attendees=()),
        known=tuple(Known(attendee) for attendee in meeting.attendees),
        zone=None,
        file="",
        digest="",
        by=bringing.by,
        at=bringing.at,
    )
    before = await work.reports.get(report.id)
    if before is not None:
        # Who an "iPad" is was said of this report only.
        said = {_called(one): one for one in before.known if one.how is How.STAFF}
        known = ((said.get(_called(one), one), one.attendee) for one in report.known)
        same = tuple(replace(one, attendee=attendee) for one, attendee in known)
        report = replace(report, replaced=before.replaced, known=same)
    report = await rematch(report, session, course, work)
    await ask_staff(report, session, course, work)
    return await apply(report, session, course, bringing.at, work)


def _called(known: Known) -> tuple[str, str | None]:
    return known.attendee.name, known.attendee.email


async def apply(
    report: SessionReport,
    session: Session,
    course: Course,
    now: datetime,
    work: UnitOfWork,
    by: str | None = None,
) -> SessionReport:
    """Let a report count, in the place of earlier ones of the same meeting, and settle.

    `by` is the person who decides that; None for a program or the operator.
    """
    others = earlier(report, await work.reports.of_session(session.id))
    if not report.is_timed and any(other.is_timed for other in others):
        raise Refusal(
            "A report of this meeting counts already that says when everybody came and went; this "
            "one only says for how long. Nothing was changed. To use it all the same, take the "
            "other one back first: /class attendance show."
        )
    # One that was taken back and is entered again only corrects what counts now.
    before = report.replaced if report.undone is None else ()
    replaced = dict.fromkeys((*before, *(other.id for other in others)))
    applied = replace(report, applied=now, undone=None, replaced=tuple(replaced))
    why = f"an attendance report of {session.title}"
    key, among = f"report/{report.id}/{now.isoformat()}", {session.week}
    async with differing(course, Decision(key, course.id, why, by, now), work, among=among):
        await work.reports.save((*(replace(other, undone=now) for other in others), applied))
        await settle_now(session, course, now, work)
    await plan_forgetting(session, course, work)
    return applied


async def take_back(report: SessionReport, session: Session, call: Call, work: UnitOfWork) -> None:
    """Let a report count no longer, and what it had corrected count again."""
    before = [await work.reports.get(one) for one in report.replaced]
    again = [replace(one, undone=None) for one in before if one is not None]
    why = f"an attendance report of {session.title} was taken back"
    async with differing(call.course, decision(call, why), work, among={session.week}):
        await work.reports.save((*again, replace(report, undone=call.now)))
        await settle_now(session, call.course, call.now, work)


async def rematch(
    report: SessionReport, session: Session, course: Course, work: UnitOfWork
) -> SessionReport:
    """Return the report with its attendees as they are known by now."""
    decisions = standing(await work.reports.decisions(course.id))
    among = await everyone(session, course, work)
    return await asyncio.to_thread(rematched, report, among, decisions)


async def everyone(session: Session, course: Course, work: UnitOfWork) -> Class:
    """Return who may have been in a session."""
    day = local(session.starts, course.zone)
    return Class(in_class(await work.people.of(course.id), day))


def already(report: SessionReport, others: Iterable[SessionReport]) -> bool:
    """Whether the same file, read in the same zone, counts already."""
    return any(
        other.counts and (other.digest, other.zone) == (report.digest, report.zone)
        for other in others
    )


def as_if_applied(
    report: SessionReport, others: Iterable[SessionReport]
) -> Sequence[SessionReport]:
    """Return a session's reports as they would be with this one applied."""
    known = list(others)
    gone = {other.id for other in earlier(report, known)} | {report.id}
    applied = replace(report, applied=report.at, undone=None)
    return [*(other for other in known if other.id not in gone), applied]


def _took_place(session: Session) -> bool:
    return session.state in OVER or session.state is State.LIVE


def _likely(begun: Sequence[Session]) -> list[Session]:
    """Return the sessions that a report without one is looked for in: live ones, then the last."""
    live = [session for session in begun if session.state is State.LIVE]
    last = last_over(begun)
    return [*live, *([last] if last else [])]


def _first(
    report: Report, sessions: Sequence[Session], begun: Sequence[Session], zone: str, file: str
) -> tuple[Session, Meeting]:
    """Return the first session that a report can be of, with its meeting."""
    refused: Unplaceable | None = None
    for session in sessions:
        try:
            return session, placed(report, session, zone)
        except Unplaceable as error:
            refused = error
    where = file if refused is None or refused.line is None else f"{file}:{refused.line}"
    fits = [one.title for one in begun if _fits(report, one, zone)]
    remedy = f"Times were read as {zone}'s; add zone if they are another's."
    if fits:
        remedy = f"It fits {fits[-1]}: name that session."
    raise Refusal(f"{where}: {refused}. {remedy} Nothing was changed.")


def _fits(report: Report, session: Session, zone: str) -> bool:
    try:
        meeting = placed(report, session, zone)
    except Unplaceable:
        return False
    return meeting.begins is not None and overlaps(meeting, session)
