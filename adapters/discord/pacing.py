"""The one pacer of everything that is asked of Discord: fifty requests a second, all told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

MOST = 50
"""Requests that Discord takes of one bot in a second."""
SECOND = 1.02
"""Seconds that they are spread over here: some arrive sooner after one another than they left."""


class Pacer:
    """Hands out turns in the order they were asked for, so many in any window of time.

    After a pause many may go together, so that the time is made up for. What counts is when a
    turn was really given: where this process was held up, what follows is put off as well.
    """

    def __init__(
        self, monotonic: Callable[[], float], most: int = MOST, window: float = SECOND
    ) -> None:
        """Measure by `monotonic` (seconds); give `most` turns in any `window` seconds."""
        self._monotonic = monotonic
        self._window = window
        self._given: deque[float] = deque(maxlen=most)
        self._queue = asyncio.Lock()

    async def turn(self) -> None:
        """Wait until one more request may go."""
        async with self._queue:
            if len(self._given) == self._given.maxlen:
                left = self._given[0] + self._window - self._monotonic()
                if left > 0:
                    await asyncio.sleep(left)
            self._given.append(self._monotonic())
