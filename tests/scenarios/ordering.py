"""Orders to a bot process: see tests.scenarios.ordered. One that died is waited for."""

from __future__ import annotations

import asyncio
import contextlib
import json
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Protocol

PAUSE = 0.01
LONGEST = 60.0
"""Seconds that a bot has to hear everything and do all that is due, with any number of deaths."""


class Clock(Protocol):
    """A platform's clock."""

    @property
    def now(self) -> datetime:
        """The instant there."""
        ...


class Orders(ABC):
    """Gives orders to whichever process serves now; implements the driver's Ticking."""

    def __init__(self, clock: Clock) -> None:
        """Give orders by the clock of the platform that is served."""
        self._clock = clock
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._writers: list[asyncio.StreamWriter] = []
        self._came = asyncio.Event()
        self.port = 0

    async def tick(self) -> datetime | None:
        """Let the bot hear everything and do what is due; return when something is due next."""
        async with asyncio.timeout(LONGEST):
            await self._heard()
            await self._order(tick=True)
            told = await self._heard()
        return datetime.fromisoformat(told["due"]) if told["due"] else None

    async def _heard(self) -> dict[str, Any]:
        """Wait until everything that the server told is kept, and every act answered."""
        while True:
            await self._spoken()
            told = await self._order(tick=False)
            if told["idle"] and self._is_all(told):
                return told
            await asyncio.sleep(PAUSE)

    async def _spoken(self) -> None:
        """Wait until the platform has said what it has to say; a turn of the loop unless told."""
        await asyncio.sleep(0)

    @abstractmethod
    def _is_all(self, told: dict[str, Any]) -> bool:
        """Whether a process has heard all that the platform said, as far as it `told`."""

    async def _order(self, *, tick: bool) -> dict[str, Any]:
        """Return what the process answers; an order that one dies over goes to the next."""
        while True:
            await self._came.wait()
            assert self._streams is not None
            reader, writer = self._streams
            try:
                writer.write(self._line(tick=tick))
                answer = await reader.readline()
            except ConnectionError:
                answer = b""
            if answer.endswith(b"\n"):
                told: dict[str, Any] = json.loads(answer)
                return told
            if self._streams == (reader, writer):
                self._came.clear()

    def _line(self, *, tick: bool) -> bytes:
        now = self._clock.now.isoformat()
        return json.dumps({"now": now, "tick": tick}).encode() + b"\n"

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Tell a new process what time it is; it serves once it has heard that."""
        self._writers.append(writer)
        answer = b""
        with contextlib.suppress(ConnectionError):
            writer.write(self._line(tick=False))
            answer = await reader.readline()
        if answer:
            self._streams = (reader, writer)
            self._came.set()

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Wait for processes as long as the block lasts."""
        server = await asyncio.start_server(self._greet, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()
            for writer in self._writers:
                writer.close()
                with contextlib.suppress(ConnectionError):
                    await writer.wait_closed()
