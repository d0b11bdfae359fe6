"""Two workspaces, neither of which has the app yet, and the adapter that is open to both."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from adapters.slack.connection import Connection, connecting
from adapters.slack.hearing.deliveries import PATH, Deliveries
from adapters.slack.hearing.inbox import SlackInbox
from adapters.slack.hearing.listening import Beside
from adapters.slack.rendering.manifest import OF_ORGANIZATIONS
from adapters.web.server import Server
from bot.ports.installations import Installations
from bot.ports.platform import StoredFile
from bot.runtime.doors import Doors
from tests.support.discord.core import Notebook, until
from tests.support.instants import utc
from tests.support.slack.browsers import Browser
from tests.support.slack.reach import ServersClock
from tests.support.slack.serving import HTTP, SOCKET, settings
from tests.support.slack.world import EVENTS, SlackChannel, SlackPerson, SlackWorkspace, World

if TYPE_CHECKING:
    from tests.support.slack.server import WireServer

START = utc("2026-10-05 08:00")
TWO = World(
    workspaces=(
        SlackWorkspace(
            "Weather",
            (SlackChannel("general"), SlackChannel("staff", private=True, members=("ana",))),
            members=("ana", "mei"),
            installed=False,
        ),
        SlackWorkspace(
            "Oceans",
            (SlackChannel("deep"), SlackChannel("crew", private=True, members=("ana",))),
            members=("ana", "tom"),
            installed=False,
        ),
    ),
    people=(
        SlackPerson("ana", "Ana Alves", "Europe/Berlin", admin=True),
        SlackPerson("mei", "Mei Lin", "Asia/Tokyo"),
        SlackPerson("tom", "Tom Baker", "America/St_Johns"),
    ),
    start=START,
)
UNIVERSITY = replace(
    TWO,
    workspaces=tuple(replace(one, enterprise="uni", members=()) for one in TWO.workspaces),
    events=(*EVENTS, *OF_ORGANIZATIONS),
)
"""The two in one organization, which share their people."""
MakeDoors = Callable[[Connection], Doors]


@dataclass(frozen=True, slots=True)
class Open:
    """The adapter as it serves, and where people install the app."""

    connection: Connection
    inbox: SlackInbox
    address: str

    def browser(self, server: WireServer) -> Browser:
        """Return a new browser of somebody's."""
        return Browser(server, self.address)

    @property
    def names(self) -> list[str]:
        """The names of the workspaces that are served, in their order."""
        return sorted(one.name for one in self.connection.platform.workspaces.all)


@contextlib.asynccontextmanager
async def open_to_all(
    server: WireServer,
    installations: Installations,
    make: MakeDoors,
    way: str = HTTP,
    token: str = "",
) -> AsyncIterator[Open]:
    """Serve whatever installs the app, and the workspace of `token` if one is given."""

    async def stored(name: str) -> StoredFile | None:
        return None

    clock, world = ServersClock(server), server.world
    given = replace(
        settings(server, way),
        bot_token=token,
        server=Server(port=0),
        client_id=world.client_id,
        client_secret=world.client_secret,
        public_url="https://homeroom.example.edu",
    )
    async with connecting(given, clock, time.monotonic, Notebook(), installations) as connection:
        inbox = connection.inbox(make(connection), stored)
        task = asyncio.create_task(inbox.run())
        try:
            await until(lambda: task.done() or inbox.settled.is_set())
            if task.done():
                await task
            ear = inbox.ear
            assert isinstance(ear, Beside if way == SOCKET else Deliveries)
            address = f"http://127.0.0.1:{ear.port}"
            if way == HTTP:
                server.deliver_to(address + PATH)
            yield Open(connection, inbox, address)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            if server.request_url is not None:
                await server.request_url.stop()
