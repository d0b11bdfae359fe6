"""Bots on the wire server: Homeroom's, one that does nothing, and a plain one of discord.py's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord

from adapters.discord.connection import DiscordSettings, connecting
from adapters.discord.gateway.gateway import INTENTS, HomeroomClient, point_at
from adapters.discord.gateway.inbox import DiscordInbox
from adapters.discord.wire import Json
from adapters.storage.store import SqlStore
from adapters.system.memory import keep_what_is_loaded
from bot.ports.platform import StoredFile
from bot.runtime.app import App
from tests.bench.wire.crowd import Crowd
from tests.bench.wire.server import NOW
from tests.support.fakes import NoteBook, tools
from tests.support.store import sql_store

GLANCE = 0.003
"""Seconds between two looks at whether everything has come."""


def monotonic() -> float:
    """Return the loop's own seconds."""
    return asyncio.get_running_loop().time()


class Runs:
    """A clock that runs from where the server's stands, and from where it is set."""

    def __init__(self) -> None:
        """Begin now."""
        self.set(NOW)

    def set(self, now: datetime) -> None:
        """Go on from another instant."""
        self._from, self._began = now, monotonic()

    def now(self) -> datetime:
        """Return the instant."""
        return self._from + timedelta(seconds=monotonic() - self._began)


@dataclass(frozen=True, slots=True)
class Serving:
    """Homeroom at work."""

    app: App
    store: SqlStore
    inbox: DiscordInbox
    client: HomeroomClient
    clock: Runs
    journal: NoteBook

    def has(self, newest: int) -> bool:
        """Whether everything up to an event is committed."""
        return self.client.sequence == newest and self.inbox.idle


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    while True:
        if true():
            return
        await asyncio.sleep(GLANCE)


@asynccontextmanager
async def homeroom(folder: Path, told: Json, course: Crowd | None) -> AsyncIterator[Serving]:
    """Serve as `homeroom run` does, with a store in a folder; `course` is written first."""
    given = tools()
    async with sql_store(folder, given) as store:
        if course is not None:
            async with store.work() as work:
                await course.enroll(work)
        clock, journal = Runs(), NoteBook()
        settings = DiscordSettings(told["token"], told["api"], told["gateway"])
        async with connecting(settings, clock, monotonic, store.notes) as connection:
            platforms = {connection.platform.name: connection.platform}
            app = App(store, clock, platforms, given, journal)

            async def stored(file: str) -> StoredFile | None:
                async with store.reading() as work:
                    return await work.files.get(file)

            keep_what_is_loaded()
            inbox = connection.inbox(app, stored)
            task = asyncio.create_task(inbox.run())
            try:
                yield Serving(app, store, inbox, connection.line.client, clock, journal)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


def answering(client: list[HomeroomClient]) -> Callable[[str, Json], None]:
    """Return a handler that answers each interaction at once with the same words."""
    kept: set[asyncio.Task[Any]] = set()

    def hear(name: str, data: Json) -> None:
        if name == "INTERACTION_CREATE":
            path = "/interactions/{interaction_id}/{webhook_token}/callback"
            ids = {"interaction_id": data["id"], "webhook_token": data["token"]}
            route = discord.http.Route("POST", path, **ids)
            said = {"type": 4, "data": {"content": "Hello.", "flags": 64}}
            task = asyncio.create_task(client[0].http.request(route, json=said))
            kept.add(task)
            task.add_done_callback(kept.discard)

    return hear


@asynccontextmanager
async def empty(told: Json, hear: Callable[[str, Json], None]) -> AsyncIterator[HomeroomClient]:
    """Run Homeroom's client with a handler that does nothing, or next to it."""
    point_at(told["api"], told["gateway"])
    client = HomeroomClient()
    client.listen(hear, _room)
    async with _connected(client, told["token"]):
        yield client


async def _room() -> None:
    """Have room at all times."""


class Plain(discord.Client):
    """discord.py as its documents show it, with an empty handler; it counts."""

    def __init__(self) -> None:
        """Use the same intents."""
        super().__init__(intents=INTENTS)
        self.heard = 0

    async def on_message(self, message: discord.Message) -> None:
        """Take in a message."""
        self.heard += 1


@asynccontextmanager
async def plain(told: Json) -> AsyncIterator[Plain]:
    """Run a plain client of discord.py's, with its caches filled."""
    point_at(told["api"], told["gateway"])
    client = Plain()
    async with _connected(client, told["token"]):
        await client.wait_until_ready()
        yield client


@asynccontextmanager
async def _connected(client: discord.Client, token: str) -> AsyncIterator[None]:
    await client.login(token)
    task: asyncio.Task[Any] = asyncio.create_task(client.connect())
    try:
        yield
    finally:
        await client.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
