"""Queries that are asked for every batch or call: put into words once, their rows read by column.

SQLAlchemy's own way through a SELECT costs more than the database's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Select, TextualSelect

KNOWN = 256
Asked = Select[Any] | TextualSelect
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A SELECT in the database's words.

    `names` are its parameters in their order and `binds` how those that need it are bound;
    `constants` are the parameters that the query gives itself. `columns` are how the values of
    each column are read, None for as they are.
    """

    sql: str
    names: tuple[str, ...]
    binds: Mapping[str, Convert]
    constants: Mapping[str, Any]
    columns: tuple[Convert | None, ...]

    def asked(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the values of the parameters as the database takes them."""
        bound = {**self.constants, **given}
        for name, bind in self.binds.items():
            bound[name] = bind(bound[name])
        return tuple([bound[name] for name in self.names])

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
def fixed(dialect: Dialect, query: Asked) -> Fixed:
    """Return a query in words; what differs each time are its `bindparam`s, by their names."""
    compiled = query.compile(dialect=dialect)
    parameters = compiled.binds
    binds = {
        name: bind
        for name, parameter in parameters.items()
        if (bind := parameter.type.dialect_impl(dialect).bind_processor(dialect))
    }
    constants = {name: each.value for name, each in parameters.items() if not each.required}
    kinds = [column.type.dialect_impl(dialect) for column in query.selected_columns]
    columns = tuple(kind.result_processor(dialect, None) for kind in kinds)
    return Fixed(str(compiled), tuple(compiled.positiontup or ()), binds, constants, columns)
