"""What is posted to the request URL: Slack's, and nobody else's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession
from slack_bolt.response import BoltResponse

from adapters.slack.hearing.bolt import Headers, bolt_app, not_taken, taken
from adapters.slack.hearing.deliveries import PATH, Deliveries
from adapters.slack.wire import Json
from adapters.web.server import Server
from bot.ports.platform import CannotSendError
from tests.support.discord.core import until
from tests.support.fakes import FakeClock
from tests.support.instants import utc
from tests.support.slack.request_url import RequestUrl
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.small import SMALL

START = utc("2026-10-05 08:00")


@dataclass
class Posted:
    """What came through; `refuse` is how many are not taken at first."""

    bodies: list[Json] = field(default_factory=list)
    refuse: int = 0

    async def take(self, body: Json, headers: Headers) -> BoltResponse:
        """Write a request down."""
        if self.refuse:
            self.refuse -= 1
            return not_taken()
        self.bodies.append(body)
        return taken({"challenge": body["challenge"]} if "challenge" in body else None)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server that signs by the world's clock."""
    settings = Settings(acknowledge=1.0, retries=(0.02,), signed_at=START.timestamp)
    async with running(SMALL, settings) as made:
        yield made


@pytest.fixture
def posted() -> Posted:
    """Return what nothing came through to yet."""
    return Posted()


@pytest.fixture
async def url(server: WireServer, posted: Posted) -> AsyncIterator[RequestUrl]:
    """Listen for the server."""
    app, secret = bolt_app(posted.take), server.world.signing_secret
    listening = asyncio.Event()
    deliveries = Deliveries(
        app, lambda online: listening.set(), secret, FakeClock(START), Server(port=0)
    )
    task = asyncio.create_task(deliveries.run())
    await asyncio.wait_for(listening.wait(), 60)
    yield server.deliver_to(f"http://127.0.0.1:{deliveries.port}{PATH}")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_the_url_can_be_entered(url: RequestUrl) -> None:
    """Slack's challenge comes back."""
    assert await url.verify()


async def test_what_slack_posts_is_taken(
    server: WireServer, url: RequestUrl, posted: Posted
) -> None:
    """Events as JSON, commands and interactions as forms."""
    mei = server.person("mei")
    await mei.write("general", "Hello")
    await mei.command("help", where="general", wait=False)
    await mei.shortcut("Ask a question", wait=False)
    await until(lambda: len(posted.bodies) == 3)
    kinds = {one.get("command") or one["type"] for one in posted.bodies}
    assert kinds == {"event_callback", "/class", "shortcut"}


async def test_what_is_not_taken_is_posted_again(
    server: WireServer, url: RequestUrl, posted: Posted
) -> None:
    """The answer is an error."""
    posted.refuse = 1
    await server.person("mei").write("general", "Hello")
    await until(lambda: url.statuses == [503, 200])
    assert len(posted.bodies) == 1


@pytest.mark.parametrize("late", [301, -301])
async def test_stale_requests_are_refused(url: RequestUrl, posted: Posted, late: int) -> None:
    """Well signed, but five minutes off."""
    body = json.dumps({"type": "event_callback"})
    status, _, _ = await url.post(body, json_of(url.signed(body, START.timestamp() + late)))
    assert (status, posted.bodies) == (401, [])


@pytest.mark.parametrize(
    "change",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": ""},
    ],
)
async def test_forged_requests_are_refused(
    url: RequestUrl, posted: Posted, change: dict[str, str]
) -> None:
    """Whatever is wrong with the signature."""
    body = json.dumps({"type": "event_callback"})
    status, _, _ = await url.post(body, {**json_of(url.signed(body)), **change})
    assert (status, posted.bodies) == (401, [])


async def test_unsigned_and_changed_requests_are_refused(url: RequestUrl, posted: Posted) -> None:
    """A signature is for these very words."""
    signed = json_of(url.signed("{}"))
    assert (await url.post('{"type":"event_callback"}', signed))[0] == 401
    async with ClientSession() as session, session.post(url.url, data=b"\xff") as answer:
        assert answer.status == 401
    async with ClientSession() as session, session.get(url.url) as answer:
        assert answer.status == 405
    assert posted.bodies == []


async def test_a_taken_port_is_told(url: RequestUrl, posted: Posted) -> None:
    """Nobody else may listen there."""
    port = int(url.url.partition("127.0.0.1:")[2].partition("/")[0])
    app = bolt_app(posted.take)
    address = Server(port=port)
    second = Deliveries(app, lambda online: None, "secret", FakeClock(START), address)
    with pytest.raises(CannotSendError, match="Choose another port"):
        await second.run()


def json_of(headers: dict[str, str]) -> dict[str, str]:
    """Return headers of JSON."""
    return {"Content-Type": "application/json", **headers}
