"""Writing many rows: an INSERT is put into words once, and rows are bound column by column.

SQLAlchemy's own way through an INSERT of many rows costs more than the database's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

Row = Mapping[str, Any]
"""A row, to be written or read, by its columns' names."""

Insert: TypeAlias = "sqlite.Insert | postgresql.Insert"
Bind = Callable[[Any], Any]
KNOWN = 512
"""How many statements are remembered: more than the tables there are."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """An INSERT in the database's words; `columns` are its parameters, and how each is bound."""

    sql: str
    columns: tuple[tuple[str, Bind | None], ...]

    def bound(self, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
        """Return rows as the database takes them."""
        columns = (self._column(rows, name, bind) for name, bind in self.columns)
        return list(zip(*columns, strict=True))

    @staticmethod
    def _column(rows: Sequence[Row], name: str, bind: Bind | None) -> list[Any]:
        if bind is None:
            return [row[name] for row in rows]
        return [bind(row[name]) for row in rows]


@lru_cache(KNOWN)
def adding(dialect: Dialect, table: Table, names: tuple[str, ...]) -> Bulk:
    """Return the INSERT of rows with these columns that leaves known ones as they are."""
    return _bulk(dialect, insert_into(dialect, table).on_conflict_do_nothing(), names)


@lru_cache(KNOWN)
def putting(
    dialect: Dialect,
    table: Table,
    names: tuple[str, ...],
    keep: tuple[str, ...],
    sum: tuple[str, ...],
    unless: str | None = None,
) -> Bulk:
    """Return the INSERT that changes known rows, except `keep`, and adds to the columns `sum`.

    Those whose column `unless` is true stay.
    """
    insert = insert_into(dialect, table)
    keys = list(table.primary_key)
    fixed = {*keep, *(column.name for column in keys)}
    new = insert.excluded
    changed = {
        name: table.c[name] + new[name] if name in sum else new[name]
        for name in names
        if name not in fixed
    }
    if not changed:
        return adding(dialect, table, names)
    open_ = None if unless is None else ~table.c[unless]
    insert = insert.on_conflict_do_update(index_elements=keys, set_=changed, where=open_)
    return _bulk(dialect, insert, names)


def insert_into(dialect: Dialect, table: Table) -> Insert:
    """Return the dialect's own INSERT, for both know ON CONFLICT in the same words."""
    if dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    return sqlite.insert(table)


def _bulk(dialect: Dialect, insert: Insert, names: tuple[str, ...]) -> Bulk:
    compiled = insert.compile(dialect=dialect, column_keys=list(names))
    order = compiled.positiontup or ()
    kinds = {name: insert.table.c[name].type.dialect_impl(dialect) for name in order}
    return Bulk(str(compiled), tuple((name, kinds[name].bind_processor(dialect)) for name in order))
