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
    """Holds what was heard until it is taken. It refuses nothing: `room` holds up the reader."""

    def __init__(self, most: int = MOST) -> None:
        """Begin empty; there is room while fewer than `most` items wait."""
        self._most = most
        self._items: deque[Item] = deque()
        self._filled = asyncio.Event()
        self._roomy = asyncio.Event()
        self._roomy.set()

    def __len__(self) -> int:
        """Return how many items wait."""
        return len(self._items)

    def put(self, item: Item) -> None:
        """Add an item at the end."""
        self._items.append(item)
        self._filled.set()
        if len(self._items) >= self._most:
            self._roomy.clear()

    async def room(self) -> None:
        """Wait until there is room."""
        if not self._roomy.is_set():
            await self._roomy.wait()

    async def some(self, most: int) -> list[Item]:
        """Wait for items and return the oldest, at most `most`; they stay until `drop`."""
        await self._filled.wait()
        return [self._items[number] for number in range(min(most, len(self._items)))]

    def drop(self, count: int) -> None:
        """Forget the oldest items: they are where they should be."""
        for _ in range(count):
            self._items.popleft()
        if not self._items:
            self._filled.clear()
        if len(self._items) < self._most:
            self._roomy.set()
