"""What polls do when a session ends, and how their boards are drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.chat.views import View
from bot.features.polls.views import board
from bot.model.happenings import SessionEnded, SessionUnstarted
from bot.ports.work import UnitOfWork

BOARD = "poll"


async def close_polls(
    ended: SessionEnded | SessionUnstarted, now: datetime, work: UnitOfWork
) -> None:
    """Close a session's open polls at its end, or when its start is undone: votes are kept."""
    session = await work.sessions.get(ended.session)
    if session is None:
        return
    running = [poll for poll in await work.polls.of_session(session.id) if poll.closed is None]
    at = session.ended or now
    await work.polls.save([replace(poll, closed=max(at, poll.at)) for poll in running])
    for poll in running:
        await work.outbox.redraw(BOARD, poll.id)


async def draw_board(poll: str, now: datetime, work: UnitOfWork) -> View | None:
    """Draw a poll as it stands now."""
    found = await work.polls.get(poll)
    return None if found is None else board(found)
