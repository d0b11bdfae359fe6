"""The lookout: learns which places courses use, after commands and now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.runtime.hearing.errors import LOG, kind_of

AGAIN = 30.0
"""Seconds until it looks again without a reason: another process may have loaded a course."""
AT_MOST = 1.0
"""Seconds between two looks while people use commands."""


class Lookout:
    """Looks, one look after the other; wishes for one that come meanwhile are one wish."""

    def __init__(self, look: Callable[[], Awaitable[None]]) -> None:
        """Prepare; `look` may fail, and is done again."""
        self._look = look
        self._wanted = asyncio.Event()

    def want(self) -> None:
        """Look soon: a command may have changed which places are used."""
        self._wanted.set()

    async def run(self) -> None:
        """Look whenever wanted and now and then, until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN):
                    await self._wanted.wait()
            self._wanted.clear()
            try:
                await self._look()
            except Exception as error:
                LOG.error("the courses' places could not be read: %s", kind_of(error))
            await asyncio.sleep(AT_MOST)
