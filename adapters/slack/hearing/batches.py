"""Group commit: what comes while a batch is being kept shares the next one.

Whoever brings something waits until it is kept, or is told that it isn't: so nothing is
acknowledged before, and what Slack must send again it learns of.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from adapters.slack.journal import LOG
from bot.chat.events import Event
from bot.runtime.hearing.errors import kind_of

MOST = 500
"""Events of one batch."""

Keep = Callable[[Sequence[Event]], Awaitable[None]]


Brought = tuple[Sequence[Event], asyncio.Future[None]]
"""What somebody brought, and what tells them whether it is kept."""


class NotKeptError(Exception):
    """What was brought is not kept; it may be brought again."""


class Batches:
    """Keeps events in batches, one at a time."""

    def __init__(self, keep: Keep, most: int = MOST) -> None:
        """Hand batches to `keep`, which returns when they are committed."""
        self._keep = keep
        self._most = most
        self._waiting: deque[Brought] = deque()
        self._filled = asyncio.Event()
        self._ended = False

    def __len__(self) -> int:
        """Return how many wait, their batch not begun yet."""
        return len(self._waiting)

    async def add(self, events: Sequence[Event]) -> None:
        """Return once these are kept; NotKeptError if they are not."""
        if self._ended:
            raise NotKeptError
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((events, kept))
        self._filled.set()
        await kept

    async def run(self) -> None:
        """Keep whatever is brought, until cancelled; what waits then is not kept."""
        taken: list[Brought] = []
        try:
            while True:
                await self._filled.wait()
                taken = self._take()
                await self._batch(taken)
        finally:
            self._ended = True
            self._tell([*taken, *self._waiting], kept=False)

    def _take(self) -> list[Brought]:
        """Return the oldest of what waits: at most a batch, but at least one."""
        taken: list[Brought] = []
        size = 0
        while self._waiting and (not taken or size + len(self._waiting[0][0]) <= self._most):
            taken.append(self._waiting.popleft())
            size += len(taken[-1][0])
        if not self._waiting:
            self._filled.clear()
        return taken

    async def _batch(self, taken: Sequence[Brought]) -> None:
        try:
            await self._keep([event for events, _ in taken for event in events])
        except Exception as error:
            LOG.error("%s events could not be kept, and come again: %s", len(taken), kind_of(error))
            self._tell(taken, kept=False)
        else:
            self._tell(taken, kept=True)

    @staticmethod
    def _tell(brought: Sequence[Brought], *, kept: bool) -> None:
        for _, future in brought:
            if future.done():
                continue
            if kept:
                future.set_result(None)
            else:
                future.set_exception(NotKeptError())
