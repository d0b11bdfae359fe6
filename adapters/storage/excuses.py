"""Excuses in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Index, Integer, Table, Text, select

from adapters.storage.columns import Instant, Key
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.ports.excuses import Granted

excuses = Table(
    "excuses",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("person", Key, nullable=False),
    Column("week", Integer, nullable=False),
    Column("about", Key),
    Column("reason", Text, nullable=False),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("undone", Instant),
    Index(None, "course", "person"),
)


class SqlExcuses:
    """The excuses of all courses; see bot.ports.excuses."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, excuse: str) -> Granted | None:
        """Return the excuse with this id, taken back or not."""
        row = await self._rows.first(select(excuses).where(excuses.c.id == excuse))
        return Granted(**row) if row else None

    async def of(self, course: str, person: str | None = None) -> Sequence[Granted]:
        """Return a course's excuses, or one person's, oldest first."""
        query = select(excuses).where(excuses.c.course == course)
        if person is not None:
            query = query.where(excuses.c.person == person)
        rows = await self._rows.all(query.order_by(excuses.c.at, excuses.c.id))
        return [Granted(**row) for row in rows]

    async def save(self, new: Sequence[Granted]) -> None:
        """Write excuses, new or known."""
        await self._rows.put(excuses, [fields(excuse) for excuse in new])
