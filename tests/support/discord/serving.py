"""The adapter with a core of the least kind, connected to the wire server."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from adapters.discord.connection import Connection, DiscordSettings, connecting
from adapters.discord.gateway.inbox import DiscordInbox
from bot.ports.platform import StoredFile
from tests.support.discord.core import Core, Notebook
from tests.support.discord.server import WireServer
from tests.support.discord.world import (
    DiscordChannel,
    DiscordGuild,
    DiscordPerson,
    DiscordRole,
    World,
)
from tests.support.instants import utc

WORLD = World(
    guilds=(
        DiscordGuild(
            "Weather and Society",
            owner="ana",
            roles=(DiscordRole("staff"),),
            channels=(
                DiscordChannel("general"),
                DiscordChannel("random"),
                DiscordChannel("staff", only=("staff",)),
                DiscordChannel("discussions", "forum"),
                DiscordChannel("room", "voice"),
                DiscordChannel("hall", "stage"),
            ),
        ),
    ),
    people=(
        DiscordPerson("ana", "Ana Alves", "Europe/Berlin", roles=("staff",)),
        DiscordPerson("mei", "Mei Lin", "Asia/Kathmandu"),
        DiscordPerson("tom", "Tom Baker", "America/St_Johns"),
    ),
    start=utc("2026-10-05 08:00"),
)


@dataclass(frozen=True, slots=True)
class ServerTime:
    """The server's clock as the bot's."""

    server: WireServer

    def now(self) -> datetime:
        """Return the server's instant."""
        return self.server.clock.now


def settings(server: WireServer) -> DiscordSettings:
    """Return what a bot on this server is set up with."""
    return DiscordSettings(server.token, server.api_url, server.gateway_url)


@contextlib.asynccontextmanager
async def serving_doors(
    server: WireServer,
    core: Core,
    notes: Notebook,
    *,
    kill: bool = False,
    patience: float = 20,
    files: Mapping[str, StoredFile] | None = None,
) -> AsyncIterator[tuple[Connection, DiscordInbox]]:
    """Serve a core until the block ends; with `kill` nothing is noted or said at the end."""

    async def stored(name: str) -> StoredFile | None:
        return (files or {}).get(name)

    core.clock = ServerTime(server)
    async with connecting(settings(server), core.clock, time.monotonic, notes) as connection:
        inbox = connection.inbox(core, stored)
        task = asyncio.create_task(inbox.run())
        settled = asyncio.create_task(inbox.settled.wait())
        try:
            await asyncio.wait(
                {task, settled}, timeout=patience, return_when=asyncio.FIRST_COMPLETED
            )
            if task.done():
                await task
            assert inbox.settled.is_set(), "nothing settled"
            yield connection, inbox
            if kill:
                notes.dead = True
                await server.gateway.drop()
        finally:
            task.cancel()
            settled.cancel()
            await asyncio.gather(task, settled, return_exceptions=True)
            notes.dead = False
