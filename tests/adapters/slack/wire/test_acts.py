"""What people do with the bot on the wire server, answered by hand over a socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.support.slack.calling import Person, Shown, UnansweredError
from tests.support.slack.plain import client
from tests.support.slack.raw import RawSocket, opened
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.small import SMALL
from tests.support.slack.things import Message

Json = dict[str, Any]


def plain(text: str) -> Json:
    """Return a text object."""
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    """Return a choice whose value is its text in small letters."""
    return {"text": plain(text), "value": text.lower()}


def field(name: str, element: Json, **more: Any) -> Json:
    """Return a field of a form."""
    label = plain(name.capitalize())
    return {"type": "input", "block_id": name, "label": label, "element": element, **more}


CHOICES = [option("Yes"), option("No"), option("Perhaps so")]
SELECT = {
    "type": "static_select",
    "action_id": "pick",
    "placeholder": plain("Pick one"),
    "options": CHOICES,
}
BUTTON = {"type": "button", "action_id": "go", "value": "7", "text": plain("Go on")}
BLOCKS = [{"type": "actions", "block_id": "do", "elements": [BUTTON, SELECT]}]
FORM: Json = {
    "type": "modal",
    "title": plain("A form"),
    "submit": plain("Send"),
    "notify_on_close": True,
    "private_metadata": "kept",
    "blocks": [
        field("words", {"type": "plain_text_input", "action_id": "a", "initial_value": "Hm"}),
        field("one", {**SELECT, "action_id": "b", "initial_option": CHOICES[1]}),
        field("some", {"type": "checkboxes", "action_id": "c", "options": CHOICES}, optional=True),
        field("day", {"type": "datepicker", "action_id": "d"}, optional=True),
        field("file", {"type": "file_input", "action_id": "e"}, optional=True),
        field("who", {"type": "multi_users_select", "action_id": "f"}, optional=True),
    ],
}


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server; nothing that Slack's types refuse may come to it."""
    async with running(SMALL, Settings(patience=5)) as made:
        yield made
        assert made.refused == []


@pytest.fixture
async def socket(server: WireServer) -> AsyncIterator[RawSocket]:
    """Open a socket."""
    async with opened(server) as made:
        yield made


async def answered(
    socket: RawSocket, act: Coroutine[Any, Any, Shown], payload: Json | None = None
) -> tuple[Shown, Json]:
    """Let somebody act, acknowledge it; return what shows, and what was sent."""
    task = asyncio.create_task(act)
    envelope = await socket.next()
    while envelope["type"] == "events_api":
        await socket.ack(envelope)
        envelope = await socket.next()
    await socket.ack(envelope, payload)
    sent: Json = envelope["payload"]
    return await task, sent


async def posted(server: WireServer, mei: Person) -> Message:
    """Let the bot post controls."""
    await client(server).chat_postMessage(
        channel=server.channel("general").id, text="Controls", blocks=BLOCKS
    )
    return mei.sees("general")[-1]


async def opened_form(server: WireServer, socket: RawSocket, mei: Person) -> Shown:
    """Let the bot open the form."""
    shown, sent = await answered(socket, mei.shortcut("Ask a question", wait=False))
    await client(server).views_open(trigger_id=sent["trigger_id"], view=FORM)
    return Shown("form", shown.act, view=shown.act.view)


async def test_presses(server: WireServer, socket: RawSocket) -> None:
    """A button by its words, a choice by how it begins; the message is sent along."""
    mei = server.person("mei")
    message = await posted(server, mei)
    shown, sent = await answered(socket, mei.press(message, "Go on"), {"text": "Gone"})
    assert shown.message is not None
    assert shown.message.text == "Gone"
    assert sent["message"]["ts"] == message.ts
    (used,) = sent["actions"]
    assert (used["action_id"], used["value"], used["block_id"]) == ("go", "7", "do")
    act = mei.press(message, "Pick", choice="Perhaps")
    shown, sent = await answered(socket, act, {"text": "New", "replace_original": True})
    assert (shown.kind, message.text) == ("update", "New")
    assert sent["actions"][0]["selected_option"]["value"] == "perhaps so"
    with pytest.raises(AssertionError, match="nothing to press"):
        await mei.press(message, "Go on")


