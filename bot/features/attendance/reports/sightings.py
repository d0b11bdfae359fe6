"""What a meeting program tells while a session takes place: kept, and entered as its report.

Only meetings are heeded that a session's link leads to, about the session's time. The report is
made when the session is over, and again for what is told late; staff's word on it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.chat.events import AttendeeSeen, Event
from bot.features.attendance.reports.importing import Bringing, report_id, take
from bot.model.attendance.kept import SessionReport
from bot.model.attendance.rooms import held_there
from bot.model.attendance.sightings import Sighting, Told, told_of
from bot.model.course import Course
from bot.model.happenings import SessionEnded
from bot.model.live.moment import OVER
from bot.model.sessions import Session
from bot.ports.work import UnitOfWork


async def keep(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Keep who is in the sessions' meetings; what comes late corrects reports of past ones."""
    told = [event.sighting for event in events if isinstance(event, AttendeeSeen)]
    for course in await work.courses.all() if told else ():
        if course.frozen:
            continue
        sessions = await work.sessions.of(course.id)
        held = [(one, held_there(sessions, one.room, one.at)) for one in told]
        over = {each.id: each for _, there in held for each in there if each.state in OVER}
        # While a session goes on nothing is read: a class comes all at once.
        known = await work.sightings.of(course.id) if over else ()
        met = {one.meeting for one in known}
        heeded = [
            one
            for one, there in held
            if there and (one.meeting in met or not await _is_reported(one, there, work))
        ]
        if heeded:
            await work.sightings.add(course.id, heeded)
            await _enter(over.values(), course, now, work)


async def _is_reported(sighting: Sighting, sessions: Iterable[Session], work: UnitOfWork) -> bool:
    """Whether a report was made of a meeting of which nothing else is known any more.

    What was forgotten can't be told anew by a part of it.
    """
    name = sighting.room.partition("/")[2]
    for session in sessions:
        if session.state in OVER:
            made = report_id(session.id, sighting.source, name, sighting.meeting)
            if await work.reports.get(made) is not None:
                return True
    return False


async def enter_attendees(ended: SessionEnded, now: datetime, work: UnitOfWork) -> None:
    """Enter who was in a session's meetings, now that it is over."""
    session = await work.sessions.get(ended.session)
    course = await work.courses.get(session.course) if session else None
    if session is not None and course is not None:
        await _enter((session,), course, now, work)


async def _enter(
    sessions: Collection[Session], course: Course, now: datetime, work: UnitOfWork
) -> None:
    known = await work.sightings.of(course.id) if sessions else ()
    for session in sessions:
        for told in told_of(known, session):
            await _take(told, session, course, now, work)


async def _take(
    told: Told, session: Session, course: Course, now: datetime, work: UnitOfWork
) -> None:
    """Enter a meeting, unless its report says that already or doesn't count any more.

    That is where staff took it back, or brought a file that took its place.
    """
    meeting = told.meeting
    name = report_id(session.id, meeting.source, meeting.name, told.id)
    before = await work.reports.get(name)
    if before is None or (before.undone is None and not _says(before, told)):
        await take(meeting, session, course, Bringing(told.id, "", now), work)


def _says(report: SessionReport, told: Told) -> bool:
    attendees = tuple(known.attendee for known in report.known)
    return report.meeting.ends == told.meeting.ends and attendees == told.meeting.attendees
