"""A driver for SQLite that takes each statement to the database's thread in one trip.

aiosqlite makes four: for the cursor, the statement, its rows, and the cursor's end. Most
statements take less time than one such trip.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite


class Connection(aiosqlite.Connection):
    """aiosqlite's connection and thread, with cursors that are only made there when needed."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Return a cursor, as SQLAlchemy asks for one."""
        return Cursor(self)

    async def ask(self, what: Callable[[sqlite3.Connection], Any]) -> Any:
        """Let the database's thread do something with the connection, and return the result."""
        execute: Any = self._execute
        return await execute(what, self._conn)


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


def _whole(connection: sqlite3.Connection, statement: Callable[[sqlite3.Cursor], object]) -> Any:
    """Run a statement in the database's thread, and return all that is ever asked about it."""
    cursor = connection.cursor()
    try:
        statement(cursor)
        rows = cursor.fetchall() if cursor.description else ()
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()


async def connect(file: str) -> Connection:
    """Open a connection whose transactions are begun by hand."""
    connection = Connection(partial(sqlite3.connect, file, isolation_level=None), 64)
    connection._thread.daemon = True
    await connection
    return connection
