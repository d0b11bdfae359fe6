"""The wire server's gateway: sessions that resume, sessions that don't, and its own misbehavior."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.support.discord.plain import Client, connected, pointed_at
from tests.support.discord.server import Settings, WireServer, running
from tests.support.discord.small import SMALL

INTENTS = 1 << 0 | 1 << 9 | 1 << 15


class Raw:
    """A hand-made gateway client."""

    def __init__(self, socket: ClientWebSocketResponse, *, compressed: bool) -> None:
        """Speak over a socket."""
        self.socket = socket
        self._unpack = zlib.decompressobj() if compressed else None

    async def hear(self) -> Any:
        """Return the next frame's JSON; for a closed connection its code."""
        frame = await self.socket.receive(timeout=30)
        if frame.type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.ERROR):
            return self.socket.close_code
        data = self._unpack.decompress(frame.data).decode() if self._unpack else frame.data
        return json.loads(data)

    async def say(self, op: int, data: Any) -> None:
        """Send a frame."""
        await self.socket.send_json({"op": op, "d": data})

    async def identify(self, server: WireServer, intents: int = INTENTS) -> Any:
        """Identify; return READY's data, or the code one is closed with."""
        assert (await self.hear())["op"] == 10
        await self.say(2, {"token": server.token, "intents": intents, "properties": {}})
        heard = await self.hear()
        return heard if isinstance(heard, int) else heard["d"]


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server that keeps three events for a resume."""
    async with running(SMALL, Settings(backlog=3)) as made:
        yield made


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    """Open a session of HTTP."""
    async with ClientSession() as made:
        yield made


async def raw(server: WireServer, session: ClientSession, query: str = "") -> Raw:
    """Connect by hand."""
    url = f"{server.gateway_url}?v=10&encoding=json{query}"
    return Raw(await session.ws_connect(url), compressed="zlib" in query)


@pytest.mark.parametrize("query", ["", "&compress=zlib-stream"])
async def test_frames_are_compressed_if_asked_for(
    server: WireServer, session: ClientSession, query: str
) -> None:
    """READY, GUILD_CREATE and heartbeats, numbered from 1, compressed or not."""
    client = await raw(server, session, query)
    ready = await client.identify(server)
    assert [one["unavailable"] for one in ready["guilds"]] == [True]
    created = await client.hear()
    assert (created["t"], created["s"]) == ("GUILD_CREATE", 2)
    await client.say(1, 2)
    assert (await client.hear())["op"] == 11


@pytest.mark.parametrize(
    ("op", "data", "code"),
    [
        (2, {"token": "wrong", "intents": 0}, 4004),
        (2, {"token": SMALL.token, "intents": 1 << 8}, 4014),
        (2, {"token": SMALL.token, "intents": 1 << 40}, 4013),
        (6, {"token": "wrong", "session_id": "1", "seq": 1}, 4004),
        (8, {"guild_id": "1"}, 4003),
        (77, {}, 4003),
    ],
)
async def test_closed_with_a_code(
    server: WireServer, session: ClientSession, op: int, data: Any, code: int
) -> None:
    """A bad token, intents that nobody allowed, or no identifying at all."""
    client = await raw(server, session)
    await client.hear()
    await client.say(op, data)
    assert await client.hear() == code


async def test_no_json_and_twice_identified(server: WireServer, session: ClientSession) -> None:
    """What can't be read, and what is said twice."""
    client = await raw(server, session)
    await client.hear()
    await client.socket.send_str("{")
    assert await client.hear() == 4002
    client = await raw(server, session)
    await client.identify(server)
    await client.hear()
    await client.say(2, {"token": server.token, "intents": 0})
    assert await client.hear() == 4005


async def test_the_client_resumes(server: WireServer) -> None:
    """Cut off, discord.py resumes at the resume address and hears once what it missed."""
    mei = server.person("mei")
    async with connected(server) as client:
        await server.gateway.drop()
        await mei.write("general", "One")
        await mei.write("general", "Two")
        await client.until("message", 2)
        await client.until("resumed")
        assert [one.content for one in client.messages] == ["One", "Two"]
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
    assert server.gateway.paths[1].startswith("/resume?")


