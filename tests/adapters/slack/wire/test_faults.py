"""Faults on order and limits on rate, as slack_sdk's own client meets them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientConnectionError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.faults import Fault
from tests.support.slack.limits import Limits
from tests.support.slack.plain import client as plain_client
from tests.support.slack.raw import code
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.small import SMALL


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server."""
    async with running(SMALL) as made:
        yield made


@pytest.fixture
def client(server: WireServer) -> AsyncWebClient:
    """Return slack_sdk's client without its retries."""
    made = plain_client(server)
    made.retry_handlers = []
    return made


def said(server: WireServer) -> list[str]:
    """Return what stands in the channel."""
    return [one.text for one in server.person("mei").sees("general")]


@pytest.mark.parametrize(("kind", "done"), [("drop", 0), ("reset", 0), ("lose", 1), ("cut", 1)])
async def test_a_broken_connection(
    server: WireServer, client: AsyncWebClient, kind: str, done: int
) -> None:
    """The bot can't know whether its message was posted."""
    server.faults.add("post", kind)
    general = server.channel("general").id
    with pytest.raises(ClientConnectionError):
        await client.chat_postMessage(channel=general, text="Hello")
    assert said(server) == ["Hello"] * done


async def test_slack_sdk_posts_twice_as_it_comes(server: WireServer) -> None:
    """Its default handler tries again where the message may have been posted."""
    server.faults.add("post", "cut")
    await plain_client(server).chat_postMessage(channel=server.channel("general").id, text="Hello")
    assert said(server) == ["Hello", "Hello"]


@pytest.mark.parametrize(("kind", "done"), [("error", 0), ("fail", 1)])
async def test_an_answer_without_sense(
    server: WireServer, client: AsyncWebClient, kind: str, done: int
) -> None:
    """A proxy answers 503 without JSON, before or after anything was done."""
    server.faults.add("chat.postMessage", kind, status=503)
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=server.channel("general").id, text="Hello")
    assert said(server) == ["Hello"] * done
    assert server.recording.of("post")[0].status == 503


async def test_refused_and_delayed(server: WireServer, client: AsyncWebClient) -> None:
    """Slack says what it says when it is out of order; or takes its time."""
    general = server.channel("general").id
    server.faults.add("post", "refuse", code="fatal_error")
    assert await code(client.chat_postMessage(channel=general, text="Hello")) == "fatal_error"
    fault: Fault = server.faults.add("*", "delay")
    task = asyncio.create_task(client.conversations_history(channel=general))
    await asyncio.sleep(0.05)
    assert not task.done()
    fault.gate.set()
    assert (await task)["messages"] == []
    with pytest.raises(ValueError, match="No fault is called"):
        server.faults.add("post", "smash")


@pytest.mark.parametrize("kind", ["busy", "empty"])
async def test_too_many_requests(server: WireServer, client: AsyncWebClient, kind: str) -> None:
    """429 says when to come back; its body may be empty; slack_sdk's handler waits."""
    general = server.channel("general").id
    server.faults.add("post", kind, seconds=1)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=general, text="Hello")
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response.get("error") == ("ratelimited" if kind == "busy" else None)
    client.retry_handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
    server.faults.add("post", kind, seconds=0)
    await client.chat_postMessage(channel=general, text="Hello")
    assert said(server) == ["Hello"]


async def test_limits(client: AsyncWebClient) -> None:
    """Messages a channel, calls a method; each channel and method for itself."""
    limits = Limits(posts=1, burst=2, tiers=True)
    async with running(SMALL, Settings(limits=limits)) as server:
        client.base_url, client.token = server.api_url, server.token
        general, staff = server.channel("general").id, server.channel("staff").id
        for _ in range(2):
            await client.chat_postMessage(channel=general, text="Hello")
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=general, text="Hello")
        assert caught.value.response.headers["Retry-After"] == "1"
        await client.chat_postMessage(channel=staff, text="Hello")
        for _ in range(20):
            await client.users_list()
        assert await code(client.users_list()) == "ratelimited"
        assert (await client.users_info(user=server.person("mei").user.id))["ok"]
        assert len(server.recording.failed()) == 2


async def test_a_response_url_and_an_upload(server: WireServer) -> None:
    """They break like everything else."""
    mei = server.person("mei")
    act = server.state.acts.begin("command", mei.user, mei.team, server.channel("general"))
    async with ClientSession() as session:
        server.faults.add("respond", "cut")
        with pytest.raises(ClientConnectionError):
            await session.post(act.url, json={"text": "Hello"})
        assert said(server) == ["Hello"]
        server.faults.add("respond", "error", status=502)
        async with session.post(act.url, json={"text": "Hello"}) as response:
            assert response.status == 502
        file = await plain_client(server).files_getUploadURLExternal(filename="a.txt", length=1)
        for kind in ("reset", "lose"):
            server.faults.add("upload", kind)
            with pytest.raises(ClientConnectionError):
                await session.post(file["upload_url"], data=b"a")
    assert server.state.files[file["file_id"]].content == b"a"
