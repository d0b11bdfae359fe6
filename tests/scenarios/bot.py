"""The real bot on a sandbox, in this process: the wire's adapter, the core, the store."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from adapters.sandbox.connection import connecting
from adapters.storage.store import SqlStore, open_store
from bot.ports.journal import Journal
from bot.ports.platform import StoredFile
from bot.ports.tools import Tools
from bot.runtime.app import App
from config.tools import all_tools
from tests.support.sandbox import StandingTime


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that serves."""

    app: App
    store: SqlStore


@contextlib.asynccontextmanager
async def serving_bot(
    address: str, token: str, database: str, journal: Journal, tools: Tools | None = None
) -> AsyncIterator[Running]:
    """Open the store, connect to the sandbox, and serve until the block ends."""
    store = await open_store(database, tools or all_tools())
    try:
        async with connecting(address, token, StandingTime()) as connection:
            platforms = {connection.platform.name: connection.platform}
            app = App(store, connection.clock, platforms, tools or all_tools(), journal)

            async def stored(file: str) -> StoredFile | None:
                async with store.reading() as work:
                    return await work.files.get(file)

            inbox = connection.inbox(app, stored)
            task = asyncio.create_task(inbox.run())
            try:
                await inbox.connected.wait()
                yield Running(app, store)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
    finally:
        await store.close()
