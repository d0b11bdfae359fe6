"""Raw interactions as calls: where they happened, who asked, what was said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.answering.invocations import heard_call, place_of
from adapters.discord.wire import first_id
from bot.chat.commands import Commands
from bot.model.places import Message, Place
from tests.support.instants import utc

NOON = utc("2026-10-05 12:00")
NOTHING = Commands()
THREAD = {"id": "77", "type": 11, "parent_id": "10", "name": "Wind"}


def pressed(custom_id: str = "v1:a:c1::", **more: Any) -> dict[str, Any]:
    """Return a pressed button as Discord tells it."""
    return {
        "id": first_id(NOON),
        "type": 3,
        "token": "t",
        "channel_id": "10",
        "channel": {"id": "10", "type": 0, "name": "general"},
        "member": {"user": {"id": "5"}, "permissions": "0"},
        "message": {"id": "3", "channel_id": "10"},
        "data": {"custom_id": custom_id, "component_type": 2},
        **more,
    }


def test_a_call_is_dated_by_its_id() -> None:
    call = heard_call(pressed(), NOTHING).call
    assert (call.id, call.at) == (first_id(NOON), NOON)
    assert (call.account.id, call.keeper) == ("5", False)
    assert call.message == Message(Place("discord", "10"), "3")


def test_a_call_in_a_thread_or_on_its_root() -> None:
    inside = heard_call(pressed(channel=THREAD, channel_id="77"), NOTHING).call
    assert inside.place == Place("discord", "10", "77")
    assert inside.message == Message(inside.place, "3")
    root = pressed(channel=THREAD, channel_id="77", message={"id": "77", "channel_id": "77"})
    assert heard_call(root, NOTHING).call.message == Message(Place("discord", "10"), "77")


def test_a_button_of_a_private_answer_says_so() -> None:
    assert not heard_call(pressed(), NOTHING).call.private
    own = pressed(message={"id": "3", "channel_id": "10", "flags": 32768 | 64})
    assert heard_call(own, NOTHING).call.private


def test_where_discord_tells_of_no_channel_its_id_is_the_place() -> None:
    told = pressed()
    del told["channel"]
    assert place_of(told) == Place("discord", "10")


def test_a_private_conversation_has_no_member() -> None:
    told = pressed(user={"id": "6"})
    del told["member"]
    call = heard_call(told, NOTHING).call
    assert (call.account.id, call.keeper) == ("6", False)


@pytest.mark.parametrize(("bits", "keeper"), [("8", True), ("32", True), ("2048", False)])
def test_who_runs_the_server(bits: str, keeper: bool) -> None:
    member = {"user": {"id": "5"}, "permissions": bits}
    assert heard_call(pressed(member=member), NOTHING).call.keeper is keeper


def test_an_unknown_type_is_no_call() -> None:
    with pytest.raises(ValueError, match="type 99"):
        heard_call(pressed(type=99), NOTHING)


@given(st.text(min_size=1, max_size=100))
def test_any_state_of_a_button_is_handed_on(state: str) -> None:
    assert heard_call(pressed(state), NOTHING).call.state == state
