"""The engine: connections to the database, one that writes and a few that read.

They stay open, and their transactions are ours: SQLAlchemy puts statements into words and reads
what comes of them.

SQLite runs in WAL mode with synchronous=FULL: what is committed survives a power cut, and
readers see the last commit without waiting for the writer. The driver's own transactions are off
(they begin too late and lose updates); a writer begins with BEGIN IMMEDIATE.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Dialect, NullPool, create_engine, event, make_url
from sqlalchemy.util import LRUCache

from adapters.storage.driver import Connection, connect
from adapters.storage.turns import Turns
from bot.chat.refusal import Refusal

READERS = 4
KNOWN = 512
"""How many of SQLAlchemy's statements are kept in words."""
BUSY = 10_000
"""Milliseconds to wait for another process, a backup for example, to let go of the file."""


class Engine:
    """Opens transactions; see the module."""

    def __init__(self, url: str) -> None:
        """Prepare for a database URL (`sqlite+aiosqlite:///path`); nothing is opened yet."""
        self.url = make_url(url)
        if self.url.get_backend_name() != "sqlite":
            raise Refusal(
                f"Homeroom can't keep its data in {self.url.get_backend_name()}. "
                "Set HOMEROOM_DATABASE_URL to sqlite+aiosqlite:///PATH, or leave it out."
            )
        self._turns = Turns()
        self._readers = asyncio.Semaphore(READERS)
        self._engine = _sqlite(self.url)
        event.listen(self._engine, "connect", _set)
        self._writer: Connection | None = None
        self._idle: list[Connection] = []
        self._closed = False

    @property
    def file(self) -> Path | None:
        """The SQLite file, None for a server."""
        return Path(self.url.database) if self.url.database else None

    @asynccontextmanager
    async def writing(self, *, batch: bool = False) -> AsyncIterator[Connection]:
        """Open a transaction that may write, in turn; it commits if the block ends well."""
        async with self._turns.turn(batch=batch):
            connection, self._writer = self._writer or await connect(self._engine), None
            connection.later("BEGIN IMMEDIATE")
            try:
                yield connection
                await connection.commit()
            except BaseException:
                await connection.rollback()
                raise
            finally:
                if self._closed:
                    await connection.close()
                else:
                    self._writer = connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """Open a transaction that only reads: one state of the database throughout."""
        async with self._readers:
            connection = self._idle.pop() if self._idle else await self._reader()
            connection.later("BEGIN")
            try:
                yield connection
            finally:
                connection.leave()
                if self._closed:
                    await connection.close()
                else:
                    self._idle.append(connection)

    async def _reader(self) -> Connection:
        connection = await connect(self._engine)
        try:
            await connection.fetch("PRAGMA query_only=ON")
        except BaseException:
            connection.abandon()
            raise
        return connection

    @asynccontextmanager
    async def checking(self) -> AsyncIterator[Connection]:
        """Open a connection that leaves even the file's settings as they are: to look at it."""
        connection = await connect(_sqlite(self.url))
        try:
            yield connection
        finally:
            await connection.close()

    async def close(self) -> None:
        """Close all connections; those in use when they aren't any more."""
        self._closed = True
        opened = [*self._idle, *([self._writer] if self._writer else [])]
        self._idle, self._writer = [], None
        for connection in opened:
            await connection.close()


def _sqlite(url: sqlalchemy.URL) -> sqlalchemy.Engine:
    """Return what opens connections; no transaction is begun but by hand."""
    dialect, words = _known()
    arguments, named = dialect.create_connect_args(url.set(drivername="sqlite"))
    opened = partial(dialect.connect, *arguments, **{**named, "isolation_level": None})
    return sqlalchemy.Engine(
        NullPool(opened, dialect=dialect),
        dialect,
        url.set(drivername="sqlite"),
        hide_parameters=True,  # an error's words hold no student's
        execution_options={"compiled_cache": words},
    )


@cache
def _known() -> tuple[Dialect, LRUCache[Any, Any]]:
    """Return what SQLAlchemy finds out about SQLite, and its statements that are put into words.

    Both are the same for every file, and are had once: a statement's words cost more than it does.
    """
    engine = create_engine("sqlite://", poolclass=NullPool)
    engine.connect().close()
    return engine.dialect, LRUCache(KNOWN)


def _set(connection: Any, _: object) -> None:
    for pragma in (
        f"PRAGMA busy_timeout={BUSY}",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA secure_delete=ON",  # what was erased is gone from the file, too
    ):
        connection.execute(pragma)
