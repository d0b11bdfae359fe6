"""Messages as JSON on the wire."""

from __future__ import annotations

from tests.support.discord.clock import iso, iso_or_none
from tests.support.discord.shapes import channel_json, member_json, user_json
from tests.support.discord.state import State
from tests.support.discord.things import HAS_THREAD, Attachment, Channel, Json, Message

SECRET = ("content", "embeds", "attachments", "components")
"""What a bot without the message content intent doesn't get of other people's messages."""


def message_json(state: State, channel: Channel, message: Message) -> Json:
    """Return a message as REST has it."""
    shown = _own_json(state, channel, message)
    reference = message.reference
    if reference is not None:
        where = state.channels.get(int(reference["channel_id"]))
        target = where.messages.get(int(reference.get("message_id", 0))) if where else None
        if where is not None and message.kind in (19, 21):
            shown["referenced_message"] = target and _own_json(state, where, target)
    return shown


def message_told(state: State, channel: Channel, message: Message) -> Json:
    """Return a message as the gateway has it: with where it is and who its author is there."""
    shown = message_json(state, channel, message)
    shown["channel_type"] = shown.pop("channel_type", None) or _kind(channel)
    if channel.guild is not None:
        shown["guild_id"] = str(channel.guild)
        member = state.guilds[channel.guild].members.get(message.author.id)
        if member is not None:
            shown["member"] = member_json(member, user=False)
    return shown


def _kind(channel: Channel) -> int:
    return {"dm": 1, "voice": 2, "thread": 11, "private thread": 12}.get(channel.kind, 0)


def _own_json(state: State, channel: Channel, message: Message) -> Json:
    shown: Json = {
        "id": str(message.id),
        "type": message.kind,
        "channel_id": str(message.channel),
        "author": user_json(message.author),
        "content": message.content,
        "timestamp": iso(message.posted),
        "edited_timestamp": iso_or_none(message.edited),
        "tts": False,
        "flags": message.flags,
        "pinned": message.pinned is not None,
        "mention_everyone": message.mention_everyone,
        "mentions": [user_json(state.users[one]) for one in message.mentions],
        "mention_roles": [str(one) for one in message.mention_roles],
        "attachments": [attachment_json(one) for one in message.attachments],
        "embeds": message.embeds,
        "components": message.components,
    }
    if message.nonce is not None:
        shown["nonce"] = message.nonce
    if message.author is state.bot:
        shown["application_id"] = str(state.application)
    if message.token is not None:
        shown["webhook_id"] = str(state.application)
        shown["interaction_metadata"] = message.metadata
    if message.reference is not None:
        shown["message_reference"] = message.reference
    if message.reactions:
        shown["reactions"] = [_reactions(state, *one) for one in message.reactions.items()]
    thread = state.channels.get(message.id) if message.flags & HAS_THREAD else None
    if thread is not None and thread.parent == channel.id:
        shown["thread"] = channel_json(state, thread)
    return shown


def _reactions(state: State, emoji: str, users: dict[int, None]) -> Json:
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "burst_colors": [],
        "me": state.bot.id in users,
        "me_burst": False,
        "burst_me": False,
        "burst_count": 0,
    }


def attachment_json(file: Attachment) -> Json:
    """Return a message's file."""
    shown: Json = {
        "id": str(file.id),
        "filename": file.filename,
        "size": len(file.content),
        "url": file.url,
        "proxy_url": file.url,
        "content_type": file.content_type,
    }
    if file.description is not None:
        shown["description"] = file.description
    if file.ephemeral:
        shown["ephemeral"] = True
    return shown


def censored(state: State, told: Json) -> Json:
    """Return a message as a bot without the message content intent gets it."""
    bot = str(state.bot.id)
    mine = told["author"]["id"] == bot or any(one["id"] == bot for one in told["mentions"])
    if mine or "guild_id" not in told:
        return told
    return {**told, "content": "", "embeds": [], "attachments": [], "components": []}
