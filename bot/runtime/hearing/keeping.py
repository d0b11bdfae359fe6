"""Keeping: the core takes events in one batch at a time, and what comes meanwhile together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bot.chat.events import Event
from bot.runtime.hearing.patience import insist

Receive = Callable[[Sequence[Event]], Awaitable[None]]
"""Takes events into the core; they are committed when it returns."""


@dataclass(slots=True)
class _Gathered:
    """Events that several tasks want kept."""

    events: list[Event] = field(default_factory=list)
    kept: bool = False


class Keeper:
    """Hands events to the core, however often that fails: none may be lost.

    Pages that are read back side by side come in small portions, and each costs as much as a
    large one: so those that wait for their turn share it.
    """

    def __init__(self, receive: Receive) -> None:
        """Hand events to `receive`."""
        self._receive = receive
        self._turn = asyncio.Lock()
        self._next = _Gathered()

    async def keep(self, events: Sequence[Event]) -> None:
        """Return when these events are kept."""
        mine = self._next
        mine.events += events
        async with self._turn:
            if mine.kept:
                return
            if mine is self._next:
                self._next = _Gathered()
            await insist("keeping events", lambda: self._receive(mine.events))
            mine.kept = True
