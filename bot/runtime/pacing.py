"""Pacing: no more requests in a while than a platform takes."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable


class Pacer:
    """Hands out turns in the order they were asked for, so many in any window of time.

    After a pause many may go together, so that the time is made up for. What counts is when a
    turn was really given: where this process was held up, what follows is put off as well.
    """

    def __init__(self, monotonic: Callable[[], float], most: int, window: float) -> None:
        """Measure by `monotonic` (seconds); give `most` turns in any `window` seconds."""
        self._monotonic = monotonic
        self._window = window
        self._most = most
        self._given: deque[float] = deque(maxlen=most)
        self._queue = asyncio.Lock()
        self._waiting = 0

    @property
    def left(self) -> float:
        """Seconds until a turn would come that is asked for now; 0.0 if at once."""
        ahead = len(self._given) + self._waiting
        if ahead < self._most:
            return 0.0
        rounds, number = divmod(ahead - self._most, self._most)
        given = self._given[number] if number < len(self._given) else self._monotonic()
        return max(given + self._window * (rounds + 1) - self._monotonic(), 0.0)

    @property
    def idle(self) -> bool:
        """Whether nobody waits, and what was given counts no more: a new pacer would do as well."""
        if self._waiting or self._queue.locked():
            return False
        return not self._given or self._given[-1] + self._window <= self._monotonic()

    async def turn(self) -> None:
        """Wait until one more request may go."""
        self._waiting += 1
        try:
            async with self._queue:
                if len(self._given) == self._most:
                    left = self._given[0] + self._window - self._monotonic()
                    if left > 0:
                        await asyncio.sleep(left)
                self._given.append(self._monotonic())
        finally:
            self._waiting -= 1
