"""Raw messages, deletions and reactions as events."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.gateway.events import (
    account_of,
    emoji_of,
    message_at,
    message_seen,
    messages_deleted,
    reaction_seen,
    reactions_gone,
)
from adapters.discord.wire import first_id, made_at
from bot.model.places import Message, Place
from tests.support.instants import utc

NOON = utc("2026-10-05 12:00")
CHANNEL = Place("discord", "10")
THREAD = Place("discord", "10", "77")
ID = first_id(NOON)


def written(**more: Any) -> dict[str, Any]:
    """Return a message as Discord tells it."""
    return {
        "id": ID,
        "channel_id": "10",
        "type": 0,
        "content": "Because of the wind",
        "author": {"id": "5", "username": "mei"},
        "edited_timestamp": None,
        **more,
    }


def test_a_message_is_dated_by_its_id_until_it_is_edited() -> None:
    seen = message_seen(written(), CHANNEL)
    assert seen is not None
    assert (seen.posted, seen.version, seen.text) == (NOON, NOON, "Because of the wind")
    assert (seen.message, seen.author) == (Message(CHANNEL, ID), account_of("5"))
    edited = message_seen(
        written(edited_timestamp="2026-10-05T14:30:00.123456+02:00", content="The wind"), CHANNEL
    )
    assert edited is not None
    assert (edited.posted, edited.text) == (NOON, "The wind")
    assert edited.version == utc("2026-10-05 12:30:00.123456")


def test_a_preview_of_a_link_makes_no_new_version() -> None:
    plain = message_seen(written(), CHANNEL)
    previewed = message_seen(written(embeds=[{"type": "link", "url": "https://a.org"}]), CHANNEL)
    assert plain is not None
    assert previewed is not None
    assert plain.identity == previewed.identity


def test_a_reply_is_somebody_s_words_too() -> None:
    reply = written(type=19, message_reference={"message_id": "1", "channel_id": "10"})
    assert message_seen(reply, CHANNEL) is not None


@pytest.mark.parametrize(
    "more",
    [
        {"author": {"id": "5", "username": "bot", "bot": True}},
        {"author": {"id": "5", "username": "Discord", "system": True}},
        {"webhook_id": "9"},
        *({"type": kind} for kind in (1, 6, 7, 8, 12, 18, 20, 21, 22, 23, 24, 46)),
    ],
)
def test_what_no_person_wrote_is_no_event(more: dict[str, Any]) -> None:
    assert message_seen(written(**more), CHANNEL) is None


def test_half_a_message_is_no_event() -> None:
    assert message_seen({"id": ID, "channel_id": "10", "flags": 4}, CHANNEL) is None


def test_the_message_that_a_thread_hangs_under_stands_in_its_parent() -> None:
    assert message_at(THREAD, "77") == Message(CHANNEL, "77")
    assert message_at(THREAD, "78") == Message(THREAD, "78")
    assert message_at(CHANNEL, "77") == Message(CHANNEL, "77")
    post = message_seen(written(id="77", channel_id="77"), THREAD)
    assert post is not None
    assert post.message.place == CHANNEL


def test_deletions_are_told_one_by_one_or_together() -> None:
    single = messages_deleted({"id": "78", "channel_id": "77"}, THREAD, NOON)
    assert [(one.message, one.at) for one in single] == [(Message(THREAD, "78"), NOON)]
    bulk = messages_deleted({"ids": ["77", "79"], "channel_id": "77"}, THREAD, NOON)
    assert [one.message for one in bulk] == [Message(CHANNEL, "77"), Message(THREAD, "79")]


def reacted(**more: Any) -> dict[str, Any]:
    """Return a reaction as Discord tells it."""
    told = {"user_id": "5", "channel_id": "10", "message_id": "3", "emoji": {"name": "👍"}}
    return {**told, **more}


def test_reactions_are_states() -> None:
    added = reaction_seen(reacted(), CHANNEL, present=True, at=NOON)
    assert added is not None
    assert (added.message, added.account) == (Message(CHANNEL, "3"), account_of("5"))
    assert (added.emoji, added.present, added.at) == ("👍", True, NOON)
    gone = reaction_seen(reacted(), CHANNEL, present=False, at=NOON)
    assert gone is not None
    assert not gone.present
    cleared = reactions_gone({"channel_id": "10", "message_id": "3"}, CHANNEL, NOON)
    assert (cleared.message, cleared.standing, cleared.at) == (added.message, frozenset(), NOON)


def test_a_bot_s_reaction_is_nobody_s() -> None:
    member = {"user": {"id": "5", "bot": True}}
    assert reaction_seen(reacted(member=member), CHANNEL, present=True, at=NOON) is None


def test_a_server_s_own_emoji_is_told_apart_by_its_id() -> None:
    assert emoji_of({"id": "41", "name": "wave"}) == "wave:41"
    assert emoji_of({"id": "41", "name": None}) == ":41"
    assert emoji_of({"id": None, "name": "👋🏽"}) == "👋🏽"


@given(st.integers(min_value=1, max_value=2**63 - 1), st.text(max_size=50))
def test_any_words_under_any_id_are_kept_as_they_are(number: int, words: str) -> None:
    seen = message_seen(written(id=str(number), content=words), CHANNEL)
    assert seen is not None
    assert (seen.text, seen.posted) == (words, made_at(str(number)))
