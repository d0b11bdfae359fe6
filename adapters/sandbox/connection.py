"""Connecting the bot to a sandbox: client, clock and platform first, the inbox once a core is."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from aiohttp import ClientSession

from adapters.sandbox.answering import Responder
from adapters.sandbox.client import SandboxClient
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.inbox import SandboxInbox
from adapters.sandbox.platform import SandboxPlatform
from bot.runtime.doors import Doors, Stored


@dataclass(frozen=True, slots=True)
class Connection:
    """A sandbox that answered: its platform and its clock, which the core is built with."""

    client: SandboxClient
    platform: SandboxPlatform
    clock: SandboxClock

    def inbox(self, doors: Doors, stored: Stored) -> SandboxInbox:
        """Return the inbox that serves a core; `await inbox.run()` until cancelled."""
        responder = Responder(self.client, self.platform, doors, stored)
        return SandboxInbox(self.client, self.clock, doors, responder)


@contextlib.asynccontextmanager
async def connecting(
    address: str, token: str, monotonic: Callable[[], float]
) -> AsyncIterator[Connection]:
    """Reach the server at `address` (http://127.0.0.1:8642) and take its time from it.

    NotSentError when it is not running, CannotSendError when the token is another's.
    """
    async with ClientSession() as session:
        client = SandboxClient(session, address.rstrip("/"), token)
        clock = SandboxClock(monotonic)
        clock.heard(await client.call("GET", "/bot/clock"))
        yield Connection(client, SandboxPlatform(client), clock)
