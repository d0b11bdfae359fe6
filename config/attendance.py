"""Attendance reports on the command line: read for a session, shown, and entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from adapters.terminal.services import AttendanceOrder, Brought
from bot.chat.actions import action
from bot.chat.calls import Upload
from bot.chat.naming import called
from bot.chat.refusal import Refusal
from bot.chat.uploads import taken
from bot.features.attendance.reports.asking import ask_staff
from bot.features.attendance.reports.deciding import unknowns
from bot.features.attendance.reports.importing import (
    Bringing,
    already,
    apply,
    as_if_applied,
    read_draft,
    zone_named,
)
from bot.features.attendance.roll.listing import roll
from bot.model.attendance.kept import SessionReport, earlier
from bot.model.course import Course
from bot.model.sessions import Session
from bot.model.time.spoken import spoken_day
from bot.model.time.zones import local
from bot.ports.audit import Deed
from bot.ports.work import Store, UnitOfWork
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS

OPERATOR = "operator"
"""Who the audit says it was, where no person of the roster is known."""
MOST_ASKED = 100
"""Unknown names for which it is said who they may be."""


def read_file(path: Path) -> Upload:
    """Return a report's file; Refusal if it is too large to be one."""
    with path.open("rb") as file:
        return Upload(path.name, taken(file, path.name))


async def import_attendance(
    store: Store, course: Course, file: Upload, order: AttendanceOrder, now: datetime, *, dry: bool
) -> Brought:
    """Enter a report and return what it says; with `dry`, or if it counts already, only that."""
    if course.frozen:
        raise Refusal(f"{course.title} is over, so its attendance stays as it is.")
    if dry:
        async with store.reading() as work:
            return (await _draft(course, file, order, now, work))[1]
    async with store.work() as work:
        report, found = await _draft(course, file, order, now, work)
        if found.already:
            return found
        session = found.roll.session
        await apply(report, session, course, now, work)
        await ask_staff(report, session, course, work)
        undo = action("attendance.takeback", course.id, report.id)
        what = f"The operator entered {report.title} of {session.title}"
        await work.audit.record(Deed(report.id, course.id, OPERATOR, now, what, undo))
        await settle(work, REACTIONS, now)
        return found


def _meant(sessions: Sequence[Session], name: str, course: Course) -> Session:
    """Return the session with this key, id or title; Refusal that tells what to type instead."""
    keyed = [one for one in sessions if one.key == name]
    found = keyed or called(sessions, name, lambda session: session.title)
    if not found:
        there = ", ".join(dict.fromkeys(f"“{one.title}”" for one in sessions))
        hint = f" There is: {there}." if there else ""
        raise Refusal(f"“{name}” is not part of this course.{hint}")
    if len(found) > 1:
        keys = ", ".join(
            f"{one.key} ({spoken_day(local(one.starts, course.zone))})" for one in found
        )
        raise Refusal(f"Several sessions are called “{name}”. Name one by its key: {keys}.")
    return found[0]


async def _draft(
    course: Course, file: Upload, order: AttendanceOrder, now: datetime, work: UnitOfWork
) -> tuple[SessionReport, Brought]:
    """Return a report and what it would enter."""
    sessions = await work.sessions.of(course.id)
    wanted = _meant(sessions, order.session, course) if order.session else None
    bringing = Bringing(f"terminal {now.isoformat()}", "", now)
    zone = zone_named(order.zone, course)
    report = await read_draft(file, wanted, course, zone, bringing, work)
    session: Session = next(one for one in sessions if one.id == report.session)
    others = await work.reports.of_session(session.id)
    found = Brought(
        report,
        await roll(session, course, now, work, as_if_applied(report, others)),
        await unknowns((report,), session, course, work, asked=MOST_ASKED),
        len(earlier(report, others)),
        already(report, others),
    )
    return report, found
