"""The store: opens units of work on one database."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DatabaseError

from adapters.storage.archive_index import make_index
from adapters.storage.engine import Engine
from adapters.storage.installations import SqlInstallations
from adapters.storage.lock import FileLock
from adapters.storage.notes import SqlNotes
from adapters.storage.remembered import COMMITS, Remembered
from adapters.storage.rights import begin
from adapters.storage.rows import Rows
from adapters.storage.schema import bring_up, check
from adapters.storage.troubles import trouble
from adapters.storage.work import SqlUnitOfWork
from bot.chat.refusal import Refusal
from bot.ports.installations import Installations
from bot.ports.notes import Notes
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork


class SqlStore:
    """Units of work on SQLite; see bot.ports.work. Make it with `open_store`."""

    def __init__(self, engine: Engine, tools: Tools, lock: FileLock | None = None) -> None:
        """Take an engine whose schema is up to date, and the lock to let go at the end."""
        self._engine = engine
        self._tools = tools
        self._lock = lock
        self._remembered = Remembered()
        self.notes: Notes = SqlNotes(engine)
        self.installations: Installations = SqlInstallations(engine)

    @asynccontextmanager
    async def work(self, *, batch: bool = False) -> AsyncIterator[UnitOfWork]:
        """Open a unit of work that may write, in turn; it commits if the block ends well."""
        remembered = self._remembered
        try:
            async with self._engine.writing(batch=batch) as connection:
                rows = Rows(connection, remembered if batch else None)
                if batch:
                    remembered.check(await rows.fetch(COMMITS), connection.total_changes)
                else:
                    remembered.step_aside(connection.total_changes)
                yield SqlUnitOfWork(rows, self._tools)
        except BaseException:
            remembered.forget()
            raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """Open a unit of work that only reads and never waits for the writer."""
        async with self._engine.reading() as connection:
            yield SqlUnitOfWork(Rows(connection), self._tools)

    async def close(self) -> None:
        """Close the database and let go of its lock."""
        await self._engine.close()
        if self._lock is not None:
            self._lock.release()


async def open_store(url: str, tools: Tools, *, alone: bool = True) -> SqlStore:
    """Open the database at `url`, made or migrated where needed, and return its store.

    With `alone` this process keeps every other one out of an SQLite file until the store is
    closed; commands that run beside the bot only for a moment do without. Refusal if another
    process holds the file, or if it is not a database that this version can open.
    """
    engine = Engine(url)
    lock = None
    if engine.file is not None:
        engine.file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(engine.file).acquire() if alone else None
        begin(engine.file)
    try:
        try:
            async with engine.checking() as connection:
                await connection.run_sync(check)
            async with engine.writing() as connection:
                await connection.run_sync(bring_up)
                await connection.run_sync(make_index)
        except (DatabaseError, sqlite3.DatabaseError) as error:
            raise Refusal(trouble(engine.url.database, error)) from error
    except BaseException:
        await engine.close()
        if lock is not None:
            lock.release()
        raise
    return SqlStore(engine, tools, lock)
