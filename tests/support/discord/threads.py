"""Threads: opened from a message, without one, or as a forum's post; archived and listed."""

from __future__ import annotations

from datetime import datetime

from tests.support.discord import messages
from tests.support.discord.drafts import Draft, ping
from tests.support.discord.errors import DiscordError, invalid, too_long
from tests.support.discord.permissions import Permission
from tests.support.discord.shapes import channel_json, thread_member_json
from tests.support.discord.state import State
from tests.support.discord.things import HAS_THREAD, Channel, Json, Message, User

ARCHIVE_AFTER = (60, 1440, 4320, 10080)
REQUIRE_TAG = 1 << 4
THREAD_CREATED, THREAD_STARTER = 18, 21
MOST_TAGS = 5


def open_thread(
    state: State,
    parent: Channel,
    author: User,
    name: str,
    *,
    root: Message | None = None,
    private: bool = False,
    archive_after: int | None = None,
) -> Channel:
    """Open a thread under a channel: of a message, or of its own."""
    if root is not None and root.id in state.channels:
        raise DiscordError(160004)
    thread = _made(state, parent, author, name, archive_after, root.id if root else None)
    thread.kind = "private thread" if private else "thread"
    _announce(state, thread, author)
    reference: Json = {"type": 0, "guild_id": str(parent.guild), "channel_id": str(parent.id)}
    if root is not None:
        root.flags |= HAS_THREAD
        messages.changed(state, parent, root, edited=False)
        starter = _system(state, thread, author, THREAD_STARTER, "")
        starter.reference = {**reference, "message_id": str(root.id)}
        messages.add(state, thread, starter)
    elif not private:
        line = _system(state, parent, author, THREAD_CREATED, name)
        line.reference = {**reference, "channel_id": str(thread.id)}
        messages.add(state, parent, line)
    return thread


def open_post(
    state: State,
    forum: Channel,
    author: User,
    name: str,
    draft: Draft,
    *,
    tags: list[int],
    archive_after: int | None = None,
) -> tuple[Channel, Message]:
    """Open a forum's post: a thread whose first message has the thread's own id."""
    check_tags(forum, tags)
    thread = _made(state, forum, author, name, archive_after, None)
    thread.applied = tags
    _announce(state, thread, author)
    message = Message(
        thread.id,
        thread.id,
        author,
        draft.content,
        state.clock.now,
        flags=draft.flags,
        components=draft.components,
        attachments=draft.attachments,
        embeds=draft.embeds,
        nonce=draft.nonce,
    )
    ping(state, thread, message, draft.allowed)
    messages.add(state, thread, message)
    return thread, message


def check_tags(forum: Channel, tags: list[int]) -> None:
    """Refuse tags that a forum doesn't have, too many, or none where one is needed."""
    if len(tags) > MOST_TAGS:
        raise too_long("applied_tags", 0, MOST_TAGS)
    if not set(tags) <= {tag.id for tag in forum.tags}:
        raise DiscordError(10087)
    if forum.flags & REQUIRE_TAG and not tags:
        raise DiscordError(40067)


def _made(
    state: State,
    parent: Channel,
    author: User,
    name: str,
    archive_after: int | None,
    id_: int | None,
) -> Channel:
    if not 1 <= len(name) <= 100:
        raise too_long("name", 1, 100)
    if archive_after is not None and archive_after not in ARCHIVE_AFTER:
        raise invalid(
            "auto_archive_duration", "BASE_TYPE_CHOICES", f"Must be one of {ARCHIVE_AFTER}"
        )
    thread = Channel(
        id_ or state.ids.next(),
        "thread",
        name,
        parent.guild,
        parent.id,
        archive_after=archive_after or parent.archive_after,
        owner=author.id,
    )
    state.channels[thread.id] = thread
    if parent.kind == "forum":
        parent.newest = thread.id
    state.guilds[parent.guild or 0].channels[thread.id] = thread
    return thread


def _announce(state: State, thread: Channel, author: User) -> None:
    thread.thread_members[author.id] = state.clock.now
    told = {**channel_json(state, thread), "newly_created": True}
    state.tell("THREAD_CREATE", told, state.guild_of(thread), thread)


def _system(state: State, where: Channel, author: User, kind: int, words: str) -> Message:
    return Message(state.ids.next(), where.id, author, words, state.clock.now, kind=kind)


def archive(state: State, thread: Channel, *, archived: bool, locked: bool | None = None) -> None:
    """Archive a thread or wake it, and tell everybody."""
    if archived != thread.archived:
        thread.archived = archived
        thread.archived_at = state.clock.now
    if locked is not None:
        thread.locked = locked
    state.tell("THREAD_UPDATE", channel_json(state, thread), state.guild_of(thread), thread)


def visible(state: State, parent: Channel, *, private: bool, archived: bool) -> list[Channel]:
    """Return a channel's threads that the bot may see, the newest first."""
    kind = "private thread" if private else "thread"
    found = [
        one
        for one in state.channels.values()
        if one.parent == parent.id and one.kind == kind and one.archived == archived
    ]
    seen = [one for one in found if state.sees(one, state.bot.id)]
    return sorted(seen, key=_age, reverse=True)


def _age(thread: Channel) -> tuple[float, int]:
    return (thread.archived_at.timestamp() if thread.archived_at else 0.0, thread.id)


def listed(state: State, found: list[Channel]) -> Json:
    """Return threads as Discord lists them, with the bot's own memberships."""
    mine = [
        thread_member_json(one, state.bot.id) for one in found if state.bot.id in one.thread_members
    ]
    shown = [channel_json(state, one) for one in found]
    return {"threads": shown, "members": mine, "has_more": False}


def before(found: list[Channel], edge: datetime | None) -> list[Channel]:
    """Return the threads that were archived before an instant."""
    return [one for one in found if edge is None or (one.archived_at and one.archived_at < edge)]


def may_open(state: State, parent: Channel, *, private: bool) -> None:
    """Refuse with 50013 where the bot may not open a thread, with 50024 where nobody can."""
    if parent.kind not in ("text", "announcement", "forum"):
        raise DiscordError(50024)
    need = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    if parent.kind == "forum":
        need = Permission.SEND_MESSAGES
    state.channel(parent.id, need)
