"""Grades that were pushed to gradebooks, in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Boolean, Column, Index, Table, select

from adapters.storage.columns import Instant, Key, Value, Words
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.gradebook.pushes import Pushed

pushes = Table(
    "pushes",
    metadata,
    Column("course", Key, primary_key=True),
    Column("column", Words, primary_key=True),
    Column("row", Words, primary_key=True),
    Column("person", Key, nullable=False),
    Column("grade", Value(Decimal), nullable=False),
    Column("before", Value(Decimal)),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Index(None, "course", "person"),
)


class SqlPushes:
    """What was pushed from all courses; see bot.ports.pushing."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def of(self, course: str, column: str) -> Mapping[str, Pushed]:
        """Return what was pushed to a column, by row."""
        query = select(pushes).where(pushes.c.course == course, pushes.c.column == column)
        return {row["row"]: Pushed(**row) for row in await self._rows.all(query)}

    async def columns(self, course: str) -> Sequence[str]:
        """Return the keys of the columns to which a course was pushed, in order."""
        query = select(pushes.c.column).where(pushes.c.course == course).distinct()
        return [row["column"] for row in await self._rows.all(query.order_by(pushes.c.column))]

    async def of_person(self, course: str, person: str) -> Sequence[Pushed]:
        """Return what was pushed of one person, by column."""
        query = select(pushes).where(pushes.c.course == course, pushes.c.person == person)
        return [
            Pushed(**row)
            for row in await self._rows.all(query.order_by(pushes.c.column, pushes.c.row))
        ]

    async def save(self, pushed: Sequence[Pushed]) -> None:
        """Write what was pushed, one a row of a column."""
        await self._rows.put(pushes, [fields(each) for each in pushed])
