"""Blocks, forms and the home tab on the wire server: what is refused, what is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack.acts import Act
from tests.support.slack.plain import client as plain_client
from tests.support.slack.raw import code
from tests.support.slack.schemas import needs_schemas
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.small import SMALL

Json = dict[str, Any]


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server."""
    async with running(SMALL) as made:
        yield made


@pytest.fixture
def client(server: WireServer) -> AsyncWebClient:
    """Return slack_sdk's client."""
    return plain_client(server)


def section(text: str) -> Json:
    """Return a section of words."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(action: str, value: str = "v") -> Json:
    """Return a button."""
    words = {"type": "plain_text", "text": "Press"}
    return {"type": "button", "action_id": action, "value": value, "text": words}


def modal(**more: Any) -> Json:
    """Return a form with nothing to fill in."""
    title = {"type": "plain_text", "text": "Title"}
    return {"type": "modal", "title": title, "blocks": [section("Words")], **more}


def trigger(server: WireServer) -> tuple[str, Act]:
    """Return the trigger of something that somebody did."""
    mei = server.person("mei")
    act = server.state.acts.begin("command", mei.user, mei.team, server.channel("general"))
    return act.trigger, act


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([section("x")] * 51, "invalid_blocks"),
        ([section("x" * 3001)], "invalid_blocks"),
        ([section("")], "invalid_blocks"),
        ([{"type": "actions", "elements": [button(str(n)) for n in range(26)]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button("a"), button("a")]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button("a", "v" * 2001)]}], "invalid_blocks"),
        ([{**section("x"), "block_id": "b"}] * 2, "invalid_blocks"),
        ([section("x" * 2990)] * 5, "msg_blocks_too_long"),
        ([{"type": "image", "alt_text": "A", "slack_file": {"id": "F0NO"}}], "invalid_blocks"),
        (["words"], "invalid_blocks_format"),
    ],
)
async def test_blocks_it_refuses(
    server: WireServer, client: AsyncWebClient, blocks: list[Json], error: str
) -> None:
    """Too many, too long, twice the same, together too much; none of it is posted."""
    general = server.channel("general").id
    posted = client.chat_postMessage(channel=general, text="Fallback", blocks=blocks)
    assert await code(posted) == error
    assert server.person("mei").sees("general") == []


async def test_what_is_wrong_is_said(server: WireServer, client: AsyncWebClient) -> None:
    """The refusal says where; blocks that are kept have ids."""
    general = server.channel("general").id
    posted = await client.chat_postMessage(channel=general, text="x", blocks=[section("Words")])
    assert posted["message"]["blocks"][0]["block_id"]
    long = [section("x" * 3001)]
    failed = client.chat_update(channel=general, ts=posted["ts"], text="x", blocks=long)
    assert await code(failed) == "invalid_blocks"
    said = server.recording.of("edit")[0].answer["response_metadata"]["messages"]
    assert said[0].startswith("[ERROR] ")


@needs_schemas
async def test_slacks_types_are_asked(server: WireServer, client: AsyncWebClient) -> None:
    """Fields and arguments that don't exist are written down, also where it is answered ok."""
    general = server.channel("general").id
    await client.chat_postMessage(channel=general, text="x", blocks=[section("x")], ephemeral=True)
    await client.chat_postMessage(
        channel=general, text="x", blocks=[{**section("x"), "colour": "red"}]
    )
    await client.conversations_history(channel=general, newest="1")
    assert len(server.refused) == 3
    assert server.refused[0].startswith("chat.postMessage (nth 1): ")
    assert "colour" in server.refused[1]


async def test_a_trigger_is_good_once(server: WireServer, client: AsyncWebClient) -> None:
    """And, with deadlines, for three seconds; a made-up one never."""
    first, act = trigger(server)
    view = (await client.views_open(trigger_id=first, view=modal()))["view"]
    assert act.view is not None
    assert act.view["id"] == view["id"] == view["root_view_id"]
    again = client.views_open(trigger_id=first, view=modal())
    assert await code(again) == "exchanged_trigger_id"
    nothing = client.views_open(trigger_id="1.2.3", view=modal())
    assert await code(nothing) == "invalid_trigger_id"
    server.state.deadlines = True
    late, act = trigger(server)
    act.began -= 3.1
    assert await code(client.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"
    assert Settings().deadlines is False


@pytest.mark.parametrize(
    "more",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"title": None},
        {"blocks": [section("x")] * 101},
        {
            "blocks": [
                {
                    "type": "input",
                    "label": {"type": "plain_text", "text": "Words"},
                    "element": {"type": "plain_text_input", "action_id": "a"},
                }
            ]
        },
    ],
)
async def test_forms_it_refuses(server: WireServer, client: AsyncWebClient, more: Json) -> None:
    """Titles and metadata that are too long, inputs without a way to send them."""
    view = {key: value for key, value in modal(**more).items() if value is not None}
    opened = client.views_open(trigger_id=trigger(server)[0], view=view)
    assert await code(opened) == "invalid_arguments"


async def test_views_change(server: WireServer, client: AsyncWebClient) -> None:
    """By their id or the app's own, if the hash is still the same."""
    opened = await client.views_open(trigger_id=trigger(server)[0], view=modal(external_id="mine"))
    view = opened["view"]
    changed = await client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    assert changed["view"]["id"] == view["id"]
    stale = client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    assert await code(stale) == "hash_conflict"
    assert await code(client.views_update(external_id="other", view=modal())) == "not_found"


async def test_the_home_tab(server: WireServer, client: AsyncWebClient) -> None:
    """Published for one person; an old hash is refused."""
    mei = server.person("mei")
    home: Json = {"type": "home", "blocks": [section("Hello")]}
    first = (await client.views_publish(user_id=mei.user.id, view=home))["view"]
    second = await client.views_publish(user_id=mei.user.id, view=home, hash=first["hash"])
    assert second["view"]["id"] == first["id"]
    stale = client.views_publish(user_id=mei.user.id, view=home, hash=first["hash"])
    assert await code(stale) == "hash_conflict"
    assert mei.user.home is not None
    assert server.reader("mei").view(mei.user.home) == "Hello"
    modal_there = client.views_publish(user_id=mei.user.id, view=modal())
    assert await code(modal_there) == "invalid_arguments"


async def test_forms_on_forms(server: WireServer, client: AsyncWebClient) -> None:
    """Three at most, each opened from the one below."""
    _, act = trigger(server)
    view = (await client.views_open(trigger_id=act.trigger, view=modal()))["view"]
    for _ in range(2):
        _, act = trigger(server)
        act.on = server.state.views[view["id"]]
        view = (await client.views_push(trigger_id=act.trigger, view=modal()))["view"]
    _, act = trigger(server)
    act.on = server.state.views[view["id"]]
    pushed = client.views_push(trigger_id=act.trigger, view=modal())
    assert await code(pushed) == "push_limit_reached"
