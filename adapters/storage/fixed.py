"""Queries that are asked for every batch: put into words once, their rows read column by column.

SQLAlchemy's own way through a SELECT costs more than the database's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Select

KNOWN = 64
Read = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A SELECT in the database's words; `names` are its parameters, in their order.

    `columns` are how the values of each column are read, None for as they are.
    """

    sql: str
    names: tuple[str, ...]
    columns: tuple[Read | None, ...]

    def values(self, rows: Sequence[Sequence[Any]]) -> Iterable[tuple[Any, ...]]:
        """Return what the database returned as the core's values."""
        if not rows:
            return ()
        columns = (
            column if read is None else map(read, column)
            for read, column in zip(self.columns, zip(*rows, strict=True), strict=True)
        )
        return zip(*columns, strict=True)


@lru_cache(KNOWN)
def fixed(dialect: Dialect, query: Select[Any]) -> Fixed:
    """Return a query in words; its only parameters are `bindparam`s, bound as they are given."""
    compiled = query.compile(dialect=dialect)
    kinds = [column.type.dialect_impl(dialect) for column in query.selected_columns]
    columns = tuple(kind.result_processor(dialect, None) for kind in kinds)
    return Fixed(str(compiled), tuple(compiled.positiontup or ()), columns)
