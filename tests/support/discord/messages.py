"""Messages: made, changed, deleted, reacted to, pinned; whoever does it, the bot or a person."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import timedelta

from tests.support.discord.drafts import Draft, author_mentions, ping
from tests.support.discord.errors import DiscordError, invalid
from tests.support.discord.message_json import message_told
from tests.support.discord.shapes import channel_json, member_json, thread_member_json
from tests.support.discord.state import State
from tests.support.discord.things import Channel, Json, Message, User

NONCE_WINDOW = timedelta(minutes=5)
REPLY = 19
PINNED = 6


def post(state: State, channel: Channel, author: User, draft: Draft) -> Message:
    """Post a message and tell everybody; a thread wakes up for it."""
    message = Message(
        state.ids.next(),
        channel.id,
        author,
        draft.content,
        state.clock.now,
        flags=draft.flags,
        components=draft.components,
        attachments=draft.attachments,
        embeds=draft.embeds,
        nonce=draft.nonce,
    )
    replied = _replied(state, channel, draft)
    if replied is not None:
        message.kind = REPLY
        message.reference = {
            "type": 0,
            "channel_id": str(channel.id),
            "message_id": str(replied.id),
        }
        if channel.guild is not None:
            message.reference["guild_id"] = str(channel.guild)
    ping(state, channel, message, draft.allowed)
    author_mentions(message, replied.author if replied else None, draft.allowed)
    add(state, channel, message)
    return message


def _replied(state: State, channel: Channel, draft: Draft) -> Message | None:
    if draft.reference is None:
        return None
    found = channel.messages.get(int(draft.reference["message_id"]))
    if found is None and draft.reference.get("fail_if_not_exists", True):
        raise invalid("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    return found


def add(state: State, channel: Channel, message: Message) -> None:
    """Put a message into a channel and tell everybody who may know of it."""
    channel.messages[message.id] = message
    if message.ephemeral:
        return
    channel.order.append(message.id)
    channel.newest = message.id
    if channel.is_thread:
        _wake(state, channel, message)
    _tell(state, channel, "MESSAGE_CREATE", message_told(state, channel, message))


def _wake(state: State, channel: Channel, message: Message) -> None:
    channel.total_sent += 1
    if channel.archived:
        channel.archived = False
        channel.archived_at = state.clock.now
        _tell(state, channel, "THREAD_UPDATE", channel_json(state, channel))
    if message.author.id not in channel.thread_members:
        join_thread(state, channel, message.author.id)


def join_thread(state: State, channel: Channel, user: int) -> None:
    """Make somebody a member of a thread."""
    channel.thread_members[user] = state.clock.now
    told: Json = {
        "id": str(channel.id),
        "guild_id": str(channel.guild),
        "member_count": len(channel.thread_members),
        "added_members": [
            {
                **thread_member_json(channel, user),
                "member": member_json(state.guilds[channel.guild or 0].members[user]),
                "presence": None,
            }
        ],
    }
    _tell(state, channel, "THREAD_MEMBERS_UPDATE", told)


def same_nonce(state: State, channel: Channel, nonce: str | int) -> Message | None:
    """Return the bot's message of the last minutes that carries this nonce, if there is one."""
    since = state.clock.now - NONCE_WINDOW
    for id_ in reversed(channel.order):
        message = channel.messages[id_]
        if message.posted < since:
            return None
        if message.author is state.bot and message.nonce == nonce:
            return message
    return None


def changed(state: State, channel: Channel, message: Message, *, edited: bool = True) -> None:
    """Stamp a changed message and tell everybody; `edited` is whether its words changed."""
    if edited:
        message.edited = state.clock.now
    if not message.ephemeral:
        told = {**message_told(state, channel, message), "tts": False}
        _tell(state, channel, "MESSAGE_UPDATE", told)


def remove(state: State, channel: Channel, message: Message) -> None:
    """Delete a message and tell everybody."""
    _forget(channel, message.id)
    if not message.ephemeral:
        told = {"id": str(message.id), "channel_id": str(channel.id), **_guild(channel)}
        _tell(state, channel, "MESSAGE_DELETE", told)


def remove_all(state: State, channel: Channel, ids: Iterable[int]) -> None:
    """Delete several at once, which is told at once."""
    gone = [id_ for id_ in ids if id_ in channel.messages]
    for id_ in gone:
        _forget(channel, id_)
    told = {
        "ids": [str(id_) for id_ in gone],
        "channel_id": str(channel.id),
        **_guild(channel),
    }
    _tell(state, channel, "MESSAGE_DELETE_BULK", told)


