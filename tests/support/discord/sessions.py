"""Gateway sessions: what was sent, numbered, and kept for a while to be sent again."""

from __future__ import annotations

import asyncio
import zlib
from collections import deque
from json import JSONEncoder

from aiohttp import web

encode = JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
"""JSON as compact text."""
AT_ONCE = 100
"""Frames written before others on the loop have their turn."""


class Connection:
    """One WebSocket: text goes in, frames go out, compressed if the client asked for it."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        *,
        compressed: bool,
    ) -> None:
        """Write to a prepared socket."""
        self.socket = socket
        self._transport = transport
        self.silent = self.held = False
        """A silent connection neither sends nor answers heartbeats; a held one only waits."""
        self.ended = False
        """Whether it was closed from here."""
        self._compress = zlib.compressobj(1) if compressed else None
        self._outgoing: deque[str | bytes] = deque()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    def send(self, text: str) -> None:
        """Queue a frame."""
        self._outgoing.append(self._packed(text))
        self._idle.clear()
        self._wake.set()

    def _packed(self, text: str) -> str | bytes:
        if self._compress is None:
            return text
        packed = self._compress.compress(text.encode())
        return packed + self._compress.flush(zlib.Z_SYNC_FLUSH)

    def op(self, op: int, data: object) -> None:
        """Queue a frame that is no event."""
        self.send(encode({"t": None, "s": None, "op": op, "d": data}))

    async def write(self) -> None:
        """Write what is queued until the connection ends."""
        while not self.socket.closed:
            await self._wake.wait()
            self._wake.clear()
            while self._outgoing and not self.silent and not self.held:
                for _ in range(min(len(self._outgoing), AT_ONCE)):
                    await self._frame(self._outgoing.popleft())
                await asyncio.sleep(0)
            if not self._outgoing:
                self._idle.set()

    async def _frame(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            await self.socket.send_bytes(frame)
        else:
            await self.socket.send_str(frame)

    async def written(self) -> None:
        """Wait until everything queued has gone to the socket."""
        await self._idle.wait()

    def speak(self) -> None:
        """End a silence, or what held it."""
        self.silent = self.held = False
        self._wake.set()

    def abort(self) -> None:
        """Cut the connection without a word."""
        if self._transport is not None:
            self._transport.abort()

    async def close(self, code: int) -> None:
        """Close as Discord does, with a code, after what is queued."""
        if not (self.silent or self.held):
            await self._idle.wait()
        self.ended = True
        await self.socket.close(code=code)


class Session:
    """What a client identified for; it outlives its connections until it is forgotten.

    The newest `backlog` events are kept. Those that came while nobody was connected go out after
    a resume, unless there were more.
    """

    def __init__(self, id_: str, intents: int, backlog: int) -> None:
        """Begin before the first event."""
        self.id = id_
        self.intents = intents
        self.seq = 0
        self.connection: Connection | None = None
        self.kept: deque[tuple[int, str]] = deque(maxlen=backlog)

    def tell(self, name: str, data: str) -> None:
        """Number an event, keep it, and send it if somebody is connected."""
        self.seq += 1
        text = f'{{"t":"{name}","s":{self.seq},"op":0,"d":{data}}}'
        self.kept.append((self.seq, text))
        if self.connection is not None:
            self.connection.send(text)

    def missed(self, since: int) -> list[str] | None:
        """Return the events after a number; None if they are no longer all kept."""
        if since == self.seq:
            return []
        if not self.kept or self.kept[0][0] > since + 1:
            return None
        return [text for number, text in self.kept if number > since]
