"""A gradebook's site on this machine: it records what is asked, and fails when it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.support.sites import site

TOKEN = "a-token-that-nobody-may-see"


@dataclass(slots=True)
class Troubles:
    """What goes wrong, in turn: each a word of the request, and how it fails.

    `429` and `500` answer so; `cut` breaks the connection before anything is done, `cut after`
    once it was; `redirect` sends elsewhere; `html` and `nonsense` answer what nobody asked for.
    """

    waiting: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """What was asked for, by path and function."""

    def of(self, what: str, times: int, how: str) -> None:
        """Let the next requests with a word in them fail."""
        self.waiting += [(what, how)] * times

    @web.middleware
    async def handle(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer, or fail."""
        said = await request.post()
        what = f"{request.method} {request.rel_url} {said.get('wsfunction', '')}".strip()
        self.asked.append(what)
        how = next((how for word, how in self.waiting if word in what), "")
        if not how:
            return await handler(request)
        self.waiting.remove(next(one for one in self.waiting if one[0] in what))
        if how == "cut after":
            await handler(request)
        if how.startswith("cut"):
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        answers = {
            "redirect": web.Response(status=302, headers={"Location": "https://elsewhere.test/"}),
            "html": web.Response(text="<html>Sign in</html>", content_type="text/html"),
            "nonsense": web.json_response({"what": "ever"}),
        }
        if how in answers:
            return answers[how]
        return web.Response(status=int(how), headers={"Retry-After": "1"}, text="slow down")


@contextlib.asynccontextmanager
async def serving(routes: list[web.RouteDef], troubles: Troubles) -> AsyncIterator[str]:
    """Serve while the block lasts, and return the address."""
    application = web.Application(middlewares=[troubles.handle])
    application.add_routes(routes)
    async with site(application) as address:
        yield address


@contextlib.contextmanager
def served_aside(routes: list[web.RouteDef], troubles: Troubles) -> Iterator[str]:
    """Serve in a thread while the block lasts, for a command line with a loop of its own."""
    started, ended = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    address = []

    async def serve() -> None:
        async with serving(routes, troubles) as url:
            address.append(url)
            started.set()
            await ended.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    started.wait(10)
    try:
        yield address[0]
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(10)
        loop.close()
