"""Listening: what Slack and people's browsers ask by HTTP comes to Homeroom's server."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web


class Server(Protocol):
    """The server, which others may listen at, too: `host` and `port` are where it is set to be."""

    host: str
    port: int

    def listening(self, routes: Iterable[web.RouteDef]) -> AbstractAsyncContextManager[int]:
        """Serve routes while the block lasts; yield the port. CannotSendError if that can't be."""
        ...


class Running(Protocol):
    """What runs beside the server."""

    async def run(self) -> None:
        """Run until cancelled."""
        ...


@dataclass(slots=True)
class Beside:
    """An ear that hears otherwise, with a server for the routes beside it; `port` is where."""

    ear: Running
    routes: Iterable[web.RouteDef]
    server: Server
    port: int = 0

    async def run(self) -> None:
        """Hear and serve until cancelled; CannotSendError where one of them can't be."""
        async with self.server.listening(self.routes) as self.port:
            await self.ear.run()
