"""Choices in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Integer, Table, bindparam, select

from adapters.storage.columns import Instant, Key, Value, of_fields
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.ports.choices import Declared

choices = Table(
    "choices",
    metadata,
    Column("course", Key, primary_key=True),
    Column("person", Key, primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("options", Value(tuple[str, ...]), nullable=False),
    Column("at", Instant, nullable=False),
)
OF_COURSE = (
    select(*of_fields(choices, Declared))
    .where(choices.c.course == bindparam("course"))
    .order_by(choices.c.week, choices.c.person)
)
OF_PERSON = OF_COURSE.where(choices.c.person == bindparam("person"))


class SqlChoices:
    """The choices of all courses; see bot.ports.choices."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, course: str, person: str, week: int) -> Declared | None:
        """Return what a person declared for a week."""
        c = choices.c
        query = select(choices).where(c.course == course, c.person == person, c.week == week)
        row = await self._rows.first(query)
        return Declared(**row) if row else None

    async def of(self, course: str, person: str | None = None) -> Sequence[Declared]:
        """Return what a course's people declared, or one of them, by week."""
        query = OF_COURSE if person is None else OF_PERSON
        return [Declared(*row) for row in await self._rows.ask(query, course=course, person=person)]

    async def save(self, declared: Sequence[Declared]) -> None:
        """Write what was declared, one a person and week."""
        await self._rows.put(choices, [fields(each) for each in declared])
