"""Connections to SQLite, each with a thread of its own, to which much is taken in one trip.

aiosqlite makes four trips a statement: for the cursor, the statement, its rows, and the cursor's
end. Most statements take less time than one such trip. What need not be answered at once waits
here (`later`), and goes along with the next statement that must be, or with the commit.

SQLAlchemy's connection lives in the same thread, over the same one of SQLite: its own way of
waiting for a thread would cost another trip, and would load all of its object mapper.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

import aiosqlite
import sqlalchemy

logging.getLogger("aiosqlite").setLevel(logging.WARNING)  # in detail it quotes all that is kept

T = TypeVar("T")
Ask = Callable[[sqlite3.Connection], T]


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

    def __init__(self, engine: sqlalchemy.Engine) -> None:
        """Take what opens connections; `connect` opens this one."""
        super().__init__(self._open, 64)
        self._thread.daemon = True
        self._engine = engine
        self._waiting: list[Waiting] = []
        self._touched = False

    @property
    def dialect(self) -> sqlalchemy.Dialect:
        """The database's dialect, as SQLAlchemy knows it."""
        return self._engine.dialect

    def later(self, sql: str, rows: Sequence[Sequence[Any]] | None = None) -> None:
        """Let a statement run before whatever is asked next, in the order of these calls."""
        self._waiting.append(Waiting(sql, rows))

    async def ask(self, what: Ask[T]) -> T:
        """Let the database's thread do what waits, then this, and return the result."""
        waiting, self._waiting = self._waiting, []
        self._touched = True
        execute: Any = self._execute
        result: T = await execute(_in_order, self._conn, waiting, what)
        return result

    async def run_sync(self, what: Callable[[sqlalchemy.Connection], T]) -> T:
        """Let the database's thread do something with SQLAlchemy's connection."""
        return await self.ask(lambda _: what(self._sqlalchemy))

    async def run(self, statement: sqlalchemy.Executable, rows: Any = None) -> None:
        """Run a statement of SQLAlchemy's."""
        await self.ask(lambda _: self._sqlalchemy.execute(statement, rows).close())

    async def read(
        self, query: sqlalchemy.Executable, how: Callable[[sqlalchemy.CursorResult[Any]], T]
    ) -> T:
        """Return a query's rows as `how` reads them."""
        return await self.ask(lambda _: how(self._sqlalchemy.execute(query)))

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

    async def close(self) -> None:
        """Close the connection once all is done, and end its thread."""
        self._waiting.clear()
        try:
            await self.run_sync(sqlalchemy.Connection.close)
            await super().close()
        except asyncio.CancelledError:
            self.abandon()
            raise

    def abandon(self) -> None:
        """Close the connection without waiting for it: nobody is left who could."""
        self._waiting.clear()
        self._tx.put_nowait((None, self._sqlalchemy.close))
        self.stop()

    def ended(self) -> None:
        """Wait until the thread, told to stop, has: later it would find no loop to tell so."""
        self._thread.join()

    def _open(self) -> sqlite3.Connection:
        """Open the connection, in the thread."""
        self._sqlalchemy = self._engine.connect()
        opened: Any = self._sqlalchemy.connection.driver_connection
        raw: sqlite3.Connection = opened
        return raw


def _in_order(connection: sqlite3.Connection, waiting: Sequence[Waiting], what: Ask[T]) -> T:
    for each in waiting:
        each.run(connection)
    return what(connection)


def _fetched(sql: str, parameters: Sequence[Any], connection: sqlite3.Connection) -> Any:
    return connection.execute(sql, parameters).fetchall()


async def connect(engine: sqlalchemy.Engine) -> Connection:
    """Open a connection; where that can't be, its thread has ended before the error comes out."""
    connection = Connection(engine)
    try:
        await connection
    except (sqlite3.Error, sqlalchemy.exc.DBAPIError):
        connection.ended()
        raise
    return connection
