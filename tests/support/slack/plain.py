"""slack_bolt's own AsyncApp, unmodified, on the wire server: over sockets, and over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.sites import site
from tests.support.slack.server import WireServer

PATIENCE = 60.0
"""Real seconds after which a test that waits has failed."""


class Heard:
    """Everything that an app heard, in order; `events` are the events' payloads."""

    def __init__(self) -> None:
        """Have heard nothing."""
        self.bodies: list[dict[str, Any]] = []
        self.more = asyncio.Event()

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events."""
        return [one["event"] for one in self.bodies if "event" in one]

    def texts(self) -> list[str]:
        """Return the words of the messages, in order."""
        said = [one for one in self.events if one["type"] == "message" and "subtype" not in one]
        return [one["text"] for one in said]

    async def take(self, body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> None:
        """Write a request down: a global middleware."""
        self.bodies.append(body)
        self.more.set()
        await next()

    async def until(self, met: Callable[[], object]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(PATIENCE):
            while not met():
                self.more.clear()
                await self.more.wait()


def client(server: WireServer) -> AsyncWebClient:
    """Return slack_sdk's client, as it comes."""
    return AsyncWebClient(token=server.token, base_url=server.api_url)


def app(server: WireServer) -> tuple[AsyncApp, Heard]:
    """Return an app that hears everything, and what it heard."""
    made = AsyncApp(
        client=client(server), signing_secret=server.world.signing_secret, token=server.token
    )
    heard = Heard()
    made.middleware(heard.take)

    @made.event({"type": "message"})
    async def message() -> None:
        pass

    for name in server.state.events:
        if not name.startswith("message"):
            made.event(name)(message)
    return made, heard


@contextlib.asynccontextmanager
async def connected(
    server: WireServer, made: AsyncApp, *, ping: float = 10
) -> AsyncIterator[AsyncSocketModeHandler]:
    """Run an app over Socket Mode."""
    handler = AsyncSocketModeHandler(made, server.app_token, ping_interval=ping)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        await server.connected()
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@contextlib.asynccontextmanager
async def listening(server: WireServer, made: AsyncApp) -> AsyncIterator[str]:
    """Run an app over HTTP; the server posts to its request URL."""
    async with site(made.web_app(path="/slack/events")) as address:
        url = f"{address}/slack/events"
        server.deliver_to(url)
        yield url
