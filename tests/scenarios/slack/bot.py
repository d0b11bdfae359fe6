"""The real bot on a wire server, in this process: Slack's adapter, the core, the store."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from adapters.slack.connection import Connection, connecting
from adapters.slack.hearing.deliveries import PATH, Deliveries
from adapters.slack.hearing.inbox import SlackInbox
from adapters.storage.store import SqlStore
from bot.ports.journal import Journal
from bot.ports.platform import StoredFile
from bot.runtime.app import App
from config.tools import all_tools
from tests.scenarios.discord.bot import GLANCE, opened
from tests.support.slack.reach import ServersClock
from tests.support.slack.server import WireServer
from tests.support.slack.serving import SOCKET, settings


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that serves; what a driver asks of it."""

    app: App
    store: SqlStore
    inbox: SlackInbox
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
                if self.inbox.idle and not self.server.telling:
                    return
                await asyncio.sleep(GLANCE)


@contextlib.asynccontextmanager
async def serving_bot(
    server: WireServer, database: str, journal: Journal, way: str = SOCKET
) -> AsyncIterator[Running]:
    """Open the store, connect to the server, and serve until the block ends."""
    clock = ServersClock(server)

    def passed() -> float:
        """Return seconds of which those that the server's clock skips are some."""
        return time.monotonic() + seconds(server)

    async with (
        opened(database) as store,
        connecting(settings(server, way), clock, passed, store.notes) as connection,
    ):
        platforms = {connection.platform.name: connection.platform}
        app = App(store, clock, platforms, all_tools(), journal)
        async with serving(connection, app, store, server) as inbox:
            yield Running(app, store, inbox, server)


@contextlib.asynccontextmanager
async def serving(
    connection: Connection, app: App, store: SqlStore, server: WireServer
) -> AsyncIterator[SlackInbox]:
    """Serve the core until the block ends."""

    async def stored(file: str) -> StoredFile | None:
        async with store.reading() as work:
            return await work.files.get(file)

    inbox = connection.inbox(app, stored)
    task = asyncio.create_task(inbox.run())
    try:
        await asyncio.wait_for(inbox.settled.wait(), 60)
        if isinstance(inbox.ear, Deliveries):
            url = server.deliver_to(f"http://127.0.0.1:{inbox.ear.port}{PATH}")
            url.clock = partial(seconds, server)
        yield inbox
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def seconds(server: WireServer) -> float:
    """Return the server's time in seconds since 1970."""
    return server.clock.now.timestamp()
