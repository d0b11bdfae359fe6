"""Recaps and highlights in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Index, Integer, Table, bindparam, select

from adapters.storage.columns import Instant, Key, Value, of_fields
from adapters.storage.rows import Rows, fields, parts
from adapters.storage.tables import metadata
from bot.model.places import Message
from bot.model.recap.recaps import Highlight, Recap, Revision, quoted

recaps = Table(
    "recaps",
    metadata,
    Column("session", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("drafted", Instant, nullable=False),
    Column("history", Value(tuple[Revision, ...]), nullable=False),
    Column("needs_staff", Boolean, nullable=False),
    Column("published", Instant),
    Column("publications", Integer, nullable=False),
    Column("makeup_until", Instant),
    Column("makeup_closed", Boolean, nullable=False),
    Index(None, "course", "drafted"),
)
recap_quotes = Table(
    "recap_quotes",
    metadata,
    Column("message", Value(Message), primary_key=True),
    Column("session", Key, primary_key=True),
)
"""Which messages any version of a recap quotes: what is deleted or withdrawn is found by it."""
highlights = Table(
    "highlights",
    metadata,
    Column("message", Value(Message), primary_key=True),
    Column("session", Key, nullable=False),
    Column("course", Key, nullable=False),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("removed", Instant),
    Index(None, "session", "at"),
)


BY_SESSION = select(*of_fields(recaps, Recap)).where(recaps.c.session == bindparam("session"))
MARKS = (
    select(*of_fields(highlights, Highlight))
    .where(highlights.c.session == bindparam("session"))
    .order_by(highlights.c.at)
)


class SqlRecaps:
    """The recaps of all sessions; see bot.ports.recaps."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, session: str) -> Recap | None:
        """Return a session's recap, draft or published."""
        found = await self._rows.one(BY_SESSION, session=session)
        return None if found is None else Recap(*found)

    async def of(self, course: str) -> Sequence[Recap]:
        """Return a course's recaps, the one drafted first at first."""
        query = select(recaps).where(recaps.c.course == course)
        rows = await self._rows.all(query.order_by(recaps.c.drafted, recaps.c.session))
        return [Recap(**row) for row in rows]

    async def save(self, new: Sequence[Recap]) -> None:
        """Write recaps, new or known, and which messages they quote."""
        await self._rows.put(recaps, [fields(recap) for recap in new])
        quotes = [
            {"message": message, "session": recap.session}
            for recap in new
            for message in quoted(recap)
        ]
        await self._rows.add(recap_quotes, quotes)

    async def highlight(self, highlight: Highlight) -> None:
        """Write a mark, in place of the one before it on the same message."""
        await self._rows.put(highlights, [fields(highlight)])

    async def highlighted(self, message: Message) -> Highlight | None:
        """Return the mark on a message, also one that was undone."""
        row = await self._rows.first(select(highlights).where(highlights.c.message == message))
        return None if row is None else Highlight(**row)

    async def marks(self, messages: Sequence[Message]) -> Sequence[Highlight]:
        """Return the marks on these messages; undone ones too."""
        found: list[Highlight] = []
        for some in parts(list(dict.fromkeys(messages))):
            query = select(highlights).where(highlights.c.message.in_(some))
            found += [Highlight(**row) for row in await self._rows.all(query)]
        return found

    async def highlights(self, session: str) -> Sequence[Highlight]:
        """Return a session's marks, the first marked first; undone ones too."""
        return [Highlight(*row) for row in await self._rows.ask(MARKS, session=session)]

    async def showing(self, messages: Sequence[Message]) -> Sequence[str]:
        """Return the sessions whose recaps quote or highlight any of these messages."""
        found: set[str] = set()
        for some in parts(messages):
            for table in (recap_quotes, highlights):
                query = select(table.c.session).where(table.c.message.in_(some)).distinct()
                found.update(row["session"] for row in await self._rows.all(query))
        return sorted(found)
