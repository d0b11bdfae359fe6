"""REST: messages, their reactions and pins."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.support.discord import messages
from tests.support.discord.clock import iso, made_at
from tests.support.discord.drafts import apply_edit, read_draft
from tests.support.discord.errors import DiscordError, invalid
from tests.support.discord.message_json import censored, message_json
from tests.support.discord.permissions import Permission
from tests.support.discord.routing import Call, Route
from tests.support.discord.shapes import user_json
from tests.support.discord.state import State
from tests.support.discord.things import EPHEMERAL, TEXTUAL, Channel, Json, Message

BULK_AGE = timedelta(days=14)
OLD = timedelta(hours=1)


def shown(state: State, channel: Channel, message: Message) -> Json:
    """Return a message as the bot may read it."""
    made = message_json(state, channel, message)
    if "message_content" in state.privileged or channel.guild is None:
        return made
    return {**censored(state, {**made, "guild_id": "0"}), "channel_id": made["channel_id"]}


def writable(state: State, id_: int, *, files: bool = False) -> Channel:
    """Return a channel that the bot may write in, or refuse as Discord does."""
    channel = state.channel(id_)
    if channel.kind not in TEXTUAL:
        raise DiscordError(50008)
    may = state.may(channel, state.bot.id)
    need = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    if not may & need or (files and not may & Permission.ATTACH_FILES):
        raise DiscordError(50013)
    shut = channel.is_thread and channel.archived and channel.locked
    if shut and not may & Permission.MANAGE_THREADS:
        raise DiscordError(50083)
    if channel.kind == "dm":
        others = [state.users[one] for one in channel.recipients if one != state.bot.id]
        if not all(reachable(state, one.id) for one in others):
            raise DiscordError(50007)
    return channel


def reachable(state: State, user: int) -> bool:
    """Whether the bot may write to somebody privately: a mailbox open, a server in common."""
    together = any({user, state.bot.id} <= guild.members.keys() for guild in state.guilds.values())
    return together and state.users[user].mailbox


def post_message(call: Call) -> Any:
    """POST /channels/C/messages."""
    state = call.state
    channel = writable(state, call.id("channel"), files=bool(call.uploads))
    body = call.json()
    nonce = body.get("nonce")
    if nonce is not None and body.get("enforce_nonce"):
        same = messages.same_nonce(state, channel, nonce)
        if same is not None:
            return shown(state, channel, same)
    draft = read_draft(state, channel, body, call.uploads)
    draft.flags &= ~EPHEMERAL
    message = messages.post(state, channel, state.bot, draft)
    return shown(state, channel, message)


def list_messages(call: Call) -> Any:
    """GET /channels/C/messages: the newest first."""
    state = call.state
    channel = state.channel(call.id("channel"))
    if channel.kind not in TEXTUAL:
        raise DiscordError(50008)
    limit = call.number("limit", 50, 1, 100)
    beside = {
        name: int(call.query[name]) for name in ("before", "after", "around") if name in call.query
    }
    if len(beside) > 1:
        raise invalid("before", "MUTUALLY_EXCLUSIVE", "Only one of before, after, around")
    if not state.may(channel, state.bot.id) & Permission.READ_MESSAGE_HISTORY:
        return []
    return [shown(state, channel, one) for one in messages.page(channel, limit, **beside)]


def found(call: Call, *need: Permission) -> tuple[State, Channel, Message]:
    """Return the message that a path names, in a channel where the bot may do this."""
    state = call.state
    channel = state.channel(call.id("channel"), *need)
    return state, channel, state.message(channel, call.id("message"))


def get_message(call: Call) -> Any:
    """GET /channels/C/messages/M."""
    return shown(*found(call, Permission.READ_MESSAGE_HISTORY))


def edit_message(call: Call) -> Any:
    """PATCH /channels/C/messages/M."""
    state, channel, message = found(call)
    if message.author is not state.bot:
        raise DiscordError(50005)
    if message.kind not in (0, messages.REPLY):
        raise DiscordError(50021)
    if channel.archived:
        raise DiscordError(50083)
    if state.clock.now - message.posted > OLD and state.old_edits.refused(channel.id):
        raise DiscordError(30046, retry_after=state.old_edits.wait, **{"global": False})
    apply_edit(state, channel, message, call.json(), call.uploads)
    messages.changed(state, channel, message)
    return shown(state, channel, message)


def delete_message(call: Call) -> None:
    """DELETE /channels/C/messages/M."""
    state, channel, message = found(call)
    if message.author is not state.bot:
        state.channel(channel.id, Permission.MANAGE_MESSAGES)
    if channel.archived:
        raise DiscordError(50083)
    messages.remove(state, channel, message)


def bulk_delete(call: Call) -> None:
    """POST /channels/C/messages/bulk-delete."""
    state = call.state
    channel = state.channel(call.id("channel"), Permission.MANAGE_MESSAGES)
    ids = [int(one) for one in call.json().get("messages", ())]
    if not 2 <= len(ids) <= 100:
        raise invalid("messages", "BASE_TYPE_BAD_LENGTH", "Must be between 2 and 100 in length.")
    if any(state.clock.now - made_at(id_) > BULK_AGE for id_ in ids):
        raise DiscordError(50034)
    messages.remove_all(state, channel, ids)


def add_reaction(call: Call) -> None:
    """PUT /channels/C/messages/M/reactions/E/@me."""
    state, channel, message = found(call, Permission.READ_MESSAGE_HISTORY)
    emoji = call.params["emoji"]
    if emoji.isascii():
        raise DiscordError(10014)
    if emoji not in message.reactions:
        state.channel(channel.id, Permission.ADD_REACTIONS)
    messages.react(state, channel, message, state.bot, emoji)


def remove_reaction(call: Call) -> None:
    """DELETE /channels/C/messages/M/reactions/E/@me or /U."""
    whose = call.params.get("user")
    need = () if whose is None else (Permission.MANAGE_MESSAGES,)
    state, channel, message = found(call, *need)
    user = state.bot if whose is None else state.user(call.id("user"))
    messages.unreact(state, channel, message, user, call.params["emoji"])


def clear_reactions(call: Call) -> None:
    """DELETE /channels/C/messages/M/reactions or /reactions/E."""
    state, channel, message = found(call, Permission.MANAGE_MESSAGES)
    messages.clear_reactions(state, channel, message, call.params.get("emoji"))


def list_reactions(call: Call) -> Any:
    """GET /channels/C/messages/M/reactions/E: those who reacted, by id."""
    state, _, message = found(call, Permission.READ_MESSAGE_HISTORY)
    after, limit = int(call.query.get("after", "0")), call.number("limit", 25, 1, 100)
    users = sorted(one for one in message.reactions.get(call.params["emoji"], ()) if one > after)
    return [user_json(state.users[one]) for one in users[:limit]]


def pin_message(call: Call) -> None:
    """PUT or DELETE /channels/C/messages/pins/M."""
    state, channel, message = found(call, Permission.PIN_MESSAGES)
    messages.pin(state, channel, message, pinned=call.method == "PUT")


def _pins(channel: Channel) -> list[tuple[datetime, Message]]:
    pinned = [(one.pinned, one) for one in channel.messages.values() if one.pinned is not None]
    return sorted(pinned, key=lambda one: (one[0], one[1].id), reverse=True)


def list_pins(call: Call) -> Any:
    """GET /channels/C/messages/pins: the newest pin first, in pages by time."""
    state = call.state
    channel = state.channel(call.id("channel"), Permission.READ_MESSAGE_HISTORY)
    limit = call.number("limit", 50, 1, 50)
    before = call.query.get("before")
    edge = datetime.fromisoformat(before) if before else None
    pinned = [one for one in _pins(channel) if edge is None or one[0] < edge]
    items = [
        {"pinned_at": iso(at), "message": shown(state, channel, message)}
        for at, message in pinned[:limit]
    ]
    return {"items": items, "has_more": len(pinned) > limit}


def list_pins_plain(call: Call) -> Any:
    """GET /channels/C/pins, the older way."""
    state = call.state
    channel = state.channel(call.id("channel"), Permission.READ_MESSAGE_HISTORY)
    return [shown(state, channel, message) for _, message in _pins(channel)[:50]]


def typing(call: Call) -> None:
    """POST /channels/C/typing."""
    call.state.channel(call.id("channel"))


_C = "/channels/{channel}"
_M = f"{_C}/messages/{{message}}"
_R = f"{_M}/reactions"
ROUTES = (
    Route("POST", f"{_C}/messages", post_message, ("post",)),
    Route("GET", f"{_C}/messages", list_messages, ("find", "history")),
    Route("GET", _M, get_message, ("get",)),
    Route("PATCH", _M, edit_message, ("edit",)),
    Route("DELETE", _M, delete_message, ("remove",)),
    Route("POST", f"{_C}/messages/bulk-delete", bulk_delete, ("remove",)),
    Route("PUT", f"{_R}/{{emoji}}/@me", add_reaction, ("react",)),
    Route("DELETE", f"{_R}/{{emoji}}/@me", remove_reaction, ("react",)),
    Route("DELETE", f"{_R}/{{emoji}}/{{user}}", remove_reaction, ("react",)),
    Route("DELETE", f"{_R}/{{emoji}}", clear_reactions, ("react",)),
    Route("DELETE", _R, clear_reactions, ("react",)),
    Route("GET", f"{_R}/{{emoji}}", list_reactions, ("reactions",)),
    Route("PUT", f"{_C}/messages/pins/{{message}}", pin_message, ("pin",)),
    Route("DELETE", f"{_C}/messages/pins/{{message}}", pin_message, ("pin",)),
    Route("GET", f"{_C}/messages/pins", list_pins, ("pins",)),
    Route("PUT", f"{_C}/pins/{{message}}", pin_message, ("pin",)),
    Route("DELETE", f"{_C}/pins/{{message}}", pin_message, ("pin",)),
    Route("GET", f"{_C}/pins", list_pins_plain, ("pins",)),
    Route("POST", f"{_C}/typing", typing, ("typing",)),
)
