"""Slack's own Bolt on local-slack, in both ways: it is there, its clock is ours, people are heard.

Nothing of ours runs here: what doesn't work here doesn't work for anybody.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from tests.peers.local_slack.server import LocalSlack, needs_local_slack, running
from tests.support.instants import utc

pytestmark = [pytest.mark.peers, needs_local_slack]
START = utc("2026-10-05 08:00")
FORM = {
    "type": "modal",
    "callback_id": "why",
    "title": {"type": "plain_text", "text": "Why?"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "reason",
            "label": {"type": "plain_text", "text": "Your reason"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}
BUTTON = {
    "type": "button",
    "action_id": "why",
    "value": "42",
    "text": {"type": "plain_text", "text": "Why?"},
}


def app(slack: LocalSlack) -> AsyncApp:
    """Return an app that answers everything somehow."""
    made = AsyncApp(
        client=AsyncWebClient(token=slack.token, base_url=slack.api_url),
        signing_secret=slack.signing_secret,
    )

    @made.event("message")
    async def message(event: Any, say: AsyncSay) -> None:
        if "subtype" not in event:
            await say(f"You said: {event['text']}", thread_ts=event["ts"])

    @made.command("/class")
    async def command(ack: AsyncAck, respond: AsyncRespond, command: Any) -> None:
        await ack()
        actions = {"type": "actions", "block_id": "do", "elements": [BUTTON]}
        await respond(text=f"Class {command['text']}", blocks=[actions], response_type="in_channel")

    @made.action("why")
    async def press(ack: AsyncAck, body: Any, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @made.view("why")
    async def sent(ack: AsyncAck, view: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        text = view["state"]["values"]["reason"]["text"]["value"]
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Because: {text}")

    @made.event("app_home_opened")
    async def home(event: Any, client: AsyncWebClient) -> None:
        words = {"type": "section", "text": {"type": "plain_text", "text": "Hello"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [words]})

    return made


@contextlib.asynccontextmanager
async def over_sockets() -> AsyncIterator[LocalSlack]:
    """Run Bolt over Socket Mode, on a local-slack whose clock stands."""
    async with running(start=START) as slack:
        handler = AsyncSocketModeHandler(app(slack), slack.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        try:
            yield slack
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]


@contextlib.asynccontextmanager
async def answering(
    served: Callable[[LocalSlack], web.Application],
) -> AsyncIterator[LocalSlack]:
    """Run a local-slack that posts to what is `served`; signatures and clock are of this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
        async with running(request_url=f"http://127.0.0.1:{port}/slack/events") as slack:
            found.close()
            runner = web.AppRunner(served(slack), access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", port).start()
            try:
                yield slack
            finally:
                await runner.cleanup()


def bolt(slack: LocalSlack) -> web.Application:
    """Return Bolt's own server."""
    made: web.Application = app(slack).web_app(path="/slack/events")
    return made


@pytest.fixture(params=["socket", "http"])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[LocalSlack]:
    """Run local-slack with Bolt on it, in either way."""
    async with over_sockets() if request.param == "socket" else answering(bolt) as made:
        yield made


async def test_people_and_bolt_hear_each_other(slack: LocalSlack) -> None:
    """A message and its answer in the thread; a command; a button, a form; the home tab."""
    hands, mei, general = slack.hands, slack.people["mei"], slack.channels["general"]
    said = await hands.write(general, mei, "Hello")
    await hands.until(lambda: len(hands.messages[general]) == 2)
    answer = hands.messages[general][1]
    assert (answer["text"], answer["thread_ts"]) == ("You said: Hello", said["ts"])
    await hands.command(general, mei, "/class", "start")
    await hands.until(lambda: len(hands.messages[general]) == 3)
    shown = hands.messages[general][2]
    assert shown["text"] == "Class start"
    await hands.press(general, mei, shown["ts"], {**BUTTON, "block_id": "do"})
    await hands.until(lambda: hands.views)
    value = {"type": "plain_text_input", "value": "It is Monday"}
    await hands.submit(mei, {"reason": {"text": value}})
    await hands.until(lambda: [one for one in hands.messages.values() if _because(one)])
    await hands.open_home(mei)
    await hands.until(lambda: mei in hands.homes)


def _because(messages: list[Any]) -> bool:
    return any(one["text"] == "Because: It is Monday" for one in messages)


async def test_its_clock_stands_where_we_set_it() -> None:
    """What is written is stamped with the chosen date, and with a later one after that."""
    async with running(start=START) as slack:
        general, mei = slack.channels["general"], slack.people["mei"]
        first = await slack.hands.write(general, mei, "Hello")
        slack.at(utc("2026-10-12 09:30"))
        second = await slack.hands.write(general, mei, "A week later")
    stamps = [float(one["ts"]) for one in (first, second)]
    assert [int(stamp) for stamp in stamps] == [
        int(START.timestamp()),
        int(utc("2026-10-12 09:30").timestamp()),
    ]


async def test_a_command_that_is_lost_on_its_way_is_typed_again() -> None:
    """Slack tells whoever typed it that it failed; local-slack only notes that, in its log."""
    asked = 0

    async def breaking(request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        if asked < 3:
            assert request.transport is not None
            request.transport.abort()
        return web.Response()

    server = web.Application()
    server.router.add_post("/slack/events", breaking)
    async with answering(lambda slack: server) as slack:
        await slack.hands.command(slack.channels["general"], slack.people["mei"], "/class", "next")
        assert slack.hands.lost == ["slash_commands", "slash_commands"]
    assert asked == 3


async def test_nobody_else_can_reach_it() -> None:
    """Its port isn't open on this machine: only on the loopback that we let through."""
    async with running(start=START) as slack:
        port = int(slack.address.rpartition(":")[2])
        with pytest.raises(OSError, match="Connect call failed"):
            await asyncio.open_connection("127.0.0.2", port)
