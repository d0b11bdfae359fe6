"""Messages: said, changed, deleted, reacted to; whoever does it, the bot or a person."""

from __future__ import annotations

from bisect import bisect_left, insort

from tests.support.slack.errors import SlackError
from tests.support.slack.shapes import TYPES, message_json
from tests.support.slack.state import State
from tests.support.slack.things import Channel, Json, Message, User

KINDS = {"channel": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
"""Kinds of channels as subscriptions to messages call them."""


def add(state: State, channel: Channel, message: Message) -> Message:
    """Let a message stand where it belongs, and tell of it; of ephemeral ones nobody hears."""
    channel.messages[message.ts] = message
    if message.only:
        state.noticed(message)
        return message
    if message.is_reply:
        channel.threads.setdefault(message.thread, []).append(message.ts)
        if message.broadcast:
            channel.order.append(message.ts)
    else:
        channel.order.append(message.ts)
    told = message_json(state, channel, message)
    _tell(state, channel, told, message.ts)
    if message.user.bot:
        state.noticed(message)
    return message


def changed(state: State, channel: Channel, message: Message, before: Json) -> None:
    """Tell that a message is not what it was."""
    told = {
        "type": "message",
        "subtype": "message_changed",
        "message": message_json(state, channel, message),
        "previous_message": before,
        "hidden": True,
    }
    _tell(state, channel, told, state.stamps.ts())


def edit(
    state: State, channel: Channel, message: Message, by: User, *, text: str, blocks: list[Json]
) -> None:
    """Change a message's words."""
    before = message_json(state, channel, message)
    message.text, message.blocks = text, blocks
    message.edited, message.edited_by = state.stamps.ts(), by.id
    if not message.only:
        changed(state, channel, message, before)
    if by.bot:
        state.noticed(message)


def remove(state: State, channel: Channel, message: Message) -> None:
    """Delete a message; a root with replies stays as a tombstone."""
    before = message_json(state, channel, message)
    if message.only:
        del channel.messages[message.ts]
        return
    if channel.threads.get(message.ts):
        message.subtype, message.text = "tombstone", ""
        message.blocks, message.files, message.reactions = [], [], {}
        changed(state, channel, message, before)
        return
    del channel.messages[message.ts]
    if message.is_reply:
        channel.threads[message.thread].remove(message.ts)
    if message.broadcast or not message.is_reply:
        del channel.order[bisect_left(channel.order, message.ts)]
    told = {
        "type": "message",
        "subtype": "message_deleted",
        "deleted_ts": message.ts,
        "previous_message": before,
        "hidden": True,
    }
    _tell(state, channel, told, state.stamps.ts())


def broadcast(state: State, channel: Channel, message: Message) -> None:
    """Show a reply in the channel, too."""
    if not message.broadcast:
        message.broadcast, message.subtype = True, "thread_broadcast"
        insort(channel.order, message.ts)


def _tell(state: State, channel: Channel, told: Json, ts: str) -> None:
    team = state.team_of(channel)
    if team.bot not in channel.members:
        return
    event = {
        **told,
        "ts": ts,
        "channel": channel.id,
        "event_ts": ts,
        "channel_type": TYPES[channel.kind],
    }
    state.tell(team, f"message.{KINDS[channel.kind]}", event)


def react(state: State, channel: Channel, message: Message, user: User, name: str) -> None:
    """Put a reaction on a message, or `already_reacted`."""
    users = message.reactions.setdefault(name, {})
    if user.id in users:
        raise SlackError("already_reacted")
    users[user.id] = None
    _reacted(state, channel, message, user, name, "reaction_added")


def unreact(state: State, channel: Channel, message: Message, user: User, name: str) -> None:
    """Take a reaction away, or `no_reaction`."""
    users = message.reactions.get(name, {})
    if user.id not in users:
        raise SlackError("no_reaction")
    del users[user.id]
    if not users:
        del message.reactions[name]
    _reacted(state, channel, message, user, name, "reaction_removed")


def _reacted(
    state: State, channel: Channel, message: Message, user: User, name: str, what: str
) -> None:
    team = state.team_of(channel)
    if team.bot not in channel.members:
        return
    told: Json = {
        "type": what,
        "user": user.id,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "event_ts": state.stamps.ts(),
    }
    if message.user.id:
        told["item_user"] = message.user.id
    state.tell(team, what, told)
