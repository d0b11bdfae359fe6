"""Reading and writing rows: the few statements that all nouns are made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, Executable, Table

from adapters.storage.bulk import Bulk, Insert, Row, adding, insert_into, putting
from adapters.storage.driver import Connection
from adapters.storage.fixed import Asked, Change, fixed
from adapters.storage.remembered import Remembered, Several

__all__ = ["Row", "Rows", "fields", "parts"]
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
AT_ONCE = 500
"""Keys asked for in one statement: far below what any database takes."""


class Rows:
    """One transaction's rows. Writing any number of rows of a table is one statement."""

    def __init__(self, connection: Connection, remembered: Remembered | None = None) -> None:
        """Take the connection whose transaction is open, and for a batch what is remembered."""
        self._connection = connection
        self._dialect = connection.dialect
        self.remembered = remembered

    async def all(self, query: Executable) -> Sequence[Row]:
        """Return all rows of a query."""
        return await self._connection.read(query, _all)

    async def first(self, query: Executable) -> Row | None:
        """Return a query's first row."""
        return await self._connection.read(query, _first)

    async def value(self, query: Executable) -> Any:
        """Return the first column of a query's first row, None without one."""
        return await self._connection.read(query, CursorResult.scalar)

    async def ask(self, query: Asked, **given: object) -> Iterable[tuple[Any, ...]]:
        """Return the rows of a query that is the same each time, but for what is `given`.

        The query is one of a module, for it is kept; its rows come as plain tuples.
        """
        words = fixed(self._dialect, query)
        return words.values(await self._connection.fetch(words.sql, words.asked(given)))

    async def one(self, query: Asked, **given: object) -> tuple[Any, ...] | None:
        """Return the first row of such a query."""
        return next(iter(await self.ask(query, **given)), None)

    async def once(self, key: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """Return what `read` returns; batches read it only once while nobody writes to it."""
        if self.remembered is None:
            return await read()
        return await self.remembered.once(key, read)

    async def several(
        self,
        noun: str,
        keys: Collection[K],
        read: Several[K, T],
    ) -> Mapping[K, T]:
        """Return what `read` finds under keys; what batches know already they don't read again."""
        if self.remembered is None:
            return await read(list(keys))
        return await self.remembered.several(noun, keys, read)

    def forget(self, key: Hashable, which: Callable[[Any], bool] | None = None) -> None:
        """Forget what was read under a key, if it is known and such that it should be."""
        if self.remembered is not None:
            self.remembered.forget_one(key, which)

    async def run(self, statement: Executable, rows: Sequence[Row] | None = None) -> None:
        """Run a statement that returns nothing, for each of `rows` if there are any."""
        if self.remembered is not None:
            self.remembered.forget()
        await self._connection.run(statement, rows)

    def change(self, statement: Change, **given: object) -> None:
        """Let a statement run before the next query: the same each time, but for what is `given`.

        The statement is one of a module, for it is kept.
        """
        if self.remembered is not None:
            self.remembered.forget()
        words = fixed(self._dialect, statement)
        self._connection.later(words.sql, [words.asked(given)])

    def insert(self, table: Table) -> Insert:
        """Return the dialect's own INSERT, for statements that add and put don't make."""
        return insert_into(self._dialect, table)

    async def add(self, table: Table, rows: Sequence[Row]) -> None:
        """Write rows; those whose key is known change nothing."""
        if rows:
            self._wrote(table.name)
            self._write(adding(self._dialect, table, tuple(rows[0])), rows)

    async def put(
        self,
        table: Table,
        rows: Sequence[Row],
        keep: Sequence[str] = (),
        sum: Sequence[str] = (),
        unless: str | None = None,
    ) -> None:
        """Write rows, new or known by primary key; all have the same columns.

        Of a known row the columns in `keep` stay, and to those in `sum` the new value is added;
        one whose column `unless` is true stays as it is.
        """
        if rows:
            self._wrote(table.name)
            names = tuple(rows[0])
            bulk = putting(self._dialect, table, names, tuple(keep), tuple(sum), unless)
            self._write(bulk, rows)

    def _write(self, bulk: Bulk, rows: Sequence[Row]) -> None:
        self._connection.later(bulk.sql, bulk.bound(rows))

    def _wrote(self, table: str) -> None:
        if self.remembered is not None:
            self.remembered.wrote(table)

    def later(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Let a statement in the database's words run for each of `rows`, before the next query."""
        self._connection.later(sql, rows)

    async def fetch(self, sql: str, *given: object) -> Sequence[tuple[Any, ...]]:
        """Return the rows of a query in the database's words, as they are there."""
        return await self._connection.fetch(sql, given)


def _all(result: CursorResult[Any]) -> Sequence[Row]:
    return cast(Sequence[Row], result.mappings().all())


def _first(result: CursorResult[Any]) -> Row | None:
    return cast(Row | None, result.mappings().first())


def fields(value: Any, *without: str) -> dict[str, Any]:
    """Return a flat dataclass as a row: its fields by name, except those in `without`."""
    names, get = _getter(value.__class__, without)
    return dict(zip(names, get(value), strict=True))


@cache
def _getter(kind: Any, without: tuple[str, ...]) -> tuple[tuple[str, ...], Callable[[Any], Any]]:
    names = tuple(name for name in kind.__dataclass_fields__ if name not in without)
    return names, attrgetter(*names)


def parts(keys: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """Return keys in portions that fit into one statement each."""
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]
