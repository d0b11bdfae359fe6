"""Rate limits and faults on the wire, and what discord.py's own client makes of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from aiohttp import ClientOSError, ServerDisconnectedError

from tests.support.discord.limits import Limits
from tests.support.discord.plain import connected
from tests.support.discord.raw import RawBot, speaking
from tests.support.discord.server import Settings, running
from tests.support.discord.small import SMALL

HELLO = {"content": "Hello"}


@pytest.fixture
async def bot() -> AsyncIterator[RawBot]:
    """Speak to a server that limits nothing a test would meet."""
    async with running(SMALL) as server, speaking(server) as made:
        yield made


@pytest.mark.parametrize("headers", [True, False])
async def test_the_client_keeps_to_a_bucket(headers: bool) -> None:
    """With headers discord.py waits by itself; without it is refused, waits, and comes again."""
    limits = Limits(buckets={"post": (2, 0.2)}, headers=headers)
    async with running(SMALL, Settings(limits)) as server, connected(server) as client:
        channel = client.text_channel("general")
        await asyncio.gather(*(channel.send(str(number)) for number in range(5)))
        assert len(server.channel("general").order) == 5
        assert (server.limiter.refusals == 0) is headers


async def test_the_limit_over_everything() -> None:
    """The global limit refuses whatever comes; answers to interactions don't count."""
    limits = Limits(overall=(3, 0.3))
    async with running(SMALL, Settings(limits)) as server, speaking(server) as bot:
        for _ in range(3):
            await bot.done("GET", "/users/@me")
        status, answer = await bot("GET", bot.at("general"))
        assert (status, answer["global"]) == (429, True)
        assert 0 < answer["retry_after"] <= 0.302
        assert await bot.code("POST", "/interactions/1/x/callback", {"type": 5}) == 10062


async def test_each_so_manyth_request() -> None:
    """Every third request is refused, and goes through when it comes again."""
    limits = Limits(every=3, wait=0.01)
    async with running(SMALL, Settings(limits)) as server, connected(server) as client:
        channel = client.text_channel("general")
        for number in range(6):
            await channel.send(str(number))
        assert len(server.channel("general").order) == 6
        assert server.limiter.refusals >= 2


async def test_cloudflare_refuses_without_a_word() -> None:
    """Without Via a 429 has no JSON, and discord.py gives up at once."""
    limits = Limits(buckets={"post": (1, 5.0)}, headers=False, via=False)
    async with running(SMALL, Settings(limits)) as server, connected(server) as client:
        channel = client.text_channel("general")
        await channel.send("One")
        with pytest.raises(discord.HTTPException) as refused:
            await channel.send("Two")
        assert refused.value.status == 429


async def test_old_messages_are_edited_seldom() -> None:
    """Edits of messages over an hour old have a limit of their own: 30046."""
    limits = Limits(old_edits=(1, 5.0))
    async with running(SMALL, Settings(limits)) as server, speaking(server) as bot:
        made = await bot.done("POST", f"{bot.at('general')}/messages", HELLO)
        path = f"{bot.at('general')}/messages/{made['id']}"
        for _ in range(3):
            await bot.done("PATCH", path, {"content": "Young"})
        server.clock.now = server.clock.now.replace(hour=10)
        await bot.done("PATCH", path, {"content": "Old"})
        status, answer = await bot("PATCH", path, {"content": "Older"})
        assert (status, answer["code"]) == (429, 30046)
        assert answer["retry_after"] > 0


@pytest.mark.parametrize(
    ("kind", "error", "done"),
    [
        ("drop", ServerDisconnectedError, 0),
        ("lose", ServerDisconnectedError, 1),
        ("reset", ClientOSError, 0),
        ("cut", ClientOSError, 1),
    ],
)
async def test_broken_connections(
    bot: RawBot, kind: str, error: type[Exception], done: int
) -> None:
    """The connection ends before the answer, with or without the act; a reset says errno 104."""
    bot.server.faults.add("post", kind)
    with pytest.raises(error) as broken:
        await bot("POST", f"{bot.at('general')}/messages", HELLO)
    assert len(bot.server.channel("general").order) == done
    if error is ClientOSError:
        assert isinstance(broken.value, ClientOSError)
        assert broken.value.errno == 104
    await bot.done("POST", f"{bot.at('general')}/messages", HELLO)


async def test_refusals_on_order(bot: RawBot) -> None:
    """Busy, broken, broken after it was done; each as often as it was ordered."""
    path = f"{bot.at('general')}/messages"
    bot.server.faults.add("post", "busy", seconds=0.5)
    status, answer = await bot("POST", path, HELLO)
    assert (status, answer["retry_after"]) == (429, 0.501)
    bot.server.faults.add("post", "error", 2, status=503)
    assert [(await bot("POST", path, HELLO))[0] for _ in range(3)] == [503, 503, 200]
    bot.server.faults.add("*", "fail")
    assert (await bot("POST", path, HELLO))[0] == 500
    assert len(bot.server.channel("general").order) == 2
    statuses = [one.status for one in bot.server.recording.of("post")]
    assert statuses == [429, 503, 503, 200, 500]


async def test_uploads_and_delays(bot: RawBot) -> None:
    """An upload is a post with files; a delayed request is done when its gate opens."""
    path = f"{bot.at('general')}/messages"
    bot.server.faults.add("upload", "error")
    assert (await bot("POST", path, HELLO))[0] == 200
    assert (await bot("POST", path, HELLO, files={"a.txt": b"A"}))[0] == 500
    delayed = bot.server.faults.add("post", "delay")
    sending = asyncio.create_task(bot.done("POST", path, HELLO))
    await bot.done("GET", path)
    assert not sending.done()
    delayed.gate.set()
    await sending


async def test_no_fault_of_that_name(bot: RawBot) -> None:
    """A fault that nobody knows is a mistake of the test."""
    with pytest.raises(ValueError, match="No fault is called"):
        bot.server.faults.add("post", "sabotage")
