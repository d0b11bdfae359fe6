"""The real bot on a wire server, in this process: Discord's adapter, the core, the store."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from adapters.discord.connection import Connection, connecting
from adapters.discord.gateway.gateway import HomeroomClient
from adapters.discord.gateway.inbox import DiscordInbox
from adapters.storage.store import SqlStore, open_store
from bot.ports.clock import Clock
from bot.ports.journal import Journal
from bot.ports.platform import StoredFile
from bot.runtime.app import App
from config.tools import all_tools
from tests.scenarios.discord.orders import newest
from tests.support.discord.server import WireServer
from tests.support.discord.serving import ServerTime, settings

GLANCE = 0.002
"""Seconds between two looks at whether everything has come."""


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that serves; what a driver asks of it."""

    app: App
    store: SqlStore
    inbox: DiscordInbox
    client: HomeroomClient
    server: WireServer

    async def tick(self) -> datetime | None:
        """Let the bot do all it can now, once it has heard everything; return what is due next."""
        await self.heard()
        await self.app.tick()
        await self.heard()
        return await self.app.next_due()

    async def heard(self) -> None:
        """Wait until all that the server told is kept, and every act answered."""
        async with asyncio.timeout(60):
            while True:
                if await self._has_heard():
                    return
                await asyncio.sleep(GLANCE)

    async def _has_heard(self) -> bool:
        await self.server.gateway.written()
        return self.inbox.idle and self.client.sequence == newest(self.server)


@contextlib.asynccontextmanager
async def serving_bot(
    server: WireServer, database: str, journal: Journal
) -> AsyncIterator[Running]:
    """Open the store, connect to the server, and serve until the block ends."""
    clock = ServerTime(server)
    async with (
        opened(database) as store,
        connecting(settings(server), clock, time.monotonic, store.notes) as connection,
    ):
        app = app_of(store, connection, clock, journal)
        async with serving(connection, app, store) as inbox:
            yield Running(app, store, inbox, connection.line.client, server)


@contextlib.asynccontextmanager
async def opened(database: str) -> AsyncIterator[SqlStore]:
    """Open the store until the block ends."""
    store = await open_store(database, all_tools())
    try:
        yield store
    finally:
        await store.close()


def app_of(store: SqlStore, connection: Connection, clock: Clock, journal: Journal) -> App:
    """Return the core on a Discord that accepted the bot."""
    platforms = {connection.platform.name: connection.platform}
    return App(store, clock, platforms, all_tools(), journal)


@contextlib.asynccontextmanager
async def serving(
    connection: Connection, app: App, store: SqlStore, *, connect: bool = True
) -> AsyncIterator[DiscordInbox]:
    """Serve the core until the block ends; without `connect` events come by themselves."""

    async def stored(file: str) -> StoredFile | None:
        async with store.reading() as work:
            return await work.files.get(file)

    inbox = connection.inbox(app, stored)
    task = asyncio.create_task(inbox.run(connect=connect))
    try:
        await asyncio.wait_for(inbox.settled.wait(), 60)
        yield inbox
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
