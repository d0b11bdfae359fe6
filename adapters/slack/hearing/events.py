"""Messages, deletions and reactions as Slack tells or lists them, as the core's events.

Live or read back, a message is the same event: its identity comes from its `ts`, that of its
thread, and that of its last edit. A reaction doesn't say in which thread it stands, nor does a
deletion always: whoever knows that gives it.
"""

from __future__ import annotations

from functools import lru_cache

from adapters.slack.rendering.wording import worded
from adapters.slack.wire import PLATFORM, Json, instant_of, message_of
from bot.chat.events import MessageDeleted, MessageSeen, ReactionSeen
from bot.model.people import Account

WORDS = frozenset({None, "thread_broadcast", "file_share", "me_message"})
"""Subtypes of messages that people write. All others tell what happened, or a bot wrote them."""
GONE = "tombstone"
"""The subtype of what is left of a deleted message that has replies."""
SLACKBOT = "USLACKBOT"


@lru_cache(4096)
def account_of(user: str) -> Account:
    """Return an account by its id."""
    return Account(PLATFORM, user)


def message_seen(message: Json, channel: str) -> MessageSeen | None:
    """Return a message that a person wrote in a channel; None for all others.

    `message` is one that was told of or read. That a link got its preview, or somebody replied,
    leaves the version as it was: only an edit makes a new one.
    """
    user = message.get("user")
    if user is None or user == SLACKBOT or message.get("subtype") not in WORDS:
        return None
    if "bot_id" in message or "text" not in message:
        return None
    ts = message["ts"]
    posted = instant_of(ts)
    edited = message.get("edited")
    return MessageSeen(
        message_of(channel, ts, message.get("thread_ts")),
        account_of(user),
        worded(message["text"]),
        posted,
        instant_of(edited["ts"]) if edited else posted,
    )


def told_of(event: Json) -> MessageSeen | MessageDeleted | None:
    """Return what an event of type `message` tells; None where it is nothing people wrote.

    A deletion that doesn't say its thread is taken as one in the channel.
    """
    channel = event["channel"]
    match event.get("subtype"):
        case "message_changed":
            now = event["message"]
            if now.get("subtype") == GONE:
                return MessageDeleted(message_of(channel, now["ts"]), instant_of(event["event_ts"]))
            return message_seen(now, channel)
        case "message_deleted":
            before = event.get("previous_message") or {}
            gone = message_of(channel, event["deleted_ts"], before.get("thread_ts"))
            return MessageDeleted(gone, instant_of(event["event_ts"]))
        case _:
            return message_seen(event, channel)


def reaction_seen(event: Json, thread: str | None) -> ReactionSeen:
    """Return what reaction_added or reaction_removed tells of a message of that `thread`."""
    item = event["item"]
    return ReactionSeen(
        message_of(item["channel"], item["ts"], thread),
        account_of(event["user"]),
        emoji_of(event["reaction"]),
        event["type"] == "reaction_added",
        instant_of(event["event_ts"]),
    )


def emoji_of(name: str) -> str:
    """Return an emoji's name without its skin tone: `+1::skin-tone-3` is a `+1`."""
    return name.partition("::")[0]
