"""The real bot on simcord, in this process: Discord's adapter, the core, the store."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import discord
import pytest
from simcord.backend.cdn import CDN_BASE
from simcord.http.router import RouteNotImplemented, UnsupportedField

from adapters.discord.answering import fetching
from adapters.discord.connection import connected
from adapters.discord.gateway.inbox import DiscordInbox
from adapters.discord.rendering.attachments import Attachment
from adapters.storage.store import SqlStore
from bot.ports.journal import Journal
from bot.runtime.app import App
from tests.peers.simcord.stage import SimcordStage
from tests.scenarios.discord.bot import GLANCE, app_of, opened, serving

HOSTS = frozenset({urlsplit(CDN_BASE).hostname or ""})
"""Where simcord keeps people's files."""


@dataclass(slots=True)
class Refusals:
    """What simcord did not do for the bot."""

    gaps: list[str] = field(default_factory=list)
    """Routes and fields that it doesn't know."""
    refused: list[str] = field(default_factory=list)
    """Requests it refused as Discord would, with Discord's own code."""


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that serves on simcord; what a driver asks of it."""

    app: App
    store: SqlStore
    inbox: DiscordInbox
    refusals: Refusals

    async def tick(self) -> datetime | None:
        """Let the bot do all it can now, once it has heard everything; return what is due next."""
        await self._heard()
        await self.app.tick()
        await self._heard()
        return await self.app.next_due()

    async def _heard(self) -> None:
        """Wait until all that simcord told is kept, and every act answered."""
        async with asyncio.timeout(60):
            while True:
                if self.inbox.idle:
                    return
                await asyncio.sleep(GLANCE)


async def _file(http: discord.http.HTTPClient, file: Attachment) -> bytes:
    """Return a file's bytes: simcord has no socket for them, and knows discord.py's own way."""
    content: bytes = await http.get_from_cdn(file.url)
    return content


@contextlib.asynccontextmanager
async def serving_bot(
    stage: SimcordStage, database: str, journal: Journal
) -> AsyncIterator[Running]:
    """Open the store and serve simcord until the block ends; it is the bot's clock.

    Requests are paced by real time (`monotonic`, from before simcord puts its own in its place):
    the one that a test sets would stand still between them.
    """
    async with opened(database) as store:
        with _noting(stage.client) as refusals:
            connection = connected(stage.client, stage, monotonic, store.notes, HOSTS)
            app = app_of(store, connection, stage, journal)
            async with serving(connection, app, store, connect=False) as inbox:
                yield Running(app, store, inbox, refusals)


@contextlib.contextmanager
def _noting(client: discord.Client) -> Iterator[Refusals]:
    """Note what simcord doesn't know or refuses, whatever the adapter makes of it."""
    refusals, request = Refusals(), client.http.request

    async def noted(route: discord.http.Route, **how: Any) -> Any:
        try:
            return await request(route, **how)
        except (RouteNotImplemented, UnsupportedField) as error:
            refusals.gaps.append(str(error))
            raise
        except discord.HTTPException as error:
            refusals.refused.append(f"{route.method} {route.path}: {error.code}")
            raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client.http, "request", noted)
        patch.setattr(fetching, "_get", _file)
        yield refusals
