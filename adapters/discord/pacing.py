"""The one pacer of everything that is asked of Discord: fifty requests a second, all told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

RATE = 48.0
"""Requests a second in the long run. With BURST more at once, no second sees over fifty."""
BURST = 2
"""Requests that may go together after a pause."""


class Pacer:
    """Hands out turns in the order they were asked for, evenly spaced.

    A turn's instant is reserved when it is asked for, so nobody is overtaken and nobody starves.
    """

    def __init__(
        self, monotonic: Callable[[], float], rate: float = RATE, burst: int = BURST
    ) -> None:
        """Measure by `monotonic` (seconds); give `rate` turns a second, `burst` after a pause."""
        self._monotonic = monotonic
        self._interval = 1 / rate
        self._ahead = burst - 1
        self._next = monotonic()

    async def turn(self) -> None:
        """Wait until one more request may go."""
        now = self._monotonic()
        at = max(self._next, now - self._ahead * self._interval)
        self._next = at + self._interval
        if at > now:
            await asyncio.sleep(at - now)
