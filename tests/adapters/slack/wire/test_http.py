"""HTTP mode on the wire server: signatures, what is tried again, and what is not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from tests.support.sites import site
from tests.support.slack.calling import UnansweredError
from tests.support.slack.deliveries import encode
from tests.support.slack.plain import app, listening
from tests.support.slack.raw import until
from tests.support.slack.request_url import RequestUrl
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.small import SMALL

QUICK = Settings(acknowledge=0.2, retries=(0.0, 0.05, 0.05), patience=2)


@dataclass(slots=True)
class Script:
    """A request URL that answers as it is told, one answer after the other; the last again."""

    answers: list[web.Response | float]
    asked: list[tuple[dict[str, str], str]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Give the next answer; a number is how long it takes."""
        self.asked.append((dict(request.headers), await request.text()))
        told = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(told, float):
            await asyncio.sleep(told)
            return web.Response()
        return web.Response(status=told.status, headers=told.headers, body=told.body)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server whose patience is short."""
    async with running(SMALL, QUICK) as made:
        yield made


@pytest.fixture
async def script(server: WireServer) -> AsyncIterator[Script]:
    """Run a request URL for it, which takes everything at first."""
    made = Script([web.Response()])
    application = web.Application()
    application.router.add_post("/slack", made.answer)
    async with site(application) as address:
        server.deliver_to(f"{address}/slack")
        yield made


def url(server: WireServer) -> RequestUrl:
    """Return where the server posts."""
    assert server.request_url is not None
    return server.request_url


async def test_bolt_checks_signatures() -> None:
    """Bolt takes what is signed, and nothing that is forged, stale, or signed for other words."""
    async with running(SMALL) as server:
        made, heard = app(server)
        async with listening(server, made):
            to = url(server)
            body = encode({"type": "event_callback", "event": {"type": "message"}})
            headers = {"Content-Type": "application/json"}
            assert (await to.post(body, {**headers, **to.signed(body)}))[0] == 200
            stale = to.signed(body, to.clock() - 301)
            forged = {**to.signed(body), "X-Slack-Signature": "v0=00"}
            for signed in (stale, forged, to.signed(body + " "), {}):
                assert (await to.post(body, {**headers, **signed}))[0] == 401
        assert len(heard.bodies) == 1


async def test_what_fails_is_tried_again(server: WireServer, script: Script) -> None:
    """With the number of the retry and the reason; until it is taken."""
    script.answers = [web.Response(status=500), 0.4, web.Response()]
    await server.person("mei").write("general", "Hello")
    await until(lambda: server.deliveries.taken == 1)
    told = [
        (one.get("X-Slack-Retry-Num"), one.get("X-Slack-Retry-Reason")) for one, _ in script.asked
    ]
    assert told == [(None, None), ("1", "http_error"), ("2", "http_timeout")]
    assert len({json.loads(body)["event_id"] for _, body in script.asked}) == 1
    assert server.deliveries.lost == []


async def test_the_app_can_say_no_retry(server: WireServer, script: Script) -> None:
    """A failure with X-Slack-No-Retry is lost at once."""
    script.answers = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]
    await server.person("mei").write("general", "Hello")
    await until(lambda: server.deliveries.lost)
    assert len(script.asked) == 1


async def test_a_command_is_a_form(server: WireServer, script: Script) -> None:
    """It is answered in the response's body; it is posted once; a press is JSON in a form."""
    mei = server.person("mei")
    script.answers = [web.Response(text="Help yourself"), web.Response(status=500)]
    shown = await mei.command("help", where=mei.private)
    assert shown.message is not None
    assert (shown.message.text, shown.message.only) == ("Help yourself", mei.user.id)
    headers, body = script.asked[0]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "channel_name=directmessage" in body
    with pytest.raises(UnansweredError, match="http_error"):
        await mei.command("help", where="general")
    with pytest.raises(UnansweredError, match="http_error"):
        await mei.shortcut("Ask a question")
    assert script.asked[-1][1].startswith("payload=%7B%22type%22%3A%22shortcut%22")


async def test_nobody_listens(server: WireServer) -> None:
    """Where nobody listens an event is lost in the end, and a command is not answered."""
    server.deliver_to("http://127.0.0.1:9/slack")
    with pytest.raises(UnansweredError, match="connection_failed"):
        await server.person("mei").command("help", where="general")
    await server.person("mei").write("general", "Hello")
    await until(lambda: server.deliveries.lost)
