"""The course's clock as the bot sees it: told by the sandbox's server, kept going in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from adapters.sandbox.wire import Json, instant


class SandboxClock:
    """Tells the sandbox's time, without asking each time; implements bot.ports.clock.Clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Measure what passes between two frames by `monotonic` (seconds that only grow)."""
        self._monotonic = monotonic
        self._base: datetime | None = None
        self._mark = 0.0
        self._running = False

    def now(self) -> datetime:
        """Return the course's present instant, aware, in UTC."""
        if self._base is None:
            raise RuntimeError("The sandbox has not told the time yet: connect to it first.")
        if not self._running:
            return self._base
        return self._base + timedelta(seconds=self._monotonic() - self._mark)

    def heard(self, clock: Json) -> None:
        """Take over a Clock as the server told it; time never goes back."""
        told = instant(clock["now"])
        self._base = told if self._base is None else max(told, self.now())
        self._mark = self._monotonic()
        self._running = bool(clock["running"])
