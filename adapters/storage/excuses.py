"""Excuses in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, select

from adapters.storage.columns import Instant, Key, of_fields
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
OF_COURSE = (
    select(*of_fields(excuses, Granted))
    .where(excuses.c.course == bindparam("course"))
    .order_by(excuses.c.at, excuses.c.id)
)
OF_PERSON = OF_COURSE.where(excuses.c.person == bindparam("person"))


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
        query = OF_COURSE if person is None else OF_PERSON
        return [Granted(*row) for row in await self._rows.ask(query, course=course, person=person)]

    async def save(self, new: Sequence[Granted]) -> None:
        """Write excuses, new or known."""
        await self._rows.put(excuses, [fields(excuse) for excuse in new])
