"""A small class on a sandbox server, people who speak HTTP, and a core that writes down."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import ClientSession

from adapters.sandbox.connection import Connection, connecting
from adapters.sandbox.inbox import SandboxInbox
from adapters.sandbox.server.app import SandboxServer, ServerSettings, serving
from adapters.sandbox.server.walk import Script
from adapters.sandbox.server.world import SandboxAccount, SandboxPlace, World
from bot.chat.calls import Answer, Answering, Choice, Choices, Invocation
from bot.chat.commands import Commands
from bot.chat.events import Event
from bot.chat.views import say
from bot.ports.platform import StoredFile
from bot.runtime.doors import Watched
from tests.support.instants import utc

TOKEN = "made-up"
START = utc("2026-10-05 08:00")
WORLD = World(
    title="Weather and Society",
    zone="Europe/Berlin",
    start=START,
    accounts=(
        SandboxAccount("ana", "Ana Alves", "instructor", "Europe/Berlin", "#7a3b69"),
        SandboxAccount("mei", "Mei Lin", "student", "Asia/Kathmandu", "#2b6777"),
        SandboxAccount("tom", "Tom Baker", "student", "America/St_Johns", "#8a5a00"),
    ),
    places=(
        SandboxPlace("general", "general", "Everything that concerns all of us"),
        SandboxPlace("staff", "staff", "For those who teach", closed=True),
    ),
)


class StandingTime:
    """Seconds that grow only when a test says so."""

    def __init__(self) -> None:
        """Begin anywhere."""
        self.seconds = 1000.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.seconds


@dataclass(slots=True)
class Diary:
    """A core of the least kind: it keeps what came through its doors and answers as told."""

    commands: Commands = field(default_factory=Commands)
    answer: Answer = field(default_factory=lambda: Answer(say("Done."), Answering.PRIVATE))
    calls: list[Invocation] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    ticked: list[datetime] = field(default_factory=list)
    dues: list[datetime] = field(default_factory=list)
    caught_up: bool = True
    failures: int = 0
    clock: Any = None
    did: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once something due was done."""

    async def invoke(self, call: Invocation) -> Answer:
        """Write the call down."""
        self.calls.append(call)
        return self.answer

    async def suggest(self, call: Invocation, field: str, text: str) -> Choices:
        """Suggest what was typed, and who typed it."""
        return (Choice(text, f"{field} by {call.account.id}"),)

    async def receive(self, events: Sequence[Event]) -> None:
        """Write the events down, unless this time the disk is full."""
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        self.events += events

    async def tick(self) -> None:
        """Do what is due: write down when."""
        now = self.clock.now()
        self.ticked += [due for due in self.dues if due <= now]
        self.dues = [due for due in self.dues if due > now]
        if self.ticked:
            self.did.set()

    async def next_due(self) -> datetime | None:
        """Return the next due instant."""
        return min(self.dues, default=None)

    async def watched(self, platform: str) -> Sequence[Watched]:
        """No place is watched here."""
        return ()

    def catching_up(self, platform: str, *, busy: bool) -> None:
        """Know whether what was missed has come."""
        self.caught_up = not busy


@dataclass(slots=True)
class Person:
    """Somebody who speaks to the server as the page would."""

    session: ClientSession
    address: str
    account: str

    async def ask(self, method: str, path: str, body: Any = None, **query: str) -> tuple[int, Any]:
        """Send a request as this person; return status and JSON."""
        async with self.session.request(
            method,
            f"{self.address}{path}",
            json=body,
            params={"as": self.account, **query},
            headers={"X-Homeroom": "people"},
        ) as response:
            return response.status, await response.json()

    async def say(self, place: str, text: str, **more: str) -> Any:
        """Write a message; return it."""
        status, message = await self.ask(
            "POST", f"/api/places/{place}/messages", {"text": text, **more}
        )
        assert status == 200, message
        return message

    async def reads(self, place: str, **query: str) -> list[Any]:
        """Return the messages of a place as this person sees them."""
        status, page = await self.ask("GET", f"/api/places/{place}/messages", **query)
        assert status == 200, page
        messages: list[Any] = page["messages"]
        return messages


@contextlib.asynccontextmanager
async def running(
    script: Script | None = None, time: StandingTime | None = None, **settings: Any
) -> AsyncIterator[SandboxServer]:
    """Run a server of the small class on a free port."""
    told: dict[str, Any] = {"deadline": 5.0, "patience": 5.0, "port": 0, **settings}
    async with serving(ServerSettings(WORLD, TOKEN, **told), time or StandingTime(), script) as one:
        yield one


async def no_files(name: str) -> StoredFile | None:
    """Keep no files."""
    return None


@contextlib.asynccontextmanager
async def serving_doors(
    server: SandboxServer, diary: Diary
) -> AsyncIterator[tuple[Connection, SandboxInbox]]:
    """Connect a core to the server until the block ends; then it is gone as after a kill."""
    async with connecting(server.address, TOKEN, StandingTime()) as connection:
        diary.clock = connection.clock
        inbox = connection.inbox(diary, no_files)
        task = asyncio.create_task(inbox.run())
        try:
            await asyncio.wait_for(inbox.connected.wait(), 60)
            yield connection, inbox
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
