"""REST: channels, threads, private conversations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.support.discord import messages, threads
from tests.support.discord.drafts import read_draft
from tests.support.discord.errors import DiscordError, invalid, required, too_long
from tests.support.discord.message_json import message_json
from tests.support.discord.permissions import Permission
from tests.support.discord.routing import Call, Route
from tests.support.discord.shapes import channel_json, thread_member_json
from tests.support.discord.state import State
from tests.support.discord.things import Channel, Json, Overwrite, Tag

MOST_FORUM_TAGS = 20


def get_channel(call: Call) -> Any:
    """GET /channels/C."""
    return channel_json(call.state, call.state.channel(call.id("channel")))


def edit_channel(call: Call) -> Any:
    """PATCH /channels/C: a thread's state and tags, a channel's name, topic and tags."""
    state, body = call.state, call.json()
    channel = state.channel(call.id("channel"))
    if channel.is_thread:
        _edit_thread(state, channel, body)
        return channel_json(state, channel)
    state.channel(channel.id, Permission.MANAGE_CHANNELS)
    channel.name = body.get("name", channel.name)
    channel.topic = body.get("topic", channel.topic)
    if body.get("available_tags") is not None:
        channel.tags = _tags(state, channel, body["available_tags"])
    state.tell("CHANNEL_UPDATE", channel_json(state, channel), state.guild_of(channel), channel)
    return channel_json(state, channel)


def _edit_thread(state: State, thread: Channel, body: Json) -> None:
    own = thread.owner == state.bot.id
    may = state.may(thread, state.bot.id)
    if not (own or may & Permission.MANAGE_THREADS):
        raise DiscordError(50013)
    if thread.archived and body.get("archived", True):
        raise DiscordError(50083)
    if "locked" in body and not may & Permission.MANAGE_THREADS:
        raise DiscordError(50013)
    name = body.get("name", thread.name)
    if not 1 <= len(name) <= 100:
        raise too_long("name", 1, 100)
    if body.get("applied_tags") is not None:
        tags = [int(one) for one in body["applied_tags"]]
        threads.check_tags(state.channels[thread.parent or 0], tags)
        thread.applied = tags
    thread.name = name
    thread.archive_after = body.get("auto_archive_duration", thread.archive_after)
    thread.flags = body.get("flags", thread.flags)
    archived = body.get("archived", thread.archived)
    threads.archive(state, thread, archived=archived, locked=body.get("locked"))


def _tags(state: State, channel: Channel, wanted: list[Json]) -> list[Tag]:
    if len(wanted) > MOST_FORUM_TAGS:
        raise too_long("available_tags", 0, MOST_FORUM_TAGS)
    for tag in wanted:
        if not 1 <= len(tag["name"]) <= 20:
            raise too_long("available_tags.name", 1, 20)
    known = {tag.id for tag in channel.tags}
    return [
        Tag(int(tag["id"]), tag["name"])
        if tag.get("id") and int(tag["id"]) in known
        else Tag(state.ids.next(), tag["name"])
        for tag in wanted
    ]


def delete_channel(call: Call) -> Any:
    """DELETE /channels/C."""
    state = call.state
    channel = state.channel(call.id("channel"))
    need = Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
    state.channel(channel.id, need)
    shown = channel_json(state, channel)
    drop_channel(state, channel)
    return shown


def drop_channel(state: State, channel: Channel) -> None:
    """Delete a channel with its threads, and tell everybody."""
    guild = state.guild_of(channel)
    shown = channel_json(state, channel)
    below = [one for one in state.channels.values() if one.parent == channel.id]
    gone = [channel, *(one for one in below if one.is_thread)]
    for one in below:
        one.parent = channel.id if one.is_thread else None
    for one in gone:
        del state.channels[one.id]
        if guild is not None:
            del guild.channels[one.id]
    state.tell("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", shown, guild, None)


def set_overwrite(call: Call) -> None:
    """PUT /channels/C/permissions/O."""
    state, body = call.state, call.json()
    channel = state.channel(call.id("channel"), Permission.MANAGE_ROLES)
    id_ = call.id("overwrite")
    allow, deny = (Permission(int(body.get(name) or 0)) for name in ("allow", "deny"))
    channel.overwrites[id_] = Overwrite(id_, body["type"], allow, deny)
    state.tell("CHANNEL_UPDATE", channel_json(state, channel), state.guild_of(channel), channel)


def delete_overwrite(call: Call) -> None:
    """DELETE /channels/C/permissions/O."""
    state = call.state
    channel = state.channel(call.id("channel"), Permission.MANAGE_ROLES)
    channel.overwrites.pop(call.id("overwrite"), None)
    state.tell("CHANNEL_UPDATE", channel_json(state, channel), state.guild_of(channel), channel)


def thread_of_message(call: Call) -> Any:
    """POST /channels/C/messages/M/threads."""
    state, body = call.state, call.json()
    parent = state.channel(call.id("channel"), Permission.READ_MESSAGE_HISTORY)
    threads.may_open(state, parent, private=False)
    if parent.kind == "forum":
        raise DiscordError(50024)
    root = state.message(parent, call.id("message"))
    thread = threads.open_thread(
        state,
        parent,
        state.bot,
        _name(body),
        root=root,
        archive_after=body.get("auto_archive_duration"),
    )
    return channel_json(state, thread)


def start_thread(call: Call) -> Any:
    """POST /channels/C/threads: without a message, or as a forum's post with one."""
    state, body = call.state, call.json()
    parent = state.channel(call.id("channel"))
    private = parent.kind != "forum" and body.get("type", 12) == 12
    threads.may_open(state, parent, private=private)
    after = body.get("auto_archive_duration")
    if parent.kind != "forum":
        made = threads.open_thread(
            state, parent, state.bot, _name(body), private=private, archive_after=after
        )
        return channel_json(state, made)
    if not isinstance(body.get("message"), dict):
        raise required("message")
    draft = read_draft(state, parent, body["message"], call.uploads)
    tags = [int(one) for one in body.get("applied_tags") or ()]
    thread, message = threads.open_post(
        state, parent, state.bot, _name(body), draft, tags=tags, archive_after=after
    )
    return {
        **channel_json(state, thread),
        "message": message_json(state, thread, message),
    }


