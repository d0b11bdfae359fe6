"""Socket Mode: the app's websockets, and disturbances of them.

Each delivery goes to one of the connections in turn. What stays unacknowledged is told again, on
whichever connection is there then.
"""

from __future__ import annotations

import asyncio
import json
import struct
from collections import deque
from socket import SO_LINGER, SOL_SOCKET
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.support.slack.deliveries import EVENT, Deliveries, Delivery, encode
from tests.support.slack.state import State

MOST = 10
HOST = "applink-made-up"


class Connection:
    """One websocket of the app's."""

    def __init__(self, number: int, request: web.Request) -> None:
        """Take a request for a websocket."""
        self.number = number
        self.request = request
        self.socket = web.WebSocketResponse(autoping=False, max_msg_size=0)
        self.silent = False
        self.pings = False
        self.leaving = False
        self.received = 0
        self.waiting: deque[str] = deque()
        self.more = asyncio.Event()

    def send(self, text: str) -> None:
        """Send a text when those before it are sent."""
        self.waiting.append(text)
        self.more.set()

    async def write(self) -> None:
        """Send what waits, as fast as the app takes it."""
        while True:
            while self.waiting and not self.silent:
                await self.socket.send_str(self.waiting.popleft())
            self.more.clear()
            await self.more.wait()

    def abort(self) -> None:
        """Cut the connection without a word."""
        transport = self.request.transport
        if transport is not None:
            made = transport.get_extra_info("socket")
            if made is not None:
                made.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()


class Sockets:
    """All websockets of the app's; `opened` counts them all."""

    def __init__(self, state: State, deliveries: Deliveries) -> None:
        """Have none."""
        self._state = state
        self._deliveries = deliveries
        self.connections: list[Connection] = []
        self.tickets: set[str] = set()
        self.opened = 0
        self.acks: list[tuple[str, Any]] = []
        """What was acknowledged with a payload, by the envelope's id."""
        self._unacknowledged: dict[str, tuple[Connection, Delivery]] = {}
        self._turn = 0
        self._number = 0
        self._sweeper: asyncio.Task[None] | None = None
        self.came = asyncio.Event()

    def ticket(self) -> str:
        """Return the address of a websocket that one connection may be opened at."""
        made = self._state.stamps.id("K")
        self.tickets.add(made)
        address = self._state.address.replace("http", "ws", 1)
        return f"{address}/link/?ticket={made}&app_id={self._state.app}"

    def carry(self, delivery: Delivery) -> bool:
        """Give a delivery to one of the connections."""
        there = [one for one in self.connections if not one.leaving]
        if not there:
            return False
        self._turn += 1
        chosen = there[self._turn % len(there)]
        self._number += 1
        id_ = f"envelope-{self._number}"
        self._unacknowledged[id_] = (chosen, delivery)
        chosen.send(envelope(id_, delivery))
        return True

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Be a websocket until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=408, text="unknown ticket")
        self.tickets.remove(ticket)
        self.opened += 1
        made = Connection(self.opened, request)
        await made.socket.prepare(request)
        if self._sweeper is None:
            self._sweeper = asyncio.create_task(self._sweep())
        self.connections.append(made)
        made.send(encode(self._hello()))
        writer = asyncio.create_task(made.write())
        if len(self.connections) > MOST:
            made.leaving = True
            made.send(disconnect("too_many_websockets"))
        self.came.set()
        try:
            await self._read(made)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self._gone(made)
        return made.socket

    def _hello(self) -> Any:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": HOST,
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._state.app},
        }

    async def _read(self, connection: Connection) -> None:
        async for message in connection.socket:
            connection.received += 1
            if message.type == WSMsgType.PING:
                if not connection.silent or connection.pings:
                    await connection.socket.pong(message.data)
            elif message.type == WSMsgType.TEXT and not connection.silent:
                told = json.loads(message.data)
                _, delivery = self._unacknowledged.pop(told["envelope_id"], (None, None))
                if delivery is not None:
                    payload = told.get("payload")
                    if payload:
                        self.acks.append((told["envelope_id"], payload))
                    self._deliveries.acknowledged(delivery, payload)

    def _gone(self, connection: Connection) -> None:
        self.connections.remove(connection)
        if not self.connections:
            self.came.clear()
        if self._sweeper is None:
            return
        left = [id_ for id_, (one, _) in self._unacknowledged.items() if one is connection]
        for id_ in left:
            _, delivery = self._unacknowledged.pop(id_)
            self._deliveries.failed(delivery, "connection_failed")

    async def _sweep(self) -> None:
        """Take what nobody acknowledged in time as failed; the oldest stand first."""
        loop = asyncio.get_running_loop()
        while True:
            patience = self._deliveries.patience
            await asyncio.sleep(patience / 10)
            late = loop.time() - patience
            for id_, (_, delivery) in list(self._unacknowledged.items()):
                if delivery.at > late:
                    break
                del self._unacknowledged[id_]
                self._deliveries.failed(delivery, "timeout")

    @property
    def unacknowledged(self) -> int:
        """How much is on its way."""
        return len(self._unacknowledged)

    async def warn(self) -> None:
        """Say that the connections will soon end."""
        for connection in self.connections:
            connection.send(disconnect("warning"))

    async def refresh(self) -> None:
        """Ask for new connections; these get nothing more, and end when the app lets them."""
        for connection in self.connections:
            connection.leaving = True
            connection.send(disconnect("refresh_requested"))

    async def disable(self) -> None:
        """Say that Socket Mode was turned off, and end the connections."""
        for connection in list(self.connections):
            connection.leaving = True
            await connection.socket.send_str(disconnect("link_disabled"))
        await self.close()

    async def close(self, code: int = WSCloseCode.GOING_AWAY) -> None:
        """Close all connections politely."""
        for connection in list(self.connections):
            await connection.socket.close(code=code)

    async def drop(self) -> None:
        """Cut all connections without a word."""
        self.cut()
        await asyncio.sleep(0)

    def cut(self) -> None:
        """Cut all connections at once."""
        for connection in list(self.connections):
            connection.abort()

    def silence(self, *, silent: bool = True, pings: bool = False) -> None:
        """Let the connections hang: nothing comes, nothing is read; with `pings` but pings are."""
        for connection in self.connections:
            connection.silent, connection.pings = silent, pings
            connection.more.set()

    async def stop(self) -> None:
        """End all."""
        if self._sweeper is not None:
            self._sweeper.cancel()
            self._sweeper = None
        self.cut()


def envelope(id_: str, delivery: Delivery) -> str:
    """Return a delivery as a socket gets it."""
    answers = "false" if delivery.kind == EVENT else "true"
    retry = ""
    if delivery.kind == EVENT:
        retry = f',"retry_attempt":{delivery.attempt},"retry_reason":"{delivery.reason}"'
    return (
        f'{{"envelope_id":"{id_}","type":"{delivery.kind}",'
        f'"accepts_response_payload":{answers}{retry},"payload":{delivery.body}}}'
    )


def disconnect(reason: str) -> str:
    """Return the word that a connection ends."""
    return encode({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})
