"""The buffer between the gateway and the core: in order, bounded, and it pushes back."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot.chat.events import Event

MOST = 2_000
"""Events that may wait before the gateway is read no further."""


class Item(NamedTuple):
    """Something heard: its name and data, and when (our clock); `told` is what it already means.

    `sequence` is the gateway's number of it. `losses` counts the connections lost before.
    """

    name: str
    data: Any
    at: datetime
    sequence: int | None
    losses: int = 0
    told: Sequence[Event] = ()


class Buffer:
    """Holds what was heard until it is kept. It refuses nothing: `room` holds up the reader.

    What is being kept takes no room: meanwhile the gateway is read on, for people's acts come the
    same way.
    """

    def __init__(self, most: int = MOST) -> None:
        """Begin empty; there is room while fewer than `most` items wait to be taken."""
        self._most = most
        self._items: deque[Item] = deque()
        self._taken = 0
        self._filled = asyncio.Event()
        self._roomy = asyncio.Event()
        self._roomy.set()

    def __len__(self) -> int:
        """Return how many items are not kept yet."""
        return len(self._items)

    def put(self, item: Item) -> None:
        """Add an item at the end."""
        self._items.append(item)
        self._filled.set()
        self._make_room()

    async def room(self) -> None:
        """Wait until there is room."""
        if not self._roomy.is_set():
            await self._roomy.wait()

    async def some(self, most: int) -> list[Item]:
        """Wait for items and return the oldest, at most `most`; they stay until `drop`."""
        await self._filled.wait()
        self._taken = min(most, len(self._items))
        self._make_room()
        return [self._items[number] for number in range(self._taken)]

    def drop(self, count: int) -> None:
        """Forget the oldest items: they are where they should be."""
        for _ in range(count):
            self._items.popleft()
        self._taken = 0
        if not self._items:
            self._filled.clear()
        self._make_room()

    def _make_room(self) -> None:
        """Hold up the reader, or hold it up no longer."""
        if len(self._items) - self._taken < self._most:
            self._roomy.set()
        else:
            self._roomy.clear()
