"""Differences in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Index, Integer, Table, Text, select

from adapters.storage.columns import Instant, Key, Value, among
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.participation.differences import Difference, Mark

differences = Table(
    "differences",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("person", Key, nullable=False),
    Column("week", Integer, nullable=False),
    Column("before", Value(Mark)),
    Column("after", Value(Mark)),
    Column("why", Text, nullable=False),
    Column("by", Key),
    Column("at", Instant, nullable=False),
    Index(None, "course", "person"),
)


class SqlDifferences:
    """The differences of all courses; see bot.ports.differences."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def of(
        self, course: str, person: str | None = None, week: int | None = None
    ) -> Sequence[Difference]:
        """Return a course's differences, or one person's, or one week's, oldest first."""
        where = [differences.c.course == course]
        if person is not None:
            where.append(differences.c.person == person)
        if week is not None:
            where.append(differences.c.week == week)
        query = select(differences).where(*where)
        ordered = query.order_by(differences.c.at, differences.c.id)
        return [Difference(**row) for row in await self._rows.all(ordered)]

    async def add(self, new: Sequence[Difference]) -> None:
        """Write differences; known ids change nothing."""
        wanted = {each.id: each for each in new}
        found = await self._rows.all(
            select(differences.c.id).where(among(differences.c.id, list(wanted)))
        )
        known = {row["id"] for row in found}
        fresh = [fields(each) for each in wanted.values() if each.id not in known]
        await self._rows.add(differences, fresh)
