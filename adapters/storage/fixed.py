"""Statements that are run for every batch or call: put into words once, rows read by column.

SQLAlchemy's own way through a statement costs more than the database's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Delete, Dialect, Select, TextualSelect, Update

KNOWN = 512
Asked = Select[Any] | TextualSelect
Change = Update | Delete
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A statement in the database's words.

    `names` are its parameters in their order and `binds` how those that need it are bound;
    `constants` are the parameters that it gives itself, bound already. `columns` are how the
    values of each column are read, None for as they are.
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
def fixed(dialect: Dialect, statement: Asked | Change) -> Fixed:
    """Return a statement in words; what differs each time are its `bindparam`s, by their names."""
    compiled = statement.compile(dialect=dialect)
    names = tuple(compiled.positiontup or ())
    binds: dict[str, Convert] = {}
    constants: dict[str, Any] = {}
    for name in dict.fromkeys(names):
        parameter = compiled.binds[name]
        bind = parameter.type.dialect_impl(dialect).bind_processor(dialect)
        if not parameter.required:
            constants[name] = bind(parameter.value) if bind else parameter.value
        elif bind:
            binds[name] = bind
    selected = () if isinstance(statement, Change) else statement.selected_columns
    kinds = [column.type.dialect_impl(dialect) for column in selected]
    columns = tuple(kind.result_processor(dialect, None) for kind in kinds)
    return Fixed(str(compiled), names, binds, constants, columns)
