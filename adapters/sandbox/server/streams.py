"""Live streams to pages: each carries only what its account may see, and can be resumed."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.sandbox.wire import Json

KEPT = 500
WAITING = 1000
Make = Callable[[str], Json | None]
"""Returns what an account is shown of a happening as it stands now; None if it may not see it."""


@dataclass(frozen=True, slots=True)
class _Told:
    number: int
    event: str
    make: Make


@dataclass(slots=True, eq=False)
class Stream:
    """One open page's stream; `queue` holds ready chunks, None ends it."""

    account: str
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(WAITING))


class Streams:
    """All open streams. `epoch` differs at every start, so old event ids are not mistaken."""

    def __init__(self, epoch: str) -> None:
        """Begin with nobody listening."""
        self._epoch = epoch
        self._number = 0
        self._kept: deque[_Told] = deque(maxlen=KEPT)
        self._open: set[Stream] = set()

    @property
    def last(self) -> str:
        """The id of the latest event."""
        return f"{self._epoch}-{self._number}"

    def tell(self, event: str, make: Make) -> None:
        """Send an event to every stream whose account may see it."""
        self._number += 1
        told = _Told(self._number, event, make)
        self._kept.append(told)
        for stream in list(self._open):
            self._put(stream, told)

    def _put(self, stream: Stream, told: _Told) -> None:
        data = told.make(stream.account)
        if data is None:
            return
        try:
            stream.queue.put_nowait(self.chunk(told.event, data, told.number))
        except asyncio.QueueFull:
            self.end(stream)

    def chunk(self, event: str, data: Json, number: int | None = None) -> bytes:
        """Return one server-sent event as bytes; without a number it is no point to resume at."""
        name = "" if number is None else f"id: {self._epoch}-{number}\n"
        return f"{name}event: {event}\ndata: {json.dumps(data)}\n\n".encode()

    def open(self, account: str, last: str | None) -> Stream:
        """Open a stream; what came after the event id `last` is sent again, or a reset."""
        stream = Stream(account)
        if last:
            epoch, _, number = last.partition("-")
            seen = int(number) if number.isascii() and number.isdecimal() else -1
            oldest = self._kept[0].number if self._kept else self._number + 1
            if epoch != self._epoch or not oldest - 1 <= seen <= self._number:
                stream.queue.put_nowait(self.chunk("reset", {}, self._number))
            else:
                for told in self._kept:
                    if told.number > seen:
                        self._put(stream, told)
        self._open.add(stream)
        return stream

    def end(self, stream: Stream) -> None:
        """End a stream: its page went away, or could not follow and comes back for a reset."""
        self._open.discard(stream)
        if stream.queue.full():
            stream.queue.get_nowait()
        stream.queue.put_nowait(None)

    def watched(self, account: str) -> bool:
        """Whether a page is open as this account."""
        return any(stream.account == account for stream in self._open)

    def end_all(self) -> None:
        """End every stream: the server stops."""
        for stream in list(self._open):
            self.end(stream)
