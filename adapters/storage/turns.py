"""Turns: one writer at a time, calls before batches, each kind in the order of asking."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Turns:
    """Lets one task at a time write.

    When a turn ends the longest waiting call goes next, and batches of events only when no call
    waits: so a call waits for one batch at most.
    """

    def __init__(self) -> None:
        """Start with nobody writing."""
        self._calls: deque[asyncio.Future[None]] = deque()
        self._batches: deque[asyncio.Future[None]] = deque()
        self._writer: asyncio.Task[object] | None = None
        self._taken = False

    @asynccontextmanager
    async def turn(self, *, batch: bool = False) -> AsyncIterator[None]:
        """Wait for a turn and hold it while the block runs.

        RuntimeError for a task that holds one already, since it would wait for itself.
        """
        task = asyncio.current_task()
        if self._taken and self._writer is task:
            raise RuntimeError("This task has a unit of work open already.")
        await self._take(self._batches if batch else self._calls)
        self._writer = task
        try:
            yield
        finally:
            self._pass_on()

    async def _take(self, line: deque[asyncio.Future[None]]) -> None:
        if not self._taken:
            self._taken = True
            return
        mine = asyncio.get_running_loop().create_future()
        line.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.cancelled():
                with suppress(ValueError):
                    line.remove(mine)
            else:  # the turn came in the same moment: it goes to the next
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        self._writer = None
        for line in (self._calls, self._batches):
            while line:
                following = line.popleft()
                if not following.done():
                    following.set_result(None)
                    return
        self._taken = False
