"""Replays: a request that was taken counts once, whoever sends it again."""

from __future__ import annotations

from collections import OrderedDict

LIVES = 2 * 300
"""Seconds after which a signature is too old to count by itself, whichever clock is ahead."""


class Replays:
    """Signatures of requests that were taken, as long as they would count."""

    def __init__(self) -> None:
        """Begin with none."""
        self._taken: OrderedDict[str, float] = OrderedDict()

    def taken(self, signature: str) -> bool:
        """Whether the request with this signature was taken."""
        return signature in self._taken

    def take(self, signature: str, now: float) -> None:
        """Remember that a request was taken, at `now` in seconds since 1970."""
        self._taken[signature] = now
        while self._taken and now - next(iter(self._taken.values())) > LIVES:
            self._taken.popitem(last=False)
