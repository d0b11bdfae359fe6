"""Which session staff mean when they don't say."""

from __future__ import annotations

from bot.chat.calls import Call, Choices
from bot.chat.naming import titles_like
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


async def begun_sessions(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest sessions that have begun, the latest first."""
    if not call.person.is_staff:
        return ()
    begun = [session for session in await work.sessions.of(call.course.id) if session.began]
    return titles_like(reversed(begun), text, call.zone)
