"""Things as JSON on the wire: users, members, roles, channels, servers."""

from __future__ import annotations

from typing import Any

from tests.support.discord.clock import iso, made_at
from tests.support.discord.state import State
from tests.support.discord.things import (
    Channel,
    Guild,
    Json,
    Member,
    Overwrite,
    Role,
    ScheduledEvent,
    User,
    Voice,
)
from tests.support.discord.world import KINDS


def user_json(user: User) -> Json:
    """Return an account."""
    shown: Json = {
        "id": str(user.id),
        "username": user.username,
        "global_name": None if user.bot else user.name,
        "discriminator": "0001" if user.bot else "0",
        "avatar": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        "public_flags": 0,
        "flags": 0,
    }
    return {**shown, "bot": True} if user.bot else shown


def member_json(member: Member, *, user: bool = True) -> Json:
    """Return somebody on a server, without the account where Discord leaves that out."""
    shown: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "deaf": False,
        "flags": 0,
        "joined_at": iso(member.joined),
        "mute": False,
        "nick": member.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role) for role in member.roles],
    }
    return {**shown, "user": user_json(member.user)} if user else shown


def role_json(role: Role) -> Json:
    """Return a role."""
    shown: Json = {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(int(role.permissions)),
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": role.managed_by is not None,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if role.managed_by is not None:
        shown["tags"] = {"bot_id": str(role.managed_by)}
    return shown


def overwrite_json(overwrite: Overwrite) -> Json:
    """Return what a role or person may do beside their roles."""
    return {
        "id": str(overwrite.id),
        "type": overwrite.kind,
        "allow": str(int(overwrite.allow)),
        "deny": str(int(overwrite.deny)),
    }


def channel_json(state: State, channel: Channel) -> Json:
    """Return a channel, thread or private conversation."""
    shown: Json = {
        "id": str(channel.id),
        "type": KINDS[channel.kind],
        "flags": channel.flags,
        "last_message_id": str(channel.newest) if channel.newest else None,
    }
    if channel.last_pin is not None:
        shown["last_pin_timestamp"] = iso(channel.last_pin)
    if channel.kind == "dm":
        others = (one for one in channel.recipients if one != state.bot.id)
        shown["recipients"] = [user_json(state.users[one]) for one in others]
        return shown
    shown |= {
        "guild_id": str(channel.guild),
        "name": channel.name,
        "parent_id": str(channel.parent) if channel.parent else None,
        "rate_limit_per_user": 0,
    }
    return shown | (_thread(state, channel) if channel.is_thread else _standing(channel))


def _standing(channel: Channel) -> Json:
    shown: Json = {
        "position": channel.position,
        "topic": channel.topic,
        "nsfw": False,
        "permission_overwrites": [overwrite_json(one) for one in channel.overwrites.values()],
    }
    if channel.kind in ("voice", "stage"):
        shown |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if channel.kind == "forum":
        tags = [
            {
                "id": str(tag.id),
                "name": tag.name,
                "moderated": False,
                "emoji_id": None,
                "emoji_name": None,
            }
            for tag in channel.tags
        ]
        shown |= {
            "available_tags": tags,
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "default_auto_archive_duration": channel.archive_after,
        }
    return shown


def _thread(state: State, channel: Channel) -> Json:
    count = max(len(channel.order) - (channel.id in channel.messages), 0)
    shown: Json = {
        "owner_id": str(channel.owner),
        "message_count": count,
        "member_count": min(len(channel.thread_members), 50),
        "total_message_sent": channel.total_sent,
        "thread_metadata": {
            "archived": channel.archived,
            "archive_timestamp": iso(channel.archived_at or made_at(channel.id)),
            "auto_archive_duration": channel.archive_after,
            "locked": channel.locked,
            "create_timestamp": iso(made_at(channel.id)),
        },
    }
    if channel.kind == "private thread":
        shown["thread_metadata"]["invitable"] = True
    parent = state.channels.get(channel.parent or 0)
    if parent is not None and parent.kind == "forum":
        shown["applied_tags"] = [str(tag) for tag in channel.applied]
    if state.bot.id in channel.thread_members:
        shown["member"] = thread_member_json(channel, state.bot.id)
    return shown


def thread_member_json(channel: Channel, user: int) -> Json:
    """Return somebody's membership in a thread."""
    joined = iso(channel.thread_members[user])
    return {"id": str(channel.id), "user_id": str(user), "join_timestamp": joined, "flags": 1}


def voice_json(guild: Guild, voice: Voice, *, channel: bool = True) -> Json:
    """Return where somebody talks; without the channel: that they have left."""
    return {
        "guild_id": str(guild.id),
        "channel_id": str(voice.channel) if channel else None,
        "user_id": str(voice.user),
        "member": member_json(guild.members[voice.user]),
        "session_id": voice.session,
        "deaf": False,
        "mute": False,
        "self_deaf": False,
        "self_mute": False,
        "self_stream": False,
        "self_video": False,
        "suppress": False,
        "request_to_speak_timestamp": None,
    }


def event_json(state: State, event: ScheduledEvent) -> Json:
    """Return an entry of a server's calendar."""
    fields = event.fields
    channel = fields.get("channel_id")
    return {
        "id": str(event.id),
        "guild_id": str(event.guild),
        "name": fields["name"],
        "description": fields.get("description"),
        "channel_id": str(channel) if channel else None,
        "creator_id": str(event.creator),
        "creator": user_json(state.users[event.creator]),
        "image": None,
        "scheduled_start_time": fields["scheduled_start_time"],
        "scheduled_end_time": fields.get("scheduled_end_time"),
        "status": fields.get("status", 1),
        "entity_type": fields["entity_type"],
        "entity_id": None,
        "entity_metadata": fields.get("entity_metadata"),
        "recurrence_rule": None,
        "privacy_level": 2,
        "user_count": 0,
        "guild_scheduled_event_exceptions": [],
    }


PLAIN_GUILD: dict[str, Any] = {
    "icon": None,
    "description": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "features": [],
    "banner": None,
    "application_id": None,
    "region": "deprecated",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 0,
    "default_message_notifications": 0,
    "mfa_level": 0,
    "explicit_content_filter": 0,
    "max_presences": None,
    "max_members": 500000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "preferred_locale": "en-US",
    "rules_channel_id": None,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "emojis": [],
    "stickers": [],
    "incidents_data": None,
}


def guild_json(guild: Guild) -> Json:
    """Return a server as REST has it."""
    return {
        **PLAIN_GUILD,
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner),
        "roles": [role_json(role) for role in guild.roles.values()],
    }


def command_json(state: State, command: Json) -> Json:
    """Return a registered command: as it was written, with what Discord adds."""
    return {
        "application_id": str(state.application),
        "default_member_permissions": None,
        "dm_permission": True,
        "nsfw": False,
        "type": 1,
        "description": "",
        **command,
    }
