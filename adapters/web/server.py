"""The one small server: whatever asks Homeroom by HTTP comes in here, on one port."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.ports.platform import CannotSendError

BIGGEST = 4 * 1024 * 1024
"""Bytes of a request: a form's state is the largest that Slack sends."""
GRACE = 2.0
"""Seconds that requests have which are being answered at the end."""
TAKEN = (
    "Homeroom can't listen on {host}:{port}: something else does, or it isn't allowed. "
    "Choose another port."
)


class Server:
    """Listens at an address as long as anybody has routes there; port 0 is any free one."""

    def __init__(self, host: str = "127.0.0.1", port: int = 3000) -> None:
        """Say where to listen; nothing is opened yet."""
        self.host = host
        self.port = port
        self._handlers: dict[tuple[str, str], Handler] = {}
        self._runner: web.AppRunner | None = None
        self._opening = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def listening(self, routes: Iterable[web.RouteDef]) -> AsyncIterator[int]:
        """Serve routes beside those that are served already while the block lasts; yield the port.

        CannotSendError where the address can't be had.
        """
        mine = {(route.method, route.path): route.handler for route in routes}
        self._handlers.update(mine)
        try:
            async with self._opening:
                runner = self._runner = self._runner or await self._open()
            yield runner.addresses[0][1]
        finally:
            for key in mine:
                self._handlers.pop(key, None)
            if not self._handlers and self._runner is not None:
                closing, self._runner = self._runner, None
                await closing.cleanup()

    async def _open(self) -> web.AppRunner:
        application = web.Application(client_max_size=BIGGEST)
        application.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=GRACE)
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
        except OSError as error:
            await runner.cleanup()
            raise CannotSendError(TAKEN.format(host=self.host, port=self.port)) from error
        return runner

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        handler = self._handlers.get((request.method, request.path))
        if handler is not None:
            return await handler(request)
        methods = sorted(method for method, path in self._handlers if path == request.path)
        if not methods:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        allowed = {"Allow": ", ".join(methods)}
        return web.Response(status=HTTPStatus.METHOD_NOT_ALLOWED, headers=allowed)
