"""The adapter with a core of the least kind, connected to the small Slack in either way."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

from adapters.slack.connection import Connection, SlackSettings, connecting
from adapters.slack.hearing.deliveries import PATH, Deliveries
from adapters.slack.hearing.inbox import SlackInbox
from adapters.slack.hearing.links import Pulse
from adapters.web.server import Server
from bot.model.places import Place, Purpose
from bot.ports.platform import StoredFile
from tests.support.discord.core import Core, Notebook, until
from tests.support.slack.reach import ServersClock
from tests.support.slack.server import WireServer

SOCKET, HTTP = "socket", "http"
WAYS = (SOCKET, HTTP)


def settings(server: WireServer, way: str = SOCKET) -> SlackSettings:
    """Return what a bot on this server is set up with."""
    made = SlackSettings(
        server.token, api_url=server.api_url, pulse=Pulse(0.2, 3), server=Server(port=0)
    )
    if way == SOCKET:
        return replace(made, app_token=server.app_token)
    return replace(made, signing_secret=server.world.signing_secret)


def watch(core: Core, server: WireServer, channel: str, *purposes: Purpose) -> Place:
    """Let a course use a channel, for all there is unless told; return its place."""
    place = Place("slack", server.channel(channel).id)
    core.places[place] = frozenset(purposes or (Purpose.MAIN,))
    return place


@contextlib.asynccontextmanager
async def serving_doors(
    server: WireServer,
    core: Core,
    notes: Notebook,
    way: str = SOCKET,
    *,
    kill: bool = False,
    files: Mapping[str, StoredFile] | None = None,
) -> AsyncIterator[tuple[Connection, SlackInbox]]:
    """Serve a core until the block ends; with `kill` nothing is noted or said at the end."""

    async def stored(name: str) -> StoredFile | None:
        return (files or {}).get(name)

    core.clock = ServersClock(server)
    async with connecting(settings(server, way), core.clock, time.monotonic, notes) as connection:
        inbox = connection.inbox(core, stored)
        task = asyncio.create_task(inbox.run())
        try:
            await until(lambda: task.done() or inbox.settled.is_set())
            if task.done():
                await task
            if isinstance(inbox.ear, Deliveries):
                server.deliver_to(f"http://127.0.0.1:{inbox.ear.port}{PATH}")
            yield connection, inbox
            if kill:
                notes.dead = True
                await server.sockets.drop()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            notes.dead = False