def _name(body: Json) -> str:
    if not isinstance(body.get("name"), str):
        raise required("name")
    return str(body["name"])


def list_archived(call: Call) -> Any:
    """GET /channels/C/threads/archived/public or private: the newest first."""
    state = call.state
    private = call.path.endswith("private")
    need = (Permission.READ_MESSAGE_HISTORY, *([Permission.MANAGE_THREADS] if private else []))
    parent = state.channel(call.id("channel"), *need)
    limit = call.number("limit", 50, 2, 100)
    before = call.query.get("before")
    edge = datetime.fromisoformat(before) if before else None
    found = threads.visible(state, parent, private=private, archived=True)
    found = threads.before(found, edge)
    return {**threads.listed(state, found[:limit]), "has_more": len(found) > limit}


def list_joined(call: Call) -> Any:
    """GET /channels/C/users/@me/threads/archived/private: those the bot is in, by id."""
    state = call.state
    parent = state.channel(call.id("channel"), Permission.READ_MESSAGE_HISTORY)
    limit = call.number("limit", 50, 2, 100)
    found = threads.visible(state, parent, private=True, archived=True)
    before = int(call.query.get("before", 2**63))
    joined = [one for one in found if state.bot.id in one.thread_members and one.id < before]
    joined.sort(key=lambda one: -one.id)
    return {**threads.listed(state, joined[:limit]), "has_more": len(joined) > limit}


def list_active(call: Call) -> Any:
    """GET /guilds/G/threads/active."""
    state = call.state
    guild = state.guild(call.id("guild"))
    found = [one for one in guild.channels.values() if one.is_thread and not one.archived]
    seen = [one for one in reversed(found) if state.sees(one, state.bot.id)]
    return threads.listed(state, seen)


def join_thread(call: Call) -> None:
    """PUT /channels/C/thread-members/@me or /U."""
    state = call.state
    thread = _thread(call)
    user = call.id("user") if "user" in call.params else state.bot.id
    state.user(user)
    if thread.archived:
        raise DiscordError(50083)
    if user not in thread.thread_members:
        messages.join_thread(state, thread, user)


def leave_thread(call: Call) -> None:
    """DELETE /channels/C/thread-members/@me or /U."""
    thread = _thread(call)
    user = call.id("user") if "user" in call.params else call.state.bot.id
    thread.thread_members.pop(user, None)


def thread_members(call: Call) -> Any:
    """GET /channels/C/thread-members, or /U for one of them."""
    thread = _thread(call)
    if "user" not in call.params:
        return [thread_member_json(thread, user) for user in thread.thread_members]
    if call.id("user") not in thread.thread_members:
        raise DiscordError(10007)
    return thread_member_json(thread, call.id("user"))


def _thread(call: Call) -> Channel:
    thread = call.state.channel(call.id("channel"))
    if not thread.is_thread:
        raise DiscordError(50024)
    return thread


def open_direct(call: Call) -> Any:
    """POST /users/@me/channels: the bot's conversation with somebody."""
    state, body = call.state, call.json()
    who = body.get("recipient_id")
    if who is None:
        raise required("recipient_id")
    user = state.user(int(who))
    if user.bot:
        raise invalid("recipient_id", "INVALID_RECIPIENT", "Bots can't write to bots")
    channel = state.direct(user)
    return channel_json(state, channel)


_C = "/channels/{channel}"
_T = f"{_C}/thread-members"
ROUTES = (
    Route("GET", _C, get_channel, ("channel",)),
    Route("PATCH", _C, edit_channel, ("change",)),
    Route("DELETE", _C, delete_channel, ("drop-channel",)),
    Route("PUT", f"{_C}/permissions/{{overwrite}}", set_overwrite, ("overwrite",)),
    Route("DELETE", f"{_C}/permissions/{{overwrite}}", delete_overwrite, ("overwrite",)),
    Route("POST", f"{_C}/messages/{{message}}/threads", thread_of_message, ("thread",), 201),
    Route("POST", f"{_C}/threads", start_thread, ("thread", "post"), 201),
    Route("GET", f"{_C}/threads/archived/public", list_archived, ("archived",)),
    Route("GET", f"{_C}/threads/archived/private", list_archived, ("archived",)),
    Route("GET", f"{_C}/users/@me/threads/archived/private", list_joined, ("archived",)),
    Route("GET", "/guilds/{guild}/threads/active", list_active, ("active",)),
    Route("PUT", f"{_T}/@me", join_thread, ("join",)),
    Route("PUT", f"{_T}/{{user}}", join_thread, ("join",)),
    Route("DELETE", f"{_T}/@me", leave_thread, ("join",)),
    Route("DELETE", f"{_T}/{{user}}", leave_thread, ("join",)),
    Route("GET", _T, thread_members, ("thread-members",)),
    Route("GET", f"{_T}/{{user}}", thread_members, ("thread-members",)),
    Route("POST", "/users/@me/channels", open_direct, ("direct",)),
)