async def test_what_one_alone_sees_is_pressed(server: WireServer, socket: RawSocket) -> None:
    """An ephemeral message isn't sent along; it is replaced or deleted by its response URL."""
    mei = server.person("mei")
    said = {"text": "For you", "blocks": BLOCKS}
    shown, _ = await answered(socket, mei.command("help", where="general"), said)
    private = shown.message
    assert private is not None
    with pytest.raises(AssertionError, match="somebody else"):
        await server.person("tom").press(private, "Go on")
    replaced = {"text": "Done", "replace_original": True}
    shown, sent = await answered(socket, mei.press(private, "Go on"), replaced)
    assert (shown.kind, private.text) == ("update", "Done")
    assert sent["container"]["is_ephemeral"]
    assert "message" not in sent
    private.blocks = [{**BLOCKS[0]}]
    shown, _ = await answered(socket, mei.press(private, "Go on"), {"delete_original": True})
    assert shown.kind == "nothing"
    assert mei.sees("general") == []


async def test_a_form_is_filled_in(server: WireServer, socket: RawSocket) -> None:
    """What isn't named keeps its value; files are sent with it; what is required is required."""
    mei = server.person("mei")
    form = await opened_form(server, socket, mei)
    with pytest.raises(AssertionError, match="no field"):
        await mei.submit(form, {"Colour": "red"})
    with pytest.raises(AssertionError, match="is required"):
        await mei.submit(form, {"Words": ""})
    with pytest.raises(AssertionError, match="no choice"):
        await mei.submit(form, {"One": "Never"})
    ana = server.user("ana").id
    values = {"Words": "Well", "Some": "yes\nNo", "d": "2026-10-05", "who": ana}
    act = mei.submit(form, values, files={"File": {"a.csv": b"1"}}, wait=False)
    shown, sent = await answered(socket, act)
    assert shown.kind == "nothing"
    view = sent["view"]
    assert (view["private_metadata"], sent["type"]) == ("kept", "view_submission")
    state = {name: next(iter(block.values())) for name, block in view["state"]["values"].items()}
    assert state["words"] == {"type": "plain_text_input", "value": "Well"}
    assert state["one"]["selected_option"]["value"] == "no"
    assert [one["value"] for one in state["some"]["selected_options"]] == ["yes", "no"]
    assert state["day"]["selected_date"] == "2026-10-05"
    assert state["who"]["selected_users"] == [ana]
    assert [one["name"] for one in state["file"]["files"]] == ["a.csv"]


async def test_a_form_is_answered(server: WireServer, socket: RawSocket) -> None:
    """With errors, with another form in its place or on top, or by closing all of them."""
    mei = server.person("mei")
    form = await opened_form(server, socket, mei)
    refused = {"response_action": "errors", "errors": {"words": "More"}}
    shown, _ = await answered(socket, mei.submit(form), refused)
    assert (shown.kind, shown.errors) == ("errors", {"words": "More"})
    again = {"response_action": "update", "view": {**FORM, "title": plain("Second")}}
    shown, _ = await answered(socket, mei.submit(form), again)
    assert shown.view is not None
    assert form.view is not None
    assert (shown.view["title"]["text"], shown.view["id"]) == ("Second", form.view["id"])
    pushed = {"response_action": "push", "view": {**FORM, "title": plain("Third")}}
    shown, _ = await answered(socket, mei.submit(shown), pushed)
    assert shown.view is not None
    assert shown.view["previous_view_id"] == form.view["id"]
    shown, sent = await answered(socket, mei.close(shown))
    assert sent["type"] == "view_closed"
    shown, _ = await answered(socket, mei.submit(form), {"response_action": "clear"})
    assert (shown.kind, shown.act.cleared) == ("nothing", True)


