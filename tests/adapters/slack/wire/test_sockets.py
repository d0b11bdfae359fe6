"""Socket Mode on the wire server: envelopes, acknowledgements, retries, and what disturbs them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from tests.support.slack.calling import UnansweredError
from tests.support.slack.deliveries import RETRIES
from tests.support.slack.plain import app, connected
from tests.support.slack.raw import RawSocket, call, opened, until
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.small import SMALL

QUICK = Settings(acknowledge=0.05, retries=(0.0, 0.05, 0.05), patience=0.5)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server whose patience is short."""
    async with running(SMALL, QUICK) as made:
        yield made


@pytest.fixture
async def patient() -> AsyncIterator[WireServer]:
    """Run a server as it comes."""
    async with running(SMALL) as made:
        yield made


async def says(server: WireServer, *texts: str) -> None:
    """Let somebody write."""
    for text in texts:
        await server.person("mei").write("general", text)


async def heard(socket: RawSocket, times: int) -> list[str]:
    """Return the words that come, and acknowledge them."""
    texts = []
    for _ in range(times):
        envelope = await socket.next()
        texts.append(envelope["payload"]["event"]["text"])
        await socket.ack(envelope)
    return texts


async def test_an_envelope(patient: WireServer) -> None:
    """An event says where it is from; it takes no payload and is on its way until it is taken."""
    async with opened(patient) as socket:
        await says(patient, "Hello")
        envelope = await socket.next()
        payload = envelope.pop("payload")
        assert envelope.pop("envelope_id")
        assert envelope == {
            "type": "events_api",
            "accepts_response_payload": False,
            "retry_attempt": 0,
            "retry_reason": "",
        }
        assert payload["team_id"] == patient.team().id
        assert payload["authorizations"][0]["user_id"] == patient.team().bot
        assert payload["event"]["channel_type"] == "channel"
        assert patient.sockets.unacknowledged == 1


async def test_what_isnt_acknowledged_is_told_again(server: WireServer) -> None:
    """The same event id, up to three times more; then it is lost."""
    async with opened(server) as socket:
        await says(server, "Hello")
        tries = [await socket.next() for _ in range(4)]
    assert [one["retry_attempt"] for one in tries] == [0, 1, 2, 3]
    assert {one["retry_reason"] for one in tries} == {"", "timeout"}
    assert len({one["payload"]["event_id"] for one in tries}) == 1
    assert len({one["envelope_id"] for one in tries}) == 4
    await until(lambda: server.deliveries.lost)


async def test_with_nobody_there_it_waits(patient: WireServer) -> None:
    """Without a socket an event is tried again a minute later, or when a test says so."""
    await says(patient, "Hello")
    await asyncio.sleep(0.01)
    assert RETRIES == (0.0, 60.0, 300.0)
    assert len(patient.deliveries.late) == 1
    async with opened(patient) as socket:
        assert patient.deliveries.retry() == 1
        assert await heard(socket, 1) == ["Hello"]


async def test_what_a_broken_socket_had_is_told_on_the_next(patient: WireServer) -> None:
    """Events that a connection took with it come again where there is one."""
    async with opened(patient) as first, opened(patient) as second:
        await says(patient, "One", "Two")
        left = await first.next(), await second.next()
        await second.ack(left[1])
        patient.sockets.connections[0].abort()
        again = await second.next()
    assert again["payload"] == left[0]["payload"]
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "connection_failed")


async def test_each_event_goes_to_one_of_the_sockets(patient: WireServer) -> None:
    """Up to ten sockets share what comes."""
    async with opened(patient) as first, opened(patient) as second:
        await says(patient, "One", "Two", "Three", "Four")
        halves = await heard(first, 2), await heard(second, 2)
    assert sorted([*halves[0], *halves[1]]) == ["Four", "One", "Three", "Two"]


async def test_an_eleventh_socket_is_one_too_many(patient: WireServer) -> None:
    """It is told so, and gets nothing."""
    async with contextlib.AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(opened(patient)) for _ in range(11)]
        told = await sockets[-1].next()
    assert (told["type"], told["reason"]) == ("disconnect", "too_many_websockets")


async def test_an_address_opens_one_socket(patient: WireServer) -> None:
    """A ticket is used up; only the app's own token gets one."""
    answer = await call(patient, "apps.connections.open", patient.app_token)
    async with ClientSession() as session:
        async with session.ws_connect(answer["url"]):
            pass
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(answer["url"])
    refused = await call(patient, "apps.connections.open")
    assert refused == {"ok": False, "error": "not_allowed_token_type"}
    assert (await call(patient, "apps.connections.open", "xapp-no"))["error"] == "invalid_auth"


async def test_faults(patient: WireServer) -> None:
    """Events come twice, in the wrong order, never, or with the socket's end."""
    async with opened(patient) as socket:
        patient.faults.add("events", "repeat")
        await says(patient, "Twice")
        assert await heard(socket, 2) == ["Twice", "Twice"]
        patient.faults.add("events", "reorder")
        await says(patient, "Second", "First")
        assert await heard(socket, 2) == ["First", "Second"]
        patient.faults.add("events", "miss")
        await says(patient, "Never", "There")
        assert await heard(socket, 1) == ["There"]
        patient.faults.add("events", "cut")
        await says(patient, "The end")
        await socket.ended()


async def test_a_command_is_told_once(server: WireServer) -> None:
    """Without an acknowledgement the person sees that the app didn't respond."""
    mei = server.person("mei")
    async with opened(server) as socket:
        with pytest.raises(UnansweredError, match="timeout"):
            await mei.command("help", where="general")
        envelope = await socket.next()
        assert envelope["type"] == "slash_commands"
        assert "retry_attempt" not in envelope
        asked = asyncio.create_task(mei.command("help", where="general"))
        await socket.ack(await socket.next(), {"text": "Help yourself"})
        shown = await asked
        assert shown.message is not None
        assert shown.message.text == "Help yourself"
        asked = asyncio.create_task(mei.command("quiet", where="general", wait=False))
        await socket.ack(await socket.next())
        assert (await asked).kind == "nothing"
    with pytest.raises(UnansweredError, match="connection_failed"):
        await mei.command("help", where="general")


async def test_bolt_takes_new_sockets(patient: WireServer) -> None:
    """Slack's own client connects anew when it is asked to, and when the connection is cut."""
    made, bolt = app(patient)
    async with connected(patient, made, ping=0.1):
        await says(patient, "One")
        await bolt.until(lambda: bolt.texts() == ["One"])
        await patient.sockets.refresh()
        await until(lambda: patient.sockets.opened == 2)
        await patient.sockets.drop()
        await until(lambda: patient.sockets.opened == 3)
        await patient.connected()
        await says(patient, "Two")
        await bolt.until(lambda: "Two" in bolt.texts())
        await patient.sockets.warn()


async def test_silence(server: WireServer) -> None:
    """A socket hangs: nothing comes until it speaks again, and then all that waited."""
    async with opened(server) as socket:
        server.sockets.silence()
        await says(server, "Hello")
        await asyncio.sleep(0.02)
        server.sockets.silence(silent=False)
        assert "Hello" in await heard(socket, 1)


async def test_turned_off(patient: WireServer) -> None:
    """When Socket Mode is turned off the sockets end with a word about it."""
    async with opened(patient) as socket:
        await patient.sockets.disable()
        assert (await socket.next())["reason"] == "link_disabled"
        await socket.ended()
