"""A core of the least kind behind Discord's doors, and notes that are kept in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chat.calls import Answer, Invocation
from bot.chat.events import MessageSeen
from bot.model.places import Place, Purpose
from bot.runtime.doors import Watched
from tests.support.instants import utc
from tests.support.sandbox import Diary

Say = Callable[[Invocation], Answer]


@dataclass(slots=True)
class Core(Diary):
    """Keeps what comes through its doors; `places` are what its courses use.

    The newest version of what was said in a place is where catching up starts.
    """

    places: dict[Place, frozenset[Purpose]] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    busy: list[bool] = field(default_factory=list)
    say: Say | None = None
    ticks: int = 0

    def watch(self, place: str, *purposes: Purpose) -> None:
        """Let a course use a channel, for all there is unless told."""
        self.places[Place("discord", place)] = frozenset(purposes or (Purpose.MAIN,))

    async def invoke(self, call: Invocation) -> Answer:
        """Write the call down and answer as told."""
        self.calls.append(call)
        return self.answer if self.say is None else self.say(call)

    async def receive(self, events: Sequence[object]) -> None:
        """Write the events down, and how many came together."""
        await Diary.receive(self, events)  # type: ignore[arg-type]
        self.batches.append(len(events))

    async def tick(self) -> None:
        """Do what is due."""
        self.ticks += 1
        await Diary.tick(self)

    async def watched(self, platform: str) -> Sequence[Watched]:
        """Return what the courses use, with the newest that was said there."""
        return [Watched(place, why, self._newest(place)) for place, why in self.places.items()]

    def catching_up(self, platform: str, *, busy: bool) -> None:
        """Write down whether what was missed is still being read."""
        Diary.catching_up(self, platform, busy=busy)
        self.busy.append(busy)

    def texts(self) -> list[str]:
        """Return the words of all messages, each identity once, in the order they came."""
        seen = {one.identity: one.text for one in self.events if isinstance(one, MessageSeen)}
        return list(seen.values())

    def _newest(self, place: Place) -> datetime | None:
        return max(
            (
                one.version
                for one in self.events
                if isinstance(one, MessageSeen) and one.message.place.parent == place
            ),
            default=None,
        )


@dataclass(slots=True)
class Notebook:
    """Notes in memory, there for the next process; `failures` fail first, the dead write none."""

    texts: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    failures: int = 0
    dead: bool = False

    async def read(self, name: str) -> str | None:
        """Return a note; None if there is none."""
        return self.texts.get(name)

    async def write(self, name: str, text: str) -> None:
        """Keep a note, in the place of the one before."""
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        if self.dead:
            return
        self.texts[name] = text
        self.written.append(name)


@dataclass(slots=True)
class SetClock:
    """A clock that stands where it was set."""

    at: datetime = field(default_factory=lambda: utc("2026-10-05 12:00"))

    def now(self) -> datetime:
        """Return the instant."""
        return self.at

    def advance(self, **by: float) -> None:
        """Stand later: `advance(minutes=5)`."""
        self.at += timedelta(**by)


async def until(met: Callable[[], object], seconds: float = 60) -> None:
    """Wait until a condition is met; TimeoutError if it never is."""
    async with asyncio.timeout(seconds):
        while True:
            if met():
                return
            await asyncio.sleep(0.001)
