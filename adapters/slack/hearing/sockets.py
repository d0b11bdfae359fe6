"""Socket Mode without gaps: there is always a socket, and a new one before the old one ends.

What was told over a socket that broke, and isn't acknowledged, Slack tells again; whether anything
was missed is for the inbox to find out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp

from adapters.slack.hearing.links import BROKEN, Link, Load, Pulse
from adapters.slack.journal import LOG
from bot.ports.platform import MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

PATIENCE = 10.0
"""Seconds in which a socket has to open and Slack to say hello."""
GRACE = 3.0
"""Seconds that an old socket has to acknowledge what came over it."""
FIRST_WAIT = 0.1
LONGEST_WAIT = 30.0
STEADY = 10.0
"""Seconds after which a socket that ends is no sign of trouble."""
A_MOMENT = 0.05
AWAY = (NotSentError, MaybeSentError, *BROKEN)

Address = Callable[[], Awaitable[str]]
"""Returns where the next socket may be opened; the ports' errors where there is none."""


class Sockets:
    """Keeps a socket open, and tells whether there is one."""

    def __init__(
        self,
        app: AsyncApp,
        address: Address,
        online: Callable[[bool], None],
        pulse: Pulse | None = None,
    ) -> None:
        """Hand what comes to `app`; tell `online` when there is a socket again, or none is left."""
        self._app = app
        self._address = address
        self._online = online
        self._pulse = pulse or Pulse()
        self._load = Load()
        self._links: list[Link] = []
        self._closing: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Keep a socket open until cancelled; CannotSendError where Slack lets the app have none.

        A socket that Slack announces the end of is replaced at once, others after a wait.
        """
        wait = FIRST_WAIT
        now = asyncio.get_running_loop().time
        try:
            while True:
                began, told = now(), 0.0
                try:
                    link = await self._open()
                    await _first(link.leaving, link.over)
                except AWAY as error:
                    LOG.warning("no socket of Slack's can be opened: %s", kind_of(error))
                    after = getattr(error, "retry_after", None)
                    told = after.total_seconds() if after else 0.0
                else:
                    if link.leaving.is_set() or now() - began > STEADY:
                        wait = FIRST_WAIT
                        continue
                await asyncio.sleep(max(wait, told))
                wait = min(wait * 2, LONGEST_WAIT)
        finally:
            await self._end()

    async def _open(self) -> Link:
        """Open a socket; when Slack has said hello, those before it are let go."""
        link = Link(self._app, await self._address(), self._pulse, self._load, self._gone)
        try:
            async with asyncio.timeout(PATIENCE):
                await link.connect()
                await _first(link.ready, link.over)
            if not link.ready.is_set():
                raise NotSentError("Slack has closed the socket at once.")
        except BaseException:
            self._close_soon(link)
            raise
        before = list(self._links)
        self._links.append(link)
        for old in before:
            self._close_soon(old)
        if not before:
            LOG.info("a socket of Slack's is open")
            self._online(True)
        return link

    def _gone(self, link: Link) -> None:
        """Take in that a socket is over; if it was one that Slack used, it may be the last."""
        self._close_soon(link)
        if link in self._links:
            self._links.remove(link)
            if not self._links:
                self._online(False)

    def _close_soon(self, link: Link) -> None:
        if link.closed:
            return
        task = asyncio.create_task(self._close(link))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close(self, link: Link) -> None:
        tries = int(GRACE / A_MOMENT)
        while link.handling and tries and not link.over.is_set():
            await asyncio.sleep(A_MOMENT)
            tries -= 1
        await link.close()

    async def _end(self) -> None:
        links, self._links = self._links, []
        for link in links:
            self._close_soon(link)
        await asyncio.gather(*self._closing, return_exceptions=True)


async def _first(*events: asyncio.Event) -> None:
    """Return when one of these is set."""
    tasks = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
