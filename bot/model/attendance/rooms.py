"""Rooms of meeting programs: which sessions are held in one, by their links and times.

A room is told as its host and number, "zoom.us/98765432101"; a session's link leads there if it
is an address of that host, or of one below it, with the number as a part of its path.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.model.sessions import Session, State

AROUND = timedelta(hours=3)
"""How long before and after a session what happens in its room may concern it."""


def leads_to(link: str | None, room: str) -> bool:
    """Whether a session's link leads to a room."""
    host, _, number = room.partition("/")
    try:
        parts = urlsplit(link or "")
        found = parts.hostname or ""
    except ValueError:
        return False
    named = found == host or found.endswith(f".{host}")
    return named and bool(number) and number in parts.path.split("/")


def took_place(session: Session) -> tuple[datetime, datetime]:
    """Return from when to when a session was, planned or really, whichever is longer."""
    begins = min(session.began or session.starts, session.starts)
    return begins, max(session.ended or session.ends, session.ends)


def held_there(sessions: Iterable[Session], room: str, at: datetime) -> list[Session]:
    """Return the sessions that are held in a room about that time; a live one at any later."""
    return [
        session
        for session in sessions
        if session.state is not State.CANCELLED
        and leads_to(session.link, room)
        and took_place(session)[0] - AROUND <= at
        and (session.state is State.LIVE or at <= took_place(session)[1] + AROUND)
    ]


def longest_there(
    sessions: Iterable[Session], room: str, begins: datetime, ends: datetime
) -> Session | None:
    """Return the session in a room that most of [begins, ends) falls into; None if none does."""

    def shared(session: Session) -> timedelta:
        start, end = took_place(session)
        return min(end, ends) - max(start, begins)

    there = [one for one in sessions if one.state is not State.CANCELLED]
    best = max((one for one in there if leads_to(one.link, room)), key=shared, default=None)
    return best if best is not None and shared(best) > timedelta() else None
