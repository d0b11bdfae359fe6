"""slack_bolt's own AsyncApp on the wire server, over Socket Mode and over HTTP alike."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack.plain import Heard, app, connected, listening
from tests.support.slack.server import WireServer, running
from tests.support.slack.small import SMALL

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
BUTTONS = [
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "undo",
                "value": "42",
                "text": {"type": "plain_text", "text": "Undo"},
            }
        ],
    }
]


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server; nothing that Slack's types refuse may come to it."""
    async with running(SMALL) as made:
        yield made
        assert made.refused == []
        assert made.unknown == []


@pytest.fixture(params=["socket", "http"])
async def bolt(
    server: WireServer, request: pytest.FixtureRequest
) -> AsyncIterator[tuple[AsyncApp, Heard]]:
    """Run an app in either way."""
    made, heard = app(server)
    async with contextlib.AsyncExitStack() as stack:
        if request.param == "socket":
            await stack.enter_async_context(connected(server, made))
        else:
            await stack.enter_async_context(listening(server, made))
            assert server.request_url is not None
            assert await server.request_url.verify()
        yield made, heard


async def test_it_hears_what_is_said(server: WireServer, bolt: tuple[AsyncApp, Heard]) -> None:
    """New, changed, removed, in threads, reacted to: what the bot can't see is no event."""
    _, heard = bolt
    mei, ana = server.person("mei"), server.person("ana")
    message = await mei.write("general", "Hello <all> & @ana")
    await ana.write("secret", "Not for the bot")
    reply = await ana.write("general", "Hi", thread=message)
    await ana.edit(reply, "Hi!")
    await ana.react(message, "wave")
    await ana.unreact(message, "wave")
    await mei.write(mei.private, "In private")
    await ana.delete(reply)
    await mei.delete(message)
    await heard.until(lambda: len(heard.events) >= 9 - 1)
    ana_id = ana.user.id
    assert sorted(heard.texts()) == [f"Hello &lt;all&gt; &amp; <@{ana_id}>", "Hi", "In private"]
    kinds = sorted(one.get("subtype", one["type"]) for one in heard.events)
    assert kinds == [
        *("message",) * 3,
        "message_changed",
        *("message_deleted",) * 2,
        "reaction_added",
        "reaction_removed",
    ]


async def test_a_command_is_answered(server: WireServer, bolt: tuple[AsyncApp, Heard]) -> None:
    """By the acknowledgement itself, by the response URL, by a private message, by a form."""
    made, _ = bolt

    @made.command("/class")
    async def handle(ack: AsyncAck, respond: AsyncRespond, command: Any, client: Any) -> None:
        match command["text"]:
            case "ack":
                await ack("At once")
            case "say":
                await ack()
                await respond("For you", response_type="ephemeral")
            case "all":
                await ack()
                await respond("For all", response_type="in_channel")
            case "direct":
                await ack()
                opened = await client.conversations_open(users=command["user_id"])
                await client.chat_postMessage(channel=opened["channel"]["id"], text="Secret")
            case "form":
                await client.views_open(trigger_id=command["trigger_id"], view=FORM)
                await ack()

    mei = server.person("mei")
    for text, words, only in (
        ("ack", "At once", True),
        ("say", "For you", True),
        ("all", "For all", False),
        ("direct", "Secret", False),
    ):
        shown = await mei.command(text, where="general")
        assert shown.message is not None
        assert shown.message.text == words
        assert bool(shown.message.only) is only
    assert (await mei.command("form", where="general")).kind == "form"
    assert [one.text for one in server.person("tom").sees("general")] == ["For all"]


async def test_buttons_and_forms(server: WireServer, bolt: tuple[AsyncApp, Heard]) -> None:
    """A button opens a form; what is sent is refused, then taken; the message is replaced."""
    made, _ = bolt

    @made.action("undo")
    async def undo(ack: AsyncAck, body: Any, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @made.view("why")
    async def why(ack: AsyncAck, view: Any, body: Any, client: AsyncWebClient) -> None:
        text = view["state"]["values"]["reason"]["text"]["value"]
        if text == "bad":
            await ack(response_action="errors", errors={"reason": "Say more"})
            return
        await ack()
        await client.chat_update(channel=posted["channel"], ts=posted["ts"], text=f"Undone: {text}")

    client = AsyncWebClient(token=server.token, base_url=server.api_url)
    general = server.channel("general").id
    posted = await client.chat_postMessage(channel=general, text="Done", blocks=BUTTONS)
    mei = server.person("mei")
    (message,) = mei.sees("general")
    form = await mei.press(message, "Undo")
    assert form.kind == "form"
    refused = await mei.submit(form, {"Your reason": "bad"})
    assert refused.errors == {"reason": "Say more"}
    shown = await mei.submit(form, {"Your reason": "A slip"})
    assert (shown.kind, message.text) == ("update", "Undone: A slip")


async def test_menus_and_the_home_tab(server: WireServer, bolt: tuple[AsyncApp, Heard]) -> None:
    """A message's own menu, the lightning menu, the home tab and a button there."""
    made, _ = bolt

    @made.shortcut("mark")
    async def mark(ack: AsyncAck, respond: AsyncRespond, shortcut: Any) -> None:
        await ack()
        await respond(f"Marked: {shortcut['message']['text']}")

    @made.shortcut("ask")
    async def ask(ack: AsyncAck, shortcut: Any, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)

    async def home(user: str, blocks: Any, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=user, view={"type": "home", "blocks": blocks})

    @made.action("undo")
    async def undo(ack: AsyncAck, body: Any, client: AsyncWebClient) -> None:
        await ack()
        await home(body["user"]["id"], [{"type": "divider"}], client)

    mei = server.person("mei")
    message = await mei.write("general", "Well said")
    marked = await mei.context_menu(message, "Mark as highlight")
    assert marked.message is not None
    assert marked.message.text == "Marked: Well said"
    assert (await mei.shortcut("Ask a question")).kind == "form"
    client = AsyncWebClient(token=server.token, base_url=server.api_url)
    await home(mei.user.id, BUTTONS, client)
    assert mei.user.home is not None
    shown = await mei.press_view(mei.user.home, "Undo")
    assert shown.kind == "home"
    assert [one["type"] for one in mei.user.home["blocks"]] == ["divider"]
