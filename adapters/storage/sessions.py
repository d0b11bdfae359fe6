"""Sessions in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, bindparam, select

from adapters.storage.columns import Instant, Key, Value, Word, of_fields
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.places import Place
from bot.model.sessions import Kind, Session, State

sessions = Table(
    "sessions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("key", Key, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Word(Kind), nullable=False),
    Column("starts", Instant, nullable=False),
    Column("ends", Instant, nullable=False),
    Column("week", Integer, nullable=False),
    Column("state", Word(State), nullable=False),
    Column("link", Text),
    Column("place", Value(Place)),
    Column("counted", Boolean, nullable=False),
    Column("began", Instant),
    Column("ended", Instant),
    Column("recording", Text),
    Column("revision", Integer, nullable=False),
    Index(None, "course", "starts"),
    Index(None, "course", "key", unique=True),
)
BY_ID = select(*of_fields(sessions, Session)).where(sessions.c.id == bindparam("id"))
OF_COURSE = (
    select(*of_fields(sessions, Session))
    .where(sessions.c.course == bindparam("course"))
    .order_by(sessions.c.starts, sessions.c.id)
)


class SqlSessions:
    """The sessions of all courses; see bot.ports.sessions."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, session: str) -> Session | None:
        """Return the session with this id."""
        found = await self._rows.one(BY_ID, id=session)
        return Session(*found) if found else None

    async def of(self, course: str) -> Sequence[Session]:
        """Return a course's sessions by start, cancelled ones too."""
        return [Session(*row) for row in await self._rows.ask(OF_COURSE, course=course)]

    async def between(self, course: str, start: datetime, end: datetime) -> Sequence[Session]:
        """Return a course's sessions that start in [start, end), by start, not cancelled."""
        query = (
            select(sessions)
            .where(
                sessions.c.course == course,
                sessions.c.starts >= start,
                sessions.c.starts < end,
                sessions.c.state != State.CANCELLED,
            )
            .order_by(sessions.c.starts, sessions.c.id)
        )
        return [Session(**row) for row in await self._rows.all(query)]

    async def live(self, course: str) -> Session | None:
        """Return the session that is live now, the one begun last if there are several."""
        query = (
            select(sessions)
            .where(sessions.c.course == course, sessions.c.state == State.LIVE)
            .order_by(sessions.c.began.desc(), sessions.c.starts.desc(), sessions.c.id)
        )
        row = await self._rows.first(query.limit(1))
        return Session(**row) if row else None

    async def save(self, new: Sequence[Session]) -> None:
        """Write sessions, new or known."""
        await self._rows.put(sessions, [fields(session) for session in new])
