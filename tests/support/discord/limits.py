"""Rate limits as Discord keeps them: buckets by route and channel, one over everything."""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

EXEMPT = ("answer",)
"""Operations that the limit over everything doesn't count: answers to interactions."""
GENEROUS = (1000, 1.0)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many requests in how many seconds of real time.

    `buckets` by operation (each channel, server or webhook has its own); `others` for all that
    isn't named; `overall` for all together, such as (50, 1.0). `every` refuses each so-many-th
    request for `wait` seconds, whatever the bucket. `headers` is whether answers tell the bucket's
    state. Without `via`, a refusal looks like Cloudflare's: no Via, no JSON. `old_edits` is for
    edits of messages that are over an hour old, by channel (30046).
    """

    buckets: dict[str, tuple[int, float]] = field(default_factory=dict)
    others: tuple[int, float] = GENEROUS
    overall: tuple[int, float] | None = None
    every: int = 0
    wait: float = 0.05
    headers: bool = True
    via: bool = True
    old_edits: tuple[int, float] | None = None


@dataclass(slots=True)
class Window:
    """A bucket's present window."""

    limit: int
    seconds: float
    used: int = 0
    ends: float = 0.0

    def take(self, now: float) -> float:
        """Count a request; return 0, or the seconds to wait if there is no room."""
        if now >= self.ends:
            self.used, self.ends = 0, now + self.seconds
        if self.used >= self.limit:
            return self.ends - now
        self.used += 1
        return 0.0


@dataclass(frozen=True, slots=True)
class Refused:
    """A 429: for how long, and for whom: `user`, `global` or `shared`."""

    seconds: float
    scope: str


class Limiter:
    """Counts requests; `refusals` says how often it refused."""

    def __init__(self, limits: Limits) -> None:
        """Hold these limits."""
        self.limits = limits
        self.refusals = 0
        self._windows: dict[str, Window] = {}
        self._overall = Window(*limits.overall) if limits.overall else None
        self._requests = 0

    def take(
        self, route: str, names: Sequence[str], params: dict[str, str]
    ) -> tuple[dict[str, str], Refused | None]:
        """Count a request; return headers for its answer, and the refusal if there is no room.

        `route` is its method and its path with the names of its parts, `names` its operations'.
        """
        now = asyncio.get_running_loop().time()
        self._requests += 1
        key, size = self._bucket(route, names, params)
        window = self._windows.setdefault(key, Window(*size))
        refused = self._refusal(names, window, now)
        headers = self._headers(route, window, now)
        if refused is not None:
            self.refusals += 1
            headers |= {
                "Retry-After": str(max(1, math.ceil(refused.seconds))),
                "X-RateLimit-Scope": refused.scope,
            }
            if refused.scope == "global":
                headers["X-RateLimit-Global"] = "true"
        return headers, refused

    def _refusal(self, names: Sequence[str], window: Window, now: float) -> Refused | None:
        if self.limits.every and self._requests % self.limits.every == 0:
            return Refused(self.limits.wait, "shared")
        if self._overall is not None and not set(names) & set(EXEMPT):
            wait = self._overall.take(now)
            if wait:
                return Refused(wait, "global")
        wait = window.take(now)
        return Refused(wait, "user") if wait else None

    def _bucket(
        self, route: str, names: Sequence[str], params: dict[str, str]
    ) -> tuple[str, tuple[int, float]]:
        sizes = [self.limits.buckets[name] for name in names if name in self.limits.buckets]
        major = [params.get(name, "") for name in ("channel", "guild", "token")]
        key = "/".join([route, *major])
        return key, sizes[0] if sizes else self.limits.others

    def _headers(self, route: str, window: Window, now: float) -> dict[str, str]:
        if not self.limits.headers:
            return {}
        left = max(window.ends - now, 0.0)
        name = hashlib.sha256(route.encode()).hexdigest()[:32]
        return {
            "X-RateLimit-Bucket": name,
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Remaining": str(window.limit - window.used),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
        }


class OldEdits:
    """Counts edits of old messages, by channel."""

    def __init__(self, size: tuple[int, float] | None) -> None:
        """Allow so many in so many seconds of real time; None: as many as one likes."""
        self._size = size
        self._windows: dict[int, Window] = {}
        self.wait = 0.0

    def refused(self, channel: int) -> bool:
        """Count an edit; whether there is no room for it. `wait` then says for how long."""
        if self._size is None:
            return False
        window = self._windows.setdefault(channel, Window(*self._size))
        self.wait = window.take(asyncio.get_running_loop().time())
        return self.wait > 0
