"""One websocket of Socket Mode: slack_sdk's client, which ends rather than reconnects.

slack_sdk closes the old socket before it opens a new one, and what Slack tells in between has to
be told again; it also stays with a socket that went silent. So the module `sockets` opens the
next, and this one says when it is time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import ClientError, ClientWSTimeout, WSMsgType
from slack_bolt.adapter.socket_mode.async_internals import (
    run_async_bolt_app,
    send_async_response,
)
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.journal import LOG, QUIET
from adapters.slack.wire import Json

CLOSING = 2.0
"""Seconds that the other side has to say goodbye."""
MOST = 2_000
"""Requests that may wait for their answer before the sockets are read no further."""
BROKEN = (ClientError, OSError, TimeoutError)


class Load:
    """How much is being answered, over all sockets; `room` holds up who reads."""

    def __init__(self, most: int = MOST) -> None:
        """Begin with nothing; there is room while less than `most` is being answered."""
        self._most = most
        self._count = 0
        self._roomy = asyncio.Event()
        self._roomy.set()

    def begin(self) -> None:
        """One more is being answered."""
        self._count += 1
        if self._count >= self._most:
            self._roomy.clear()

    def end(self) -> None:
        """One is answered."""
        self._count -= 1
        if self._count < self._most:
            self._roomy.set()

    async def room(self) -> None:
        """Wait until there is room."""
        if not self._roomy.is_set():
            await self._roomy.wait()


@dataclass(frozen=True, slots=True)
class Pulse:
    """How a socket is watched: a ping every `seconds`; after so many `silent` ones it is dead."""

    seconds: float = 5.0
    silent: int = 3


class Link(SocketModeClient):
    """A socket. `leaving` is set when another should take its place, `over` when it is no more."""

    def __init__(
        self, app: AsyncApp, address: str, pulse: Pulse, load: Load, ended: Callable[[Link], None]
    ) -> None:
        """Hand what comes from `address` to `app`, and no more than the `load` has room for.

        `ended` is called once, when the socket is over.
        """
        super().__init__("", QUIET, AsyncWebClient(logger=QUIET))
        self.wss_uri = address
        self.ready = asyncio.Event()
        """Set once Slack has said hello."""
        self.leaving = asyncio.Event()
        self.over = asyncio.Event()
        self.handling = 0
        """How many requests are being answered."""
        self._app = app
        self._pulse = pulse
        self._load = load
        self._ended = ended
        self._frames = 0
        self._reading = True
        self.message_listeners.append(self._heard)
        self.socket_mode_request_listeners.append(self._handle)

    async def connect(self) -> None:
        """Open the socket; aiohttp's errors where that fails."""
        self.current_session = await self.aiohttp_client_session.ws_connect(
            self.wss_uri or "",
            autoping=False,
            max_msg_size=0,
            proxy=self.proxy,
            timeout=ClientWSTimeout(ws_close=CLOSING),
        )
        self.message_receiver = asyncio.ensure_future(self.receive_messages())
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Say that another should take this one's place: Slack has announced its end."""
        self.leaving.set()

    async def receive_messages(self) -> None:
        """Read until the socket ends."""
        session = self.current_session
        if session is None:
            raise AssertionError("the link is connected")
        try:
            while True:
                self._reading = False
                await self._load.room()
                self._reading = True
                message = await session.receive()
                self._frames += 1
                if message.type is WSMsgType.TEXT:
                    await self.enqueue_message(message.data)
                elif message.type is WSMsgType.PING:
                    await session.pong(message.data)
                elif message.type is not WSMsgType.PONG:
                    break
        except BROKEN:
            pass
        finally:
            self._end()

    async def monitor_current_session(self) -> None:
        """End the socket when nothing comes from it any more, though it is asked."""
        session, silent, heard = self.current_session, 0, self._frames
        while session is not None and silent < self._pulse.silent:
            with suppress(*BROKEN):
                await session.ping(b"homeroom")
            await asyncio.sleep(self._pulse.seconds)
            silent = 0 if heard != self._frames or not self._reading else silent + 1
            heard = self._frames
        LOG.warning("a socket of Slack's has gone silent")
        self._end()

    async def close(self) -> None:
        """End the socket, politely if the other side still listens."""
        if self.closed:
            return
        self.closed = True
        self._end()
        with suppress(*BROKEN):
            if self.current_session is not None:
                await self.current_session.close()
        tasks = [self.message_processor, self.message_receiver, self.current_session_monitor]
        going = [task for task in tasks if task is not None]
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)
        await self.aiohttp_client_session.close()

    async def _heard(
        self, client: AsyncBaseSocketModeClient, message: Json, raw: str | None = None
    ) -> None:
        if message.get("type") == "hello":
            self.ready.set()

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.handling += 1
        self._load.begin()
        try:
            response = await run_async_bolt_app(self._app, request)
            await send_async_response(self, request, response, 0.0)
        finally:
            self.handling -= 1
            self._load.end()

    def _end(self) -> None:
        if not self.over.is_set():
            self.over.set()
            self._ended(self)
