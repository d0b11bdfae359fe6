"""Letting the core do what is due: after everything that may have made work, and in time."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.ports.clock import Clock
from bot.runtime.doors import Doors
from bot.runtime.hearing.errors import LOG, kind_of

LONGEST_NAP = 5.0
"""Seconds until the agenda is looked at again: another process may have written into it."""
BREATH = 0.2
"""Seconds after a tick in which wishes are gathered: while a class writes there are many."""
SHORTEST_NAP = 1.0
"""Seconds between two ticks for work that is due already and still has to wait."""


class Waker:
    """Ticks one after the other; wishes for one that come meanwhile are one wish."""

    def __init__(self, doors: Doors, clock: Clock) -> None:
        """Tick at `doors` when `clock` says so."""
        self._doors = doors
        self._clock = clock
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Tick soon: there may be something to do."""
        self._woken.set()

    async def run(self) -> None:
        """Tick, and again whenever woken or something is due, until cancelled."""
        while True:
            self._woken.clear()
            try:
                await self._doors.tick()
            except Exception as error:
                LOG.error("a tick failed: %s", kind_of(error))
            await asyncio.sleep(BREATH)
            await self._sleep()

    async def _sleep(self) -> None:
        """Return when woken, or once something is due; a little later where it was already."""
        slept = False
        while not self._woken.is_set():
            due = await self._due()
            left = LONGEST_NAP if due is None else (due - self._clock.now()).total_seconds()
            if left <= 0 and slept:
                return
            slept = True
            try:
                async with asyncio.timeout(min(left, LONGEST_NAP) if left > 0 else SHORTEST_NAP):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def _due(self) -> datetime | None:
        try:
            return await self._doors.next_due()
        except Exception as error:
            LOG.error("what is due could not be read: %s", kind_of(error))
            return None
