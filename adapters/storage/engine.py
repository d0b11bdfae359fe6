"""The engine: connections to the database, one that writes and a few that read.

They stay open, and their transactions are ours: SQLAlchemy, whose own would take longer than most
statements, puts statements into words and reads what comes of them. It closes a connection whose
task is cancelled amid a statement; then another is opened.

SQLite runs in WAL mode with synchronous=FULL: what is committed survives a power cut, and
readers see the last commit without waiting for the writer. The driver's own transactions are off
(they begin too late and lose updates); a writer begins with BEGIN IMMEDIATE.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.storage.driver import connect, driver_of
from adapters.storage.turns import Turns
from bot.chat.refusal import Refusal

READERS = 4
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
        self._engine = _sqlite(url)
        self._writer: AsyncConnection | None = None
        self._idle: list[AsyncConnection] = []
        self._closed = False

    @property
    def file(self) -> Path | None:
        """The SQLite file, None for a server."""
        return Path(self.url.database) if self.url.database else None

    @asynccontextmanager
    async def writing(self, *, batch: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that may write, in turn; it commits if the block ends well."""
        async with self._turns.turn(batch=batch):
            if self._writer is None:
                self._writer = await self._engine.connect()
            connection, driver = self._writer, driver_of(self._writer)
            driver.later("BEGIN IMMEDIATE")
            try:
                yield connection
                await driver.commit()
            except BaseException:
                if connection.invalidated:
                    self._writer = None
                    await connection.close()
                else:
                    await driver.rollback()
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads: one state of the database throughout."""
        async with self._readers:
            connection = self._idle.pop() if self._idle else await self._reader()
            driver = driver_of(connection)
            driver.later("BEGIN")
            try:
                yield connection
            finally:
                if connection.invalidated or self._closed:
                    await connection.close()
                else:
                    driver.leave()
                    self._idle.append(connection)

    async def _reader(self) -> AsyncConnection:
        connection = await self._engine.connect()
        await driver_of(connection).fetch("PRAGMA query_only=ON")
        return connection

    @asynccontextmanager
    async def checking(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection that leaves even the file's settings as they are: to look at it."""
        engine = create_async_engine(self.url, poolclass=NullPool)
        async with engine.connect() as connection:
            yield connection

    async def close(self) -> None:
        """Close all connections; those in use when they aren't any more."""
        self._closed = True
        opened = [*self._idle, *([self._writer] if self._writer else [])]
        self._idle, self._writer = [], None
        for connection in opened:
            await connection.close()


def _sqlite(url: str) -> AsyncEngine:
    """Return what opens connections; our driver's own transactions are the only ones."""
    engine = create_async_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,  # an error's words hold no student's
        async_creator=partial(connect, make_url(url).database or ""),
    )

    def on_connect(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in (
            f"PRAGMA busy_timeout={BUSY}",
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA foreign_keys=ON",
            "PRAGMA secure_delete=ON",  # what was erased is gone from the file, too
        ):
            cursor.execute(pragma)
        cursor.close()

    event.listen(engine.sync_engine, "connect", on_connect)
    return engine
