"""Limits on rate: a message a second and channel, and so many calls a minute and method.

Real seconds matter. None of it applies unless Settings say so.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`posts` are messages a second and channel, with bursts of `burst`; 0: no limit.

    With `tiers` methods have their limits; each minute holds `speed` of them, so that a test
    needn't wait that long. With `empty` the refusals have no body.
    """

    posts: float = 0.0
    burst: int = 3
    tiers: bool = False
    speed: float = 1.0
    empty: bool = False


@dataclass(slots=True)
class Bucket:
    """Tokens that come back at `rate` a second, `most` at a time."""

    rate: float
    most: float
    left: float
    at: float

    def take(self, now: float) -> float:
        """Take a token; return 0, or the seconds until there is one."""
        self.left = min(self.most, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.rate


@dataclass(slots=True)
class Limiter:
    """Counts what is asked by the loop's time; `refused` are the 429s so far."""

    limits: Limits
    clock: Callable[[], float]
    refused: int = 0
    _buckets: dict[tuple[str, ...], Bucket] = field(default_factory=dict)

    def take(self, team: str, method: str, tier: int, channel: str = "") -> int:
        """Return 0, or the seconds to wait (at least 1, as Retry-After says)."""
        rate, most = 0.0, 0.0
        key: tuple[str, ...] = (team, method)
        if tier == 0 and method.startswith("chat."):
            rate, most = self.limits.posts, float(self.limits.burst)
            key = (team, "post", channel)
        elif self.limits.tiers and tier:
            rate = TIERS[tier] * self.limits.speed / 60
            most = float(TIERS[tier])
        if not rate:
            return 0
        now = self.clock()
        bucket = self._buckets.setdefault(key, Bucket(rate, most, most, now))
        wait = bucket.take(now)
        if wait:
            self.refused += 1
        return math.ceil(wait)
