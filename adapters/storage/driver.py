"""A driver for SQLite that takes as much as it can to the database's thread in one trip.

aiosqlite makes four trips a statement: for the cursor, the statement, its rows, and the cursor's
end. Most statements take less time than one such trip. What need not be answered at once waits
here (`later`), and goes along with the next statement that must be, or with the commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Ask = Callable[[sqlite3.Connection], Any]


class Waiting(NamedTuple):
    """A statement that nobody waits for, and the sets of its parameters, None for none."""

    sql: str
    rows: Sequence[Sequence[Any]] | None

    def run(self, connection: sqlite3.Connection) -> None:
        """Run it; an error says which statement it was, since it comes out of a later one."""
        try:
            if self.rows is None:
                connection.execute(self.sql)
            else:
                connection.executemany(self.sql, self.rows)
        except sqlite3.Error as error:
            error.add_note(f"It came of: {self.sql}")
            raise


class Connection(aiosqlite.Connection):
    """aiosqlite's connection and thread, with statements that wait for one another."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], iter_chunk_size: int) -> None:
        """Take what opens the connection; nothing waits yet."""
        super().__init__(connector, iter_chunk_size)
        self._waiting: list[Waiting] = []
        self._touched = False

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Return a cursor, as SQLAlchemy asks for one."""
        return Cursor(self)

    def later(self, sql: str, rows: Sequence[Sequence[Any]] | None = None) -> None:
        """Let a statement run before whatever is asked next, in the order of these calls."""
        self._waiting.append(Waiting(sql, rows))

    async def ask(self, what: Ask) -> Any:
        """Let the database's thread do what waits, then this, and return the result."""
        waiting, self._waiting = self._waiting, []
        self._touched = True
        execute: Any = self._execute
        return await execute(_in_order, self._conn, waiting, what)

    async def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return a query's rows."""
        rows: list[tuple[Any, ...]] = await self.ask(partial(_fetched, sql, parameters))
        return rows

    async def commit(self) -> None:
        """Do what waits, and commit."""
        await self.ask(sqlite3.Connection.commit)
        self._touched = False

    async def rollback(self) -> None:
        """Forget what waits, and undo what was done; nothing was where nothing was asked."""
        self._waiting.clear()
        if self._touched:
            await self.ask(sqlite3.Connection.rollback)
            self._touched = False

    def leave(self) -> None:
        """Roll back without waiting for it: whatever is asked next comes after."""
        self._waiting.clear()
        if self._touched:
            self._tx.put_nowait((None, self._conn.rollback))
            self._touched = False


class Cursor:
    """One statement and all that came of it, fetched at once; see PEP 249."""

    def __init__(self, connection: Connection) -> None:
        """Take the connection; nothing is asked of it yet."""
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Cursor:
        """Return the cursor."""
        return self

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> Cursor:
        """Run a statement and fetch its rows."""
        await self._run(lambda cursor: cursor.execute(operation, parameters))
        return self

    async def executemany(self, operation: str, parameters: Iterable[Sequence[Any]]) -> Cursor:
        """Run a statement for each of several sets of parameters."""
        await self._run(lambda cursor: cursor.executemany(operation, parameters))
        return self

    async def fetchall(self) -> Sequence[Any]:
        """Return all rows, once."""
        rows, self._rows = self._rows, ()
        return rows

    async def close(self) -> None:
        """Do nothing: the database's own cursor was closed when the statement had run."""

    async def _run(self, statement: Callable[[sqlite3.Cursor], object]) -> None:
        told = await self._connection.ask(partial(_whole, statement=statement))
        self._rows, self.description, self.rowcount, self.lastrowid = told


def _in_order(connection: sqlite3.Connection, waiting: Sequence[Waiting], what: Ask) -> Any:
    for each in waiting:
        each.run(connection)
    return what(connection)


def _fetched(sql: str, parameters: Sequence[Any], connection: sqlite3.Connection) -> Any:
    return connection.execute(sql, parameters).fetchall()


def _whole(connection: sqlite3.Connection, statement: Callable[[sqlite3.Cursor], object]) -> Any:
    """Run a statement in the database's thread, and return all that is ever asked about it."""
    cursor = connection.cursor()
    try:
        statement(cursor)
        rows = cursor.fetchall() if cursor.description else ()
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()


def driver_of(connection: AsyncConnection) -> Connection:
    """Return the driver's own connection under one of SQLAlchemy's."""
    under: Any = connection.sync_connection
    driver: Connection = under.connection.driver_connection
    return driver


async def connect(file: str) -> Connection:
    """Open a connection whose transactions are begun by hand."""
    connection = Connection(partial(sqlite3.connect, file, isolation_level=None), 64)
    connection._thread.daemon = True
    await connection
    return connection
