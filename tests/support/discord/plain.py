"""discord.py's own client, unmodified, pointed at the wire server."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import yarl

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from tests.support.discord.server import WireServer

DEFAULT = discord.Intents.default()
WITH_CONTENT = discord.Intents(DEFAULT.value | discord.Intents.message_content.flag)
SETTLED = 0.05
"""Seconds without another server after which the client calls itself ready."""
PATIENCE = 60.0
"""Real seconds after which a test that waits has failed."""


@contextlib.contextmanager
def pointed_at(server: WireServer) -> Iterator[None]:
    """Point discord.py at a server while the block lasts."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = server.api_url, yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


class Client(discord.Client):
    """A client that keeps the messages it hears, and the names of all events, in order."""

    def __init__(self, intents: discord.Intents, **options: Any) -> None:
        """Hear nothing yet."""
        super().__init__(intents=intents, guild_ready_timeout=SETTLED, **options)
        self.messages: list[discord.Message] = []
        self.events: list[str] = []
        self.heard = asyncio.Condition()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Write an event's name down."""
        super().dispatch(event, *args, **kwargs)
        self.events.append(event)
        if event == "message":
            self.messages.append(args[0])
        asyncio.get_running_loop().create_task(self._notify())

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Don't wait five seconds before each new session."""

    async def _notify(self) -> None:
        async with self.heard:
            self.heard.notify_all()

    async def until(self, event: str, times: int = 1) -> None:
        """Wait until an event came so often since the client began."""
        async with asyncio.timeout(PATIENCE), self.heard:
            await self.heard.wait_for(lambda: self.events.count(event) >= times)

    def text_channel(self, name: str) -> discord.TextChannel:
        """Return a text channel by its name."""
        found = discord.utils.get(self.get_all_channels(), name=name)
        assert isinstance(found, discord.TextChannel)
        return found


@contextlib.asynccontextmanager
async def connected(
    server: WireServer, intents: discord.Intents = WITH_CONTENT, **options: Any
) -> AsyncIterator[Client]:
    """Run a client that is ready."""
    with pointed_at(server):
        client = Client(intents, **options)
        task = asyncio.create_task(client.start(server.token))
        try:
            await client.until("ready")
            yield client
        finally:
            await client.close()
            await asyncio.gather(task, return_exceptions=True)
