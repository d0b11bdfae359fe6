"""What Slack tells, as the core's events."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adapters.slack.hearing.events import message_seen, reaction_seen, told_of
from adapters.slack.wire import Json
from bot.chat.events import MessageDeleted, MessageSeen, ReactionSeen
from bot.model.people import Account
from bot.model.places import Message, Place

ROOT, REPLY, EDIT = "1788858000.000100", "1788858001.000200", "1788858002.000300"
AT = {
    ROOT: datetime(2026, 9, 8, 9, 0, 0, 100, tzinfo=UTC),
    REPLY: datetime(2026, 9, 8, 9, 0, 1, 200, tzinfo=UTC),
    EDIT: datetime(2026, 9, 8, 9, 0, 2, 300, tzinfo=UTC),
}


def message(**more: object) -> Json:
    """Return a message as a person writes it."""
    written = {"type": "message", "user": "U1", "text": "a &amp; b", "ts": ROOT, "channel": "C1"}
    return {**written, **more}


def test_a_message_is_seen() -> None:
    """Where, whose, what and when."""
    assert told_of(message(channel_type="channel", event_ts=ROOT)) == MessageSeen(
        Message(Place("slack", "C1"), ROOT), Account("slack", "U1"), "a & b", AT[ROOT], AT[ROOT]
    )


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share", "me_message", None])
def test_a_reply_stands_in_its_thread(subtype: str | None) -> None:
    """Also one that is shown in the channel, or brings a file."""
    kind = {"subtype": subtype} if subtype else {}
    seen = told_of(message(ts=REPLY, thread_ts=ROOT, **kind))
    assert isinstance(seen, MessageSeen)
    assert seen.message == Message(Place("slack", "C1", ROOT), REPLY)


def test_a_root_with_replies_stands_in_the_channel() -> None:
    """Its thread's ts is its own."""
    seen = told_of(message(thread_ts=ROOT))
    assert isinstance(seen, MessageSeen)
    assert seen.message.place.thread is None


def test_an_edit_is_a_new_version() -> None:
    """Its instant is the edit's."""
    edited = message(text="new", edited={"user": "U1", "ts": EDIT}, thread_ts=ROOT, ts=REPLY)
    told = {"subtype": "message_changed", "channel": "C1", "message": edited, "ts": "1.2"}
    seen = told_of({**told, "previous_message": message(), "event_ts": EDIT})
    assert isinstance(seen, MessageSeen)
    assert (seen.text, seen.posted, seen.version) == ("new", AT[REPLY], AT[EDIT])
    assert seen.message == Message(Place("slack", "C1", ROOT), REPLY)


def test_a_preview_is_no_new_version() -> None:
    """It reads as it was read first."""
    shown = message(attachments=[{"title": "A page"}])
    told = {"subtype": "message_changed", "channel": "C1", "message": shown, "event_ts": EDIT}
    assert told_of(told) == told_of(message())


def test_a_deletion_says_when() -> None:
    """And in which thread the message stood."""
    told = {
        "type": "message",
        "subtype": "message_deleted",
        "channel": "C1",
        "deleted_ts": REPLY,
        "previous_message": message(ts=REPLY, thread_ts=ROOT),
        "event_ts": EDIT,
    }
    assert told_of(told) == MessageDeleted(Message(Place("slack", "C1", ROOT), REPLY), AT[EDIT])
    del told["previous_message"]
    assert told_of(told) == MessageDeleted(Message(Place("slack", "C1"), REPLY), AT[EDIT])


def test_a_deleted_root_with_replies_is_a_deletion() -> None:
    """Slack tells of it as a change into a tombstone."""
    left = {"subtype": "tombstone", "user": "USLACKBOT", "ts": ROOT, "thread_ts": ROOT, "text": ""}
    told = {"subtype": "message_changed", "channel": "C1", "message": left, "event_ts": EDIT}
    assert told_of(told) == MessageDeleted(Message(Place("slack", "C1"), ROOT), AT[EDIT])


@pytest.mark.parametrize(
    "other",
    [
        {"bot_id": "B1"},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"subtype": "message_replied"},
        {"user": "USLACKBOT"},
        {"user": None},
        {"subtype": "tombstone"},
    ],
)
def test_what_nobody_wrote_is_nothing(other: Json) -> None:
    """Bots, and what happened."""
    assert told_of(message(**other)) is None
    assert message_seen(message(**other), "C1") is None


@pytest.mark.parametrize("kind", ["reaction_added", "reaction_removed"])
def test_a_reaction_is_a_state(kind: str) -> None:
    """Where it stands is said by who knows the thread."""
    item = {"type": "message", "channel": "C1", "ts": REPLY}
    told = {"type": kind, "user": "U1", "reaction": "+1::skin-tone-3", "item": item}
    seen = reaction_seen({**told, "event_ts": EDIT}, ROOT)
    where = Message(Place("slack", "C1", ROOT), REPLY)
    present = kind == "reaction_added"
    assert seen == ReactionSeen(where, Account("slack", "U1"), "+1", present, AT[EDIT])
