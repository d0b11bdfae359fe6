"""The bot's link: one socket that carries events until they are acknowledged, and ticks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import ClientConnectionResetError, WSMsgType, web

from adapters.sandbox.server.faults import Faults
from adapters.sandbox.server.store import Store
from adapters.sandbox.wire import Json, optional_instant

BATCH = 200


class BotLink:
    """The connection to the bot, there or not. A new connection takes an older one's place."""

    def __init__(self, store: Store, faults: Faults, clock: Callable[[], Json]) -> None:
        """Deliver the store's events; `clock` gives the Clock JSON for frames."""
        self._store = store
        self._faults = faults
        self._clock = clock
        self._socket: web.WebSocketResponse | None = None
        self._sent = 0
        self._outstanding = False
        self._tick = 0
        self._ticking = False
        self._moved = asyncio.Condition()
        self.due: datetime | None = None
        self.on_change: Callable[[bool], None] = lambda connected: None

    @property
    def connected(self) -> bool:
        """Whether the bot listens."""
        return self._socket is not None and not self._socket.closed

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold the bot's socket until either side leaves."""
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=1 << 20)
        await socket.prepare(request)
        older, self._socket = self._socket, socket
        if older is not None:
            await older.close(code=4001, message=b"another connection took over")
        self._sent, self._outstanding = 0, False
        backlog = self._store.newest_event()
        await self._send({"type": "hello", "clock": self._clock(), "backlog": backlog})
        if self._ticking:
            await self._send({"type": "tick", "tick": self._tick, "clock": self._clock()})
        self.on_change(True)
        await self._notify()
        await self.push()
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._heard(frame.json())
        finally:
            if self._socket is socket:
                self._socket = None
                self.on_change(False)
                await self._notify()
        return socket

    async def _heard(self, frame: Json) -> None:
        if frame.get("type") == "ack":
            self._store.acknowledge(int(frame["through"]))
            self._outstanding = False
            await self._notify()
            await self.push()

    async def _send(self, frame: Json) -> bool:
        if self._socket is None or self._socket.closed:
            return False
        try:
            await self._socket.send_json(frame)
        except (ClientConnectionResetError, ConnectionResetError):
            return False
        return True

    async def _notify(self) -> None:
        async with self._moved:
            self._moved.notify_all()

    async def push(self) -> None:
        """Send the next batch of events unless one still waits for its acknowledgement."""
        if self._outstanding or not self.connected:
            return
        events = self._store.events_after(self._sent, BATCH)
        if not events:
            return
        self._outstanding = True
        self._sent = events[-1]["seq"]
        told = self._faults.disturb(events)
        frame = {"type": "events", "through": self._sent, "events": told}
        await self._send({**frame, "clock": self._clock()})

    async def interact(self, frame: Json) -> bool:
        """Send an interaction; False if the bot does not listen."""
        return await self._send({**frame, "type": "interaction", "clock": self._clock()})

    async def tell_clock(self) -> None:
        """Tell the bot that the clock runs, stands or has moved."""
        await self._send({"type": "clock", "clock": self._clock()})

    async def tick(self, patience: float) -> bool:
        """Tell the bot that time has passed and wait until it has done all that is due.

        A bot that comes back within `patience` seconds is told again. False if it stayed away.
        """
        self._tick += 1
        self._ticking = True
        frame = {"type": "tick", "tick": self._tick, "clock": self._clock()}
        try:
            await self._send(frame)
            return await self._until(lambda: not self._ticking, patience)
        finally:
            self._ticking = False

    async def idle(self, tick: int, due: str | None) -> None:
        """Hear that the bot has done what was due at a tick, and when it has work next."""
        self.due = optional_instant(due)
        if tick == self._tick:
            self._ticking = False
        await self._notify()

    async def drained(self, patience: float) -> bool:
        """Wait until the bot has acknowledged every event; False if it stayed away."""
        return await self._until(lambda: not self._store.newest_event(), patience)

    async def there(self, patience: float) -> bool:
        """Wait for the bot to listen; False if it stayed away."""
        return await self._until(lambda: self.connected, patience)

    async def _until(self, reached: Callable[[], bool], patience: float) -> bool:
        async def wait() -> None:
            async with self._moved:
                await self._moved.wait_for(reached)

        return await within(wait(), patience)

    async def close(self) -> None:
        """Let the bot go: the server stops."""
        if self._socket is not None:
            await self._socket.close(code=1001, message=b"the sandbox stops")


async def within(work: Awaitable[None], seconds: float) -> bool:
    """Wait for something at most so long; return whether it came to its end."""
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        return False
    return True
