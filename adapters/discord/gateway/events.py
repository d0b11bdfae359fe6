"""Raw messages, deletions and reactions, from the gateway or from REST, as the core's events.

A place is given by whoever knows the channel's parent: see adapters.discord.wire. The message
that a thread hangs under has the thread's own id, and stands in the thread's parent.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from adapters.discord.wire import PLATFORM, Json, instant, made_at
from bot.chat.events import MessageDeleted, MessageSeen, ReactionSeen, ReactionsRead
from bot.model.people import Account
from bot.model.places import Message, Place

WORDS = frozenset({0, 19})
"""Types of messages that people write: plain ones and replies. All others tell what happened."""


@lru_cache(4096)
def account_of(user: str) -> Account:
    """Return an account by its id."""
    return Account(PLATFORM, user)


def message_at(place: Place, message: str) -> Message:
    """Return a message's reference, `place` being that of the channel it is told of."""
    return Message(place.parent if place.thread == message else place, message)


def message_seen(data: Json, place: Place) -> MessageSeen | None:
    """Return a message that a person wrote in `place`; None for all others.

    `data` is a MESSAGE_CREATE, a MESSAGE_UPDATE or a message that was read. That a link got its
    preview, or a pin was set, leaves the version as it was: only an edit makes a new one.
    """
    author = data.get("author")
    if author is None or "content" not in data or data.get("type", 0) not in WORDS:
        return None
    if author.get("bot") or author.get("system") or data.get("webhook_id"):
        return None
    posted = made_at(data["id"])
    edited = data.get("edited_timestamp")
    return MessageSeen(
        message_at(place, data["id"]),
        account_of(author["id"]),
        data["content"],
        posted,
        instant(edited) if edited else posted,
    )


def messages_deleted(data: Json, place: Place, at: datetime) -> list[MessageDeleted]:
    """Return what MESSAGE_DELETE or MESSAGE_DELETE_BULK tells; Discord says not when: `at`."""
    ids = data["ids"] if "ids" in data else [data["id"]]
    return [MessageDeleted(message_at(place, one), at) for one in ids]


def reaction_seen(data: Json, place: Place, *, present: bool, at: datetime) -> ReactionSeen | None:
    """Return what MESSAGE_REACTION_ADD or _REMOVE tells; None where it is a bot's.

    Discord says not when, and of one taken back not whose kind: a bot's changes nothing then.
    """
    member = data.get("member")
    if member is not None and member.get("user", {}).get("bot"):
        return None
    return ReactionSeen(
        message_at(place, data["message_id"]),
        account_of(data["user_id"]),
        emoji_of(data["emoji"]),
        present,
        at,
    )


def reactions_gone(data: Json, place: Place, at: datetime) -> ReactionsRead:
    """Return what MESSAGE_REACTION_REMOVE_ALL tells: nothing stands on the message any more."""
    return ReactionsRead(message_at(place, data["message_id"]), frozenset(), at)


def emoji_of(emoji: Json) -> str:
    """Return an emoji as the core keeps it: the sign itself, `name:id` for a server's own."""
    name = emoji.get("name") or ""
    return f"{name}:{emoji['id']}" if emoji.get("id") else name
