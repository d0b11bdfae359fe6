"""Forgetting what meeting programs told as it happened; the reports made of it are kept longer."""

from __future__ import annotations

from datetime import datetime

from bot.model.attendance.rooms import took_place
from bot.model.attendance.sightings import told_of
from bot.model.live.moment import OVER
from bot.model.sessions import State
from bot.ports.work import UnitOfWork


async def forget_meetings(course: str, until: datetime, work: UnitOfWork) -> None:
    """Forget the meetings of a course that began before `until`, but for those that go on."""
    known = await work.sightings.of(course)
    begun = {one.meeting for one in known if one.at < until}
    if begun:
        live = [one for one in await work.sessions.of(course) if one.state is State.LIVE]
        going_on = {told.id for session in live for told in told_of(known, session)}
        await work.sightings.forget(course, begun - going_on)


async def forget_past_meetings(course: str, work: UnitOfWork) -> None:
    """Forget the meetings of all of a course's sessions that are over."""
    sessions = await work.sessions.of(course)
    over = [took_place(session)[1] for session in sessions if session.state in OVER]
    if over:
        await forget_meetings(course, max(over), work)