async def test_choices_from_the_app(server: WireServer, socket: RawSocket) -> None:
    """A select may ask the app for its choices."""
    select = {"type": "external_select", "action_id": "x", "placeholder": plain("City")}
    blocks = [{"type": "actions", "elements": [select]}]
    mei = server.person("mei")
    general = server.channel("general").id
    await client(server).chat_postMessage(channel=general, text="x", blocks=blocks)
    act = asyncio.create_task(mei.options(mei.sees("general")[-1], "City", "Ber"))
    event = await socket.next()
    await socket.ack(event)
    envelope = await socket.next()
    assert envelope["payload"]["value"] == "Ber"
    await socket.ack(envelope, {"options": [option("Berlin")]})
    assert [one["value"] for one in await act] == ["berlin"]


async def test_a_response_url(server: WireServer, socket: RawSocket) -> None:
    """Five uses in half an hour; in a thread if that is said; blocks are looked at."""
    mei = server.person("mei")
    root = await mei.write("general", "Root")
    _, sent = await answered(socket, mei.context_menu(root, "Mark as highlight", wait=False))
    url = sent["response_url"]
    async with ClientSession() as session:

        async def say(**body: Any) -> tuple[int, str]:
            async with session.post(url, json=body) as response:
                return response.status, await response.text()

        said = {"text": "Under it", "thread_ts": root.ts, "response_type": "in_channel"}
        assert await say(**said) == (200, "ok")
        assert [one.text for one in mei.sees("general", thread=root)] == ["Root", "Under it"]
        long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
        assert (await say(text="x", blocks=[long]))[0] == 400
        assert (await say())[0] == 400
        assert await say(text="Only you") == (200, "ok")
        assert await say(text="Fifth") == (200, "ok")
        assert (await say(text="Sixth"))[0] == 404
    _, sent = await answered(socket, mei.command("x", where="general", wait=False))
    url = sent["response_url"]
    server.clock.advance(timedelta(minutes=31))
    async with ClientSession() as session, session.post(url, json={"text": "Late"}) as response:
        assert (response.status, (await response.json())["error"]) == (404, "expired_url")


async def test_the_same_act_again_and_one_by_hand(server: WireServer, socket: RawSocket) -> None:
    """Slack never sends the like, others might."""
    mei = server.person("mei")
    shown, first = await answered(socket, mei.command("x", where="general"), {"text": "Once"})
    _, second = await answered(socket, mei.again(shown), {"text": "Twice"})
    assert second["text"] == first["text"]
    assert second["trigger_id"] != first["trigger_id"]
    made_up = {"type": "block_actions", "actions": [{"action_id": "nothing"}]}
    shown, sent = await answered(socket, mei.by_hand(made_up, wait=False))
    assert sent["user"]["id"] == mei.user.id
    message = await mei.write("general", "x")
    shown, sent = await answered(
        socket,
        mei.press_by_hand(message, server.channel("general"), {"action_id": "no"}, wait=False),
    )
    assert sent["actions"] == [{"action_id": "no"}]


async def test_nothing_shows() -> None:
    """What is acknowledged and then isn't answered ends a person's patience."""
    async with running(SMALL, Settings(patience=0.2)) as server, opened(server) as socket:
        act = asyncio.create_task(server.person("mei").command("x", where="general"))
        await socket.ack(await socket.next())
        with pytest.raises(UnansweredError, match="nothing was shown"):
            await act
        assert server.state.acts.waiting == []


async def test_the_home_tab_is_opened(server: WireServer, socket: RawSocket) -> None:
    """Until the bot has put something there; what is there is sent along the next time."""
    mei = server.person("mei")
    opening = asyncio.create_task(mei.open_home())
    event = (await socket.next())["payload"]["event"]
    assert (event["tab"], "view" in event) == ("home", False)
    home = {"type": "home", "blocks": [*BLOCKS]}
    await client(server).views_publish(user_id=event["user"], view=home)
    shown = await opening
    assert shown.kind == "home"
    await mei.open_home(wait=False)
    assert (await socket.next())["payload"]["event"]["view"]["id"] == mei.user.home["id"]  # type: ignore[index]
