"""Differences in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Index, Integer, Table, Text, select

from adapters.storage.columns import Counted, Instant, Key, Value, Word
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.participation.policies.policy import Period
from bot.model.participation.review.differences import Difference, Mark

differences = Table(
    "differences",
    metadata,
    Column("seq", Counted, primary_key=True),
    Column("id", Key, nullable=False, unique=True),
    Column("course", Key, nullable=False),
    Column("person", Key, nullable=False),
    Column("week", Integer, nullable=False),
    Column("before", Value(Mark)),
    Column("after", Value(Mark)),
    Column("why", Text, nullable=False),
    Column("by", Key),
    Column("at", Instant, nullable=False),
    Column("per", Word(Period), nullable=False, server_default=Period.WEEK),
    Column("first", Integer),
    Index(None, "course", "person"),
)
DIFFERENCE = [differences.c[name] for name in Difference.__dataclass_fields__]


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
        query = select(*DIFFERENCE).where(*where).order_by(differences.c.at, differences.c.seq)
        return [Difference(**row) for row in await self._rows.all(query)]

    async def add(self, new: Sequence[Difference]) -> None:
        """Write differences; known ids change nothing."""
        await self._rows.add(differences, [fields(each) for each in new])
