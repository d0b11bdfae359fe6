"""Bots on the small Slack: Homeroom's, the same with a bare table, and Bolt as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connection import SlackSettings, connecting
from adapters.slack.hearing.inbox import SlackInbox
from adapters.storage.store import SqlStore
from adapters.system.memory import keep_what_is_loaded
from adapters.web.server import Server
from bot.chat.events import Event, MessageSeen
from bot.ports.platform import StoredFile
from bot.runtime.app import App
from tests.bench.bare import PRAGMAS
from tests.bench.wire.bots import Runs, monotonic
from tests.bench.wire.crowd import Crowd
from tests.support.fakes import NoteBook, tools
from tests.support.store import sql_store

TABLE = (
    "CREATE TABLE said (id TEXT, place TEXT, account TEXT, text TEXT, posted TEXT, "
    "PRIMARY KEY (place, id)) WITHOUT ROWID"
)
KEEP = "INSERT OR IGNORE INTO said VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Serving:
    """Homeroom at work."""

    app: App
    store: SqlStore
    inbox: SlackInbox
    journal: NoteBook


class OnlyKeeping(App):
    """A core that keeps what is said, a commit a batch, and makes nothing of it."""

    bare: aiosqlite.Connection

    async def receive(self, events: Sequence[Event]) -> None:
        """Keep messages; they are committed when this returns."""
        rows = [
            (one.message.id, one.message.place.id, one.author.id, one.text, str(one.posted))
            for one in events
            if isinstance(one, MessageSeen)
        ]
        await self.bare.execute("BEGIN IMMEDIATE")
        await self.bare.executemany(KEEP, rows)
        await self.bare.commit()


@asynccontextmanager
async def homeroom(
    folder: Path, told: dict[str, Any], course: Crowd, make: type[App] = App
) -> AsyncIterator[Serving]:
    """Serve as `homeroom run` does, with a store in a folder; `course` is written first."""
    given = tools()
    async with sql_store(folder, given) as store:
        async with store.work() as work:
            await course.enroll(work)
        clock, journal = Runs(), NoteBook()
        settings = SlackSettings(
            told["token"], told["app token"], api_url=told["api"], server=Server()
        )
        async with connecting(settings, clock, monotonic, store.notes) as connection:
            platforms = {connection.platform.name: connection.platform}
            app = make(store, clock, platforms, given, journal)

            async def stored(file: str) -> StoredFile | None:
                async with store.reading() as work:
                    return await work.files.get(file)

            keep_what_is_loaded()
            inbox = connection.inbox(app, stored)
            task = asyncio.create_task(inbox.run())
            try:
                yield Serving(app, store, inbox, journal)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def only_keeping(
    folder: Path, told: dict[str, Any], course: Crowd
) -> AsyncIterator[tuple[Serving, aiosqlite.Connection]]:
    """Serve with the whole adapter, but keep what is said in a table of five columns."""
    async with aiosqlite.connect(folder / "bare.db", isolation_level=None) as bare:
        for statement in (*PRAGMAS, TABLE):
            await bare.execute(statement)
        OnlyKeeping.bare = bare
        async with homeroom(folder, told, course, OnlyKeeping) as serving:
            yield serving, bare


@asynccontextmanager
async def bolt(told: dict[str, Any], *, before: bool = False) -> AsyncIterator[None]:
    """Run Bolt as its documents show it, with an empty listener for messages and for /class.

    With `before` it is told to listen before it acknowledges, as Homeroom has it.
    """
    client = AsyncWebClient(token=told["token"], base_url=told["api"])
    app = AsyncApp(client=client, token=told["token"], process_before_response=before)

    @app.event("message")
    async def message() -> None:
        pass

    @app.command("/class")
    async def command(ack: Any) -> None:
        await ack("Hello.")

    handler = AsyncSocketModeHandler(app, told["app token"])
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
