"""The inbox: what comes from the sandbox's server goes through the core's doors.

Events are acknowledged after the core has committed them. Interactions are answered side by
side, so that a slow one holds up nobody. After everything that may have made work the core
ticks, and the server learns when there is something to do next: the sandbox's clock, which can
jump, is what wakes the bot.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from aiohttp import ClientConnectionResetError, ClientError, ClientWebSocketResponse, WSMsgType

from adapters.sandbox.answering import Responder
from adapters.sandbox.client import SandboxClient
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.events import event_of
from adapters.sandbox.tree import render_commands
from adapters.sandbox.wire import PLATFORM, Json, iso
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.doors import Doors
from bot.runtime.hearing.errors import kind_of

LOG = logging.getLogger("homeroom.sandbox")
FIRST_WAIT = 0.05
LONGEST_WAIT = 5.0
TRIES = 5
AWAY = (ClientError, OSError, TimeoutError, CannotSendError, MaybeSentError, NotSentError)


class SandboxInbox:
    """Keeps the socket open, whatever happens, and serves the doors until it is cancelled."""

    def __init__(
        self, client: SandboxClient, clock: SandboxClock, doors: Doors, responder: Responder
    ) -> None:
        """Serve `doors`; `clock` is kept right by what the server tells."""
        self._client = client
        self._clock = clock
        self._doors = doors
        self._responder = responder
        self._socket: ClientWebSocketResponse | None = None
        self._events: asyncio.Queue[Json] = asyncio.Queue()
        self._ticks: asyncio.Queue[int] = asyncio.Queue()
        self._answers: set[asyncio.Task[None]] = set()
        self._backlog = 0
        self.connected = asyncio.Event()
        """Set while the server is there and has said hello."""

    async def run(self) -> None:
        """Serve until cancelled; reconnect, with growing waits, whenever the server was away."""
        workers = [asyncio.create_task(self._receive()), asyncio.create_task(self._tick())]
        wait = FIRST_WAIT
        try:
            while True:
                try:
                    await self._connection()
                except AWAY as error:
                    LOG.info("the sandbox is away: %s", kind_of(error))
                wait = FIRST_WAIT if self.connected.is_set() else min(wait * 2, LONGEST_WAIT)
                self.connected.clear()
                await asyncio.sleep(wait)
        finally:
            self.connected.clear()
            ending = [*workers, *self._answers]
            for task in ending:
                task.cancel()
            await asyncio.gather(*ending, return_exceptions=True)

    async def _connection(self) -> None:
        await self._client.call("PUT", "/bot/commands", render_commands(self._doors.commands))
        async with await self._client.socket() as socket:
            self._socket = socket
            try:
                async for frame in socket:
                    if frame.type is WSMsgType.TEXT:
                        self._heard(frame.json())
            finally:
                self._socket = None
                while not self._events.empty():
                    self._events.get_nowait()  # not acknowledged, so they come again

    def _heard(self, frame: Json) -> None:
        if "clock" in frame:
            self._clock.heard(frame["clock"])
        match frame["type"]:
            case "hello":
                self._backlog = frame["backlog"]
                self._doors.catching_up(PLATFORM, busy=self._backlog > 0)
                self._ticks.put_nowait(0)
                self.connected.set()
            case "events":
                self._events.put_nowait(frame)
            case "tick":
                self._ticks.put_nowait(frame["tick"])
            case "interaction":
                task = asyncio.create_task(self._answer(frame))
                self._answers.add(task)
                task.add_done_callback(self._answers.discard)

    async def _answer(self, frame: Json) -> None:
        try:
            await self._responder.answer(frame)
        except Exception as error:
            LOG.error("an interaction failed: %s: %s", frame["id"], kind_of(error))
        self._ticks.put_nowait(0)

    async def _receive(self) -> None:
        """Hand batches to the core, one at a time, and acknowledge each after its commit."""
        while True:
            frame = await self._events.get()
            try:
                await self._doors.receive([event_of(event) for event in frame["events"]])
                await self._acknowledge(frame["through"])
            except Exception as error:
                LOG.error("events could not be kept; they come again: %s", kind_of(error))
                if self._socket is not None:
                    await self._socket.close()

    async def _acknowledge(self, through: int) -> None:
        if self._backlog and through >= self._backlog:
            self._backlog = 0
            self._doors.catching_up(PLATFORM, busy=False)
        self._ticks.put_nowait(0)
        if self._socket is not None:
            try:
                await self._socket.send_json({"type": "ack", "through": through})
            except ClientConnectionResetError:
                return  # they come again, and change nothing

    async def _tick(self) -> None:
        """Let the core do what is due; tell the server what comes next. 0 is a tick of our own."""
        while True:
            tick = await self._ticks.get()
            while not self._ticks.empty():
                tick = max(tick, self._ticks.get_nowait())
            try:
                await self._doors.tick()
                due = await self._doors.next_due()
            except Exception as error:
                LOG.error("a tick failed: %s", kind_of(error))
                due = None
            await self._report(tick, due)

    async def _report(self, tick: int, due: datetime | None) -> None:
        at = iso(due) if due else None
        for tries in range(TRIES):
            try:
                if tick:
                    await self._client.call("POST", "/bot/idle", {"tick": tick, "due": at})
                else:
                    await self._client.call("PUT", "/bot/due", {"at": at})
            except AWAY:
                await asyncio.sleep(FIRST_WAIT * tries)
            else:
                return
