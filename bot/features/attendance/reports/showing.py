"""A session's roll as staff see it, with the reports that count and the names nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.calls import Call
from bot.chat.views import Block, View
from bot.features.attendance.reports.deciding import unknowns
from bot.features.attendance.roll.listing import roll
from bot.features.attendance.roll.views import roll_view
from bot.model.sessions import Session
from bot.ports.work import UnitOfWork


async def listed(
    session: Session, call: Call, work: UnitOfWork, before: Sequence[Block] = ()
) -> View:
    """Return the roll of a session; what was just done stands `before` it."""
    found = await roll(session, call.course, call.now, work)
    counting = [report for report in await work.reports.of_session(session.id) if report.counts]
    open = await unknowns(counting, session, call.course, work)
    names = {person.id: person.name for person in await work.people.of(call.course.id)}
    return roll_view(found, open, counting, names, before)