def _forget(channel: Channel, id_: int) -> None:
    del channel.messages[id_]
    at = bisect_left(channel.order, id_)
    if channel.order[at : at + 1] == [id_]:
        del channel.order[at]


def react(state: State, channel: Channel, message: Message, user: User, emoji: str) -> None:
    """Put somebody's reaction on a message; a second time changes nothing."""
    if emoji not in message.reactions and len(message.reactions) >= 20:
        raise DiscordError(30010)
    on = message.reactions.setdefault(emoji, {})
    if user.id not in on:
        on[user.id] = None
        told = _reaction(channel, message, user, emoji)
        guild = state.guild_of(channel)
        if guild is not None:
            told["member"] = member_json(guild.members[user.id])
        told["message_author_id"] = str(message.author.id)
        _tell(state, channel, "MESSAGE_REACTION_ADD", told)


def unreact(state: State, channel: Channel, message: Message, user: User, emoji: str) -> None:
    """Take somebody's reaction away, if it is there."""
    on = message.reactions.get(emoji, {})
    if user.id in on:
        del on[user.id]
        if not on:
            del message.reactions[emoji]
        told = _reaction(channel, message, user, emoji)
        _tell(state, channel, "MESSAGE_REACTION_REMOVE", told)


def clear_reactions(
    state: State, channel: Channel, message: Message, emoji: str | None = None
) -> None:
    """Take all reactions away, or all with one emoji."""
    told: Json = {
        "channel_id": str(channel.id),
        "message_id": str(message.id),
        **_guild(channel),
    }
    if emoji is None:
        message.reactions.clear()
        _tell(state, channel, "MESSAGE_REACTION_REMOVE_ALL", told)
    else:
        message.reactions.pop(emoji, None)
        told["emoji"] = {"id": None, "name": emoji}
        _tell(state, channel, "MESSAGE_REACTION_REMOVE_EMOJI", told)


def _reaction(channel: Channel, message: Message, user: User, emoji: str) -> Json:
    return {
        "user_id": str(user.id),
        "channel_id": str(channel.id),
        "message_id": str(message.id),
        "emoji": {"id": None, "name": emoji},
        "burst": False,
        "type": 0,
        **_guild(channel),
    }


def pin(state: State, channel: Channel, message: Message, *, pinned: bool) -> None:
    """Pin a message or take the pin away, and tell everybody."""
    if (message.pinned is not None) == pinned:
        return
    if pinned and sum(one.pinned is not None for one in channel.messages.values()) >= 250:
        raise DiscordError(30003)
    message.pinned = state.clock.now if pinned else None
    if pinned:
        channel.last_pin = state.clock.now
    changed(state, channel, message, edited=False)
    told = {
        "channel_id": str(channel.id),
        "last_pin_timestamp": channel.last_pin and channel.last_pin.isoformat(),
        **_guild(channel),
    }
    _tell(state, channel, "CHANNEL_PINS_UPDATE", told)
    if pinned:
        _say_pinned(state, channel, message)


def _say_pinned(state: State, channel: Channel, message: Message) -> None:
    """Post Discord's own line that something was pinned."""
    reference: Json = {
        "type": 0,
        "channel_id": str(channel.id),
        "message_id": str(message.id),
        **_guild(channel),
    }
    line = Message(state.ids.next(), channel.id, state.bot, "", state.clock.now, kind=PINNED)
    line.reference = reference
    add(state, channel, line)


def page(
    channel: Channel, limit: int, *, before: int = 0, after: int | None = None, around: int = 0
) -> list[Message]:
    """Return messages that everybody sees, the newest first, beside the given ids."""
    order = channel.order
    if around:
        middle = bisect_left(order, around)
        found = order[max(middle - limit // 2, 0) : middle + (limit + 1) // 2]
    elif after is not None:
        start = bisect_left(order, after + 1)
        found = order[start : start + limit]
    else:
        end = bisect_left(order, before) if before else len(order)
        found = order[max(end - limit, 0) : end]
    return [channel.messages[id_] for id_ in reversed(found)]


def _guild(channel: Channel) -> Json:
    return {} if channel.guild is None else {"guild_id": str(channel.guild)}


def _tell(state: State, channel: Channel, name: str, told: Json) -> None:
    state.tell(name, told, state.guild_of(channel), channel)
