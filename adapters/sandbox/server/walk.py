"""Walking through time: a jump stops at each due item, and real time wakes the bot."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from adapters.sandbox.server.clock import CourseClock, monday_after
from adapters.sandbox.server.errors import SandboxError
from adapters.sandbox.server.link import BotLink
from adapters.sandbox.server.people import People
from adapters.sandbox.wire import Json, instant, iso
from bot.runtime.hearing.errors import kind_of

LOG = logging.getLogger("homeroom.sandbox")
HOUR = timedelta(hours=1)
LONGEST = timedelta(days=400)
BUSY = "The clock is walking already. Wait until it has arrived."


class Script(Protocol):
    """Scripted players: other students and staff who act at their own times."""

    def next_due(self, now: datetime) -> datetime | None:
        """Return the time of the earliest act not yet played; None when the script is over."""
        ...

    async def play(self, now: datetime, people: People) -> None:
        """Play the acts due at `now`, even if one fails: `next_due` names a later one then."""
        ...


class Silence:
    """The script in which nobody acts."""

    def next_due(self, now: datetime) -> datetime | None:
        """Nobody acts."""
        return None

    async def play(self, now: datetime, people: People) -> None:
        """Do nothing."""


class Walker:
    """Moves the clock. `patience`: seconds to wait for an absent or busy bot at a stop."""

    def __init__(
        self,
        clock: CourseClock,
        link: BotLink,
        people: People,
        script: Script,
        zone: str,
        patience: float,
    ) -> None:
        """Keep what moves and who has to be told."""
        self._clock = clock
        self._link = link
        self._people = people
        self._script = script
        self._zone = zone
        self._patience = patience
        self._target: datetime | None = None
        self.walking: asyncio.Task[None] | None = None
        """The latest jump's walk; done once it has arrived."""
        self._waking: asyncio.Task[None] | None = None
        self._moved = asyncio.Event()
        self._stepping = asyncio.Lock()
        self.told: Callable[[], None] = lambda: None

    def clock(self) -> Json:
        """Return the Clock JSON."""
        now = self._clock.now()
        following = self._next(now)
        return {
            "now": iso(now),
            "running": self._clock.running and self._target is None,
            "walking": self._target is not None,
            "target": iso(self._target) if self._target else None,
            "next": iso(following) if following else None,
        }

    def _next(self, now: datetime) -> datetime | None:
        times = (self._link.due, self._script.next_due(now))
        return min((time for time in times if time is not None and time > now), default=None)

    def target(self, to: str) -> datetime:
        """Return the instant a jump means: `next`, `hour`, `monday` or an ISO instant."""
        now = self._clock.now()
        if to == "next":
            return self._next(now) or now
        if to == "hour":
            return now + HOUR
        if to == "monday":
            return monday_after(now, self._zone)
        try:
            target = instant(to)
        except ValueError:
            raise SandboxError(
                400, f"“{to}” is no time. Use next, hour, monday or an instant like {iso(now)}."
            ) from None
        if target < now:
            raise SandboxError(400, "The clock only goes forward. Choose a later time.")
        if target > now + LONGEST:
            raise SandboxError(400, "That is more than a year ahead. Choose an earlier time.")
        return target

    async def jump(self, to: str, *, wait: bool) -> Json:
        """Walk to a target; return the clock when it has arrived, or at once unless `wait`."""
        if self._target is not None:
            raise SandboxError(409, BUSY)
        self._target = self.target(to)
        self.walking = asyncio.create_task(self._walk(self._target))
        if wait:
            await asyncio.shield(self.walking)
        return self.clock()

    async def _walk(self, target: datetime) -> None:
        running = self._clock.running
        try:
            self._clock.run(False)
            self.told()
            done = self._clock.now()
            patience = self._patience
            if not await self._step(patience):
                patience = 0.0
            while done < target:
                stop = min(self._next(done) or target, target)
                self._clock.set(stop)
                self.told()
                if not await self._step(patience):
                    patience = 0.0
                done = stop
        finally:
            self._clock.run(running)
            self._target = None
            self._moved.set()
            self.told()
            await self._link.tell_clock()

    async def _step(self, patience: float) -> bool:
        """Let the bot do what is due, then the players, then the bot what follows from them."""
        async with self._stepping:
            there = await self._tick(patience)
            played = False
            while self._acts(now := self._clock.now()):
                played = True
                try:
                    await self._script.play(now, self._people)
                except Exception as error:
                    LOG.error("a scripted act failed: %s", kind_of(error))
            if played:
                there = await self._tick(patience) and there
            return there

    def _acts(self, now: datetime) -> bool:
        due = self._script.next_due(now)
        return due is not None and due <= now

    async def _tick(self, patience: float) -> bool:
        if not self._link.connected and not await self._link.there(patience):
            return False
        return await self._link.drained(patience) and await self._link.tick(patience)

    async def run(self, running: bool) -> Json:
        """Let the clock run in real time, or stop it."""
        if self._target is not None:
            raise SandboxError(409, BUSY)
        self._clock.run(running)
        self._moved.set()
        self.told()
        await self._link.tell_clock()
        return self.clock()

    def start(self) -> None:
        """Begin to wake the bot and the players whenever something is due in real time."""
        self._waking = asyncio.create_task(self._wake())

    def moved(self) -> None:
        """Hear that what is due next has changed."""
        self._moved.set()

    async def _wake(self) -> None:
        done = self._clock.now()
        while True:
            self._moved.clear()
            following = self._next(done) if self._clock.running and self._target is None else None
            wait = (following - self._clock.now()).total_seconds() if following else None
            if wait is None or wait > 0:
                try:
                    async with asyncio.timeout(wait):
                        await self._moved.wait()
                except TimeoutError:
                    pass
                continue
            done = following or done
            await self._step(self._patience if self._link.connected else 0.0)

    async def stop(self) -> None:
        """Stop walking and waking."""
        for task in (self.walking, self._waking):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
