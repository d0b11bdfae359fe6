"""The ticker: APScheduler, only to wake the core. The truth is the agenda's rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

SECONDS = 5


class Ticker:
    """Calls `tick` every few seconds, never twice at once, and makes up for a blocked loop."""

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: int = SECONDS) -> None:
        """Prepare to call `tick` every `seconds`."""

        async def wake() -> None:  # the scheduler awaits only what is declared async
            await tick()

        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            wake,
            IntervalTrigger(seconds=seconds, timezone="UTC"),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop waking; a tick that runs goes on to its end."""
        self._scheduler.shutdown(wait=False)