async def test_more_was_missed_than_is_kept(server: WireServer) -> None:
    """With more events than the backlog holds, the session is invalid: what was said is lost."""
    mei = server.person("mei")
    async with connected(server) as client:
        await server.gateway.drop()
        for number in range(4):
            await mei.write("general", str(number))
        await client.until("ready", 2)
        await mei.write("general", "Again")
        await client.until("message")
        assert [one.content for one in client.messages] == ["Again"]
    assert (server.gateway.identified, server.gateway.resumed) == (2, 0)


async def reconnected(server: WireServer, client: Client) -> None:
    """Wait until the client hears again."""
    mei = server.person("mei")
    count = client.events.count("message")
    await server.gateway.until_connected()
    await mei.write("general", "Still there?")
    await client.until("message", count + 1)


async def test_asked_to_reconnect(server: WireServer) -> None:
    """On op 7 the client goes, and resumes."""
    async with connected(server) as client:
        server.gateway.ask_to_reconnect()
        await client.until("resumed")
        await reconnected(server, client)
    assert server.gateway.identified == 1


@pytest.mark.parametrize(("resumable", "identified"), [(True, 1), (False, 2)])
async def test_an_invalid_session(server: WireServer, resumable: bool, identified: int) -> None:
    """On op 9 the client resumes if it may, else begins anew."""
    async with connected(server) as client:
        server.gateway.invalidate(resumable=resumable)
        await client.until("resumed" if resumable else "ready", 1 if resumable else 2)
        await reconnected(server, client)
    assert server.gateway.identified == identified


async def test_a_forgotten_session(server: WireServer) -> None:
    """A session that is forgotten goes on until its connection ends, and can't be resumed."""
    async with connected(server) as client:
        server.gateway.forget_sessions()
        await server.person("mei").write("general", "Heard")
        await client.until("message")
        await server.gateway.drop()
        await client.until("ready", 2)
    assert (server.gateway.identified, server.gateway.resumed) == (2, 0)


async def test_close_codes(server: WireServer) -> None:
    """After 4000 the client resumes; after 4004 it gives up."""
    async with connected(server) as client:
        await server.gateway.close(4000)
        await client.until("resumed")
    with pointed_at(server):
        client = Client(discord.Intents.default())
        await client.login(server.token)
        client.http.token = "wrong"
        with pytest.raises(discord.ConnectionClosed):
            await client.connect()
        await client.close()


async def test_silence() -> None:
    """A gateway that answers no heartbeat is left for another connection, where all is told."""
    async with running(SMALL, Settings(heartbeat=0.1)) as server:
        mei = server.person("mei")
        async with connected(server, heartbeat_timeout=0.5) as client:
            server.gateway.silence()
            await mei.write("general", "Into the void")
            await client.until("resumed")
            await client.until("message")
            assert [one.content for one in client.messages] == ["Into the void"]


async def test_held_events_go_out_together(server: WireServer) -> None:
    """What is told while the gateway is held waits, in order."""
    mei = server.person("mei")
    async with connected(server) as client:
        server.gateway.hold()
        for number in range(50):
            await mei.write("general", str(number))
        assert client.messages == []
        server.gateway.speak()
        await client.until("message", 50)
        assert [one.content for one in client.messages] == [str(one) for one in range(50)]


async def test_events_twice_and_out_of_order(server: WireServer) -> None:
    """Planned faults of the gateway."""
    mei = server.person("mei")
    async with connected(server) as client:
        server.faults.add("events", "repeat")
        await mei.write("general", "Twice")
        server.faults.add("events", "reorder")
        await mei.write("general", "First")
        await mei.write("general", "Second")
        server.faults.add("events", "reorder")
        await mei.write("general", "Alone")
        await client.until("message", 5)
        said = [one.content for one in client.messages]
        assert said == ["Twice", "Twice", "Second", "First", "Alone"]


async def test_two_clients(server: WireServer) -> None:
    """An old session and a new one are both told; the old one's connection goes by itself."""
    mei = server.person("mei")
    async with connected(server) as old, connected(server) as new:
        await mei.write("general", "Both")
        await old.until("message")
        await new.until("message")
    assert server.gateway.identified == 2
