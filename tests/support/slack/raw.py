"""Calls and sockets by hand, for tests of the wire server itself."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
from slack_sdk.errors import SlackApiError

from tests.support.slack.server import WireServer
from tests.support.slack.things import Json

PATIENCE = 60.0


async def code(call: Awaitable[Any]) -> str:
    """Await a call that is refused; return the code it is refused with."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def until(met: Callable[[], object]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if met():
                return
            await asyncio.sleep(0.005)


async def call(server: WireServer, method: str, token: str | None = None, **args: Any) -> Json:
    """Call a method with JSON, and return what is answered, refused or not."""
    bearer = server.token if token is None else token
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    async with (
        ClientSession() as session,
        session.post(server.api_url + method, json=args, headers=headers) as response,
    ):
        answer: Json = await response.json()
        return answer


class RawSocket:
    """A socket of the app's, opened by hand."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        """Use a socket."""
        self.socket = socket

    async def next(self) -> Json:
        """Return what comes next."""
        async with asyncio.timeout(PATIENCE):
            message = await self.socket.receive()
        assert message.type == WSMsgType.TEXT, message
        found: Json = json.loads(message.data)
        return found

    async def ack(self, envelope: Json, payload: Json | None = None) -> None:
        """Acknowledge an envelope, with something to say if it takes that."""
        told: Json = {"envelope_id": envelope["envelope_id"]}
        if payload is not None:
            assert envelope["accepts_response_payload"]
            told["payload"] = payload
        await self.socket.send_str(json.dumps(told))

    async def ended(self) -> None:
        """Wait until the socket has ended."""
        async with asyncio.timeout(PATIENCE):
            while not self.socket.closed:
                await self.socket.receive()


@contextlib.asynccontextmanager
async def opened(server: WireServer) -> AsyncIterator[RawSocket]:
    """Open a socket, past its hello, while the block lasts."""
    url = (await call(server, "apps.connections.open", server.app_token))["url"]
    async with ClientSession() as session, session.ws_connect(url) as socket:
        made = RawSocket(socket)
        hello = await made.next()
        assert hello["type"] == "hello"
        yield made
