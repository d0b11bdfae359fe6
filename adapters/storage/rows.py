"""Reading and writing rows: the few statements that all nouns are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Row = Mapping[str, Any]
"""A row, to be written or read, by its columns' names."""

Insert = sqlite.Insert | postgresql.Insert
AT_ONCE = 500
"""Keys asked for in one statement: far below what any database takes."""


class Rows:
    """One transaction's rows. Writing any number of rows of a table is one statement."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Take the connection whose transaction is open."""
        self.connection = connection

    async def all(self, query: Executable) -> Sequence[Row]:
        """Return all rows of a query."""
        result = await self.connection.execute(query)
        return cast(Sequence[Row], result.mappings().all())

    async def first(self, query: Executable) -> Row | None:
        """Return a query's first row."""
        result = await self.connection.execute(query)
        return cast(Row | None, result.mappings().first())

    async def value(self, query: Executable) -> Any:
        """Return the first column of a query's first row, None without one."""
        return (await self.connection.execute(query)).scalar()

    async def run(self, statement: Executable) -> None:
        """Run a statement that returns nothing."""
        await self.connection.execute(statement)

    def insert(self, table: Table) -> Insert:
        """Return the dialect's own INSERT, for both know ON CONFLICT in the same words."""
        if self.connection.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)

    async def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Write rows; those whose key is known change nothing."""
        if rows:
            await self.connection.execute(self.insert(table).on_conflict_do_nothing(), rows)

    async def put(self, table: Table, rows: Sequence[Row], keep: Sequence[str] = ()) -> None:
        """Write rows, new or known by primary key; all have the same columns.

        The columns in `keep` are written for a new row only.
        """
        if not rows:
            return
        insert = self.insert(table)
        fixed = {*keep, *(column.name for column in table.primary_key)}
        changed = {name: insert.excluded[name] for name in rows[0] if name not in fixed}
        keys = list(table.primary_key)
        if changed:
            await self.connection.execute(
                insert.on_conflict_do_update(index_elements=keys, set_=changed), rows
            )
        else:
            await self.connection.execute(insert.on_conflict_do_nothing(), rows)


def fields(value: Any, *without: str) -> dict[str, Any]:
    """Return a flat dataclass as a row: its fields by name, except those in `without`."""
    return {
        name: getattr(value, name) for name in value.__dataclass_fields__ if name not in without
    }


def parts(keys: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """Return keys in portions that fit into one statement each."""
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]
