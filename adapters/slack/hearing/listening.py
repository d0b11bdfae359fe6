"""Listening: the one small server for what Slack and people's browsers ask by HTTP."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from bot.ports.platform import CannotSendError

BIGGEST = 4 * 1024 * 1024
"""Bytes of a request: a form's state is the largest that Slack sends."""
GRACE = 2.0
"""Seconds that requests have which are being answered at the end."""
TAKEN = (
    "Homeroom can't listen for Slack on {host}:{port}: something else does, or it isn't allowed. "
    "Choose another port."
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 is any free one."""

    host: str = "127.0.0.1"
    port: int = 3000


@contextlib.asynccontextmanager
async def listening(routes: Iterable[web.RouteDef], address: Address) -> AsyncIterator[int]:
    """Serve routes while the block lasts; yield the port. CannotSendError for one that is taken."""
    application = web.Application(client_max_size=BIGGEST)
    application.router.add_routes(routes)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as error:
            where = {"host": address.host, "port": address.port}
            raise CannotSendError(TAKEN.format(**where)) from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


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
    address: Address
    port: int = 0

    async def run(self) -> None:
        """Hear and serve until cancelled; CannotSendError where one of them can't be."""
        async with listening(self.routes, self.address) as self.port:
            await self.ear.run()
