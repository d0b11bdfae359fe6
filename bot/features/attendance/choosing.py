"""Which session staff mean when they don't say."""

from __future__ import annotations

from bot.chat.calls import Call
from bot.chat.refusal import Refusal
from bot.model.live.moment import last_over, live_at
from bot.model.sessions import Session
from bot.ports.reading import session_of
from bot.ports.work import UnitOfWork


async def chosen(name: str, call: Call, work: UnitOfWork) -> Session:
    """Return the session that is named, else the live or last one; Refusal if there is none."""
    if name:
        return await session_of(name, call, work)
    sessions = await work.sessions.of(call.course.id)
    session = live_at(sessions, call.at) or last_over(sessions)
    if session is None:
        raise Refusal("No session has begun yet. See /class next for what is planned.")
    return session
