"""What stands on simcord after the weeks: the calendar, the forum's tags, whom the bot pinged."""

from __future__ import annotations

from simcord.backend.models import Channel, Message

from tests.peers.simcord.stage import SimcordStage

STATUS = {1: "to come", 2: "under way", 3: "over", 4: "cancelled"}


def calendar_of(stage: SimcordStage) -> list[str]:
    """Return the server's events in order: when each begins, its name and status."""
    guild = stage.env.backend.get_guild(stage.guild.id)
    events = sorted(guild.scheduled_events.values(), key=lambda one: one.scheduled_start_time)
    return [f"{one.scheduled_start_time[:16]} {one.name}: {STATUS[one.status]}" for one in events]


def filed(stage: SimcordStage) -> list[str]:
    """Return the forums' posts that carry tags, with these."""
    forums = [one for one in _channels(stage) if one.available_tags]
    names = {int(tag["id"]): tag["name"] for forum in forums for tag in forum.available_tags}
    return [
        f"{post.name}: {', '.join(sorted(names[tag] for tag in post.applied_tags))}"
        for post in _channels(stage)
        if post.applied_tags
    ]


def pings(stage: SimcordStage) -> list[str]:
    """Return the bot's messages that pinged anybody."""
    bot = stage.env.backend.bot_user.id
    return [
        f"{one.id}: {one.content} {one.components}"
        for channel in _channels(stage)
        for one in stage.env.backend.messages[channel.id].values()
        if one.author_id == bot and _pinged(one)
    ]


def _channels(stage: SimcordStage) -> list[Channel]:
    return sorted(stage.env.backend.channels.values(), key=lambda one: one.id)


def _pinged(message: Message) -> bool:
    return bool(message.ping_user_ids or message.ping_role_ids or message.mention_everyone)
