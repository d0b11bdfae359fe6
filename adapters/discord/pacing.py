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

    After a pause many may go together, so that the time is made up for. A turn's instant is
    reserved when it is asked for: nobody is overtaken and nobody starves.
    """

    def __init__(
        self, monotonic: Callable[[], float], most: int = MOST, window: float = SECOND
    ) -> None:
        """Measure by `monotonic` (seconds); give `most` turns in any `window` seconds."""
        self._monotonic = monotonic
        self._window = window
        self._given: deque[float] = deque(maxlen=most)

    async def turn(self) -> None:
        """Wait until one more request may go."""
        now = self._monotonic()
        at = now
        if len(self._given) == self._given.maxlen:
            at = max(now, self._given[0] + self._window)
        self._given.append(at)
        if at > now:
            await asyncio.sleep(at - now)
