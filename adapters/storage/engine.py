"""The engine: connections to the database, one that writes and a few that read.

SQLite runs in WAL mode with synchronous=FULL: what is committed survives a power cut, and
readers see the last commit without waiting for the writer. The driver's own transactions are off
(they begin too late and lose updates); a writer begins with BEGIN IMMEDIATE.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from adapters.storage.driver import connect
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
        self._turns = Turns()
        if self.url.get_backend_name() == "sqlite":
            self._writer = _sqlite(url, 1, "BEGIN IMMEDIATE")
            self._reader = _sqlite(url, READERS, "BEGIN", "PRAGMA query_only=ON")
        else:
            raise Refusal(
                f"Homeroom can't keep its data in {self.url.get_backend_name()}. "
                "Set HOMEROOM_DATABASE_URL to sqlite+aiosqlite:///PATH, or leave it out."
            )

    @property
    def file(self) -> Path | None:
        """The SQLite file, None for a server."""
        return Path(self.url.database) if self.url.database else None

    @asynccontextmanager
    async def writing(self, *, batch: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that may write, in turn; it commits if the block ends well."""
        async with self._turns.turn(batch=batch), self._writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads: one state of the database throughout."""
        async with self._reader.connect() as connection:
            await connection.begin()
            yield connection

    @asynccontextmanager
    async def checking(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection that leaves even the file's settings as they are: to look at it."""
        engine = create_async_engine(self.url, poolclass=NullPool)
        async with engine.connect() as connection:
            yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self._reader.dispose()
        await self._writer.dispose()


def _sqlite(url: str, connections: int, begin: str, *pragmas: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # an error's words hold no student's
        pool_reset_on_return="rollback",
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
            *pragmas,
        ):
            cursor.execute(pragma)
        cursor.close()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", on_connect)
    event.listen(engine.sync_engine, "begin", on_begin)
    return engine
