"""Group commit: what comes while a batch is being kept shares the next one.

When a class begins, everybody joins within a minute, and Zoom waits three seconds for an answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.chat.events import Event

Receive = Callable[[Sequence[Event]], Awaitable[None]]
"""Keeps events; they are committed when it returns."""


class Keeping:
    """Keeps events, one batch at a time; whoever brought one waits for it."""

    def __init__(self, receive: Receive) -> None:
        """Hand batches to `receive`."""
        self._receive = receive
        self._turn = asyncio.Lock()
        self._waiting: list[tuple[Event, asyncio.Future[None]]] = []

    async def keep(self, event: Event) -> None:
        """Return once an event is committed; what `receive` raised if it is not."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((event, kept))
        async with self._turn:
            if not kept.done():
                await self._batch()
        await kept

    async def _batch(self) -> None:
        taken, self._waiting = self._waiting, []
        try:
            await self._receive([event for event, _ in taken])
        except Exception as error:
            for _, kept in taken:
                kept.set_exception(error)
        except BaseException:
            for _, kept in taken:
                kept.cancel()
            raise
        else:
            for _, kept in taken:
                kept.set_result(None)
