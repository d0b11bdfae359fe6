"""What a session is told when it begins: who the bot is, and each server as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.discord.clock import iso
from tests.support.discord.intents import EVENTS, MEMBERS, VOICE
from tests.support.discord.rest_guilds import application_flags
from tests.support.discord.shapes import (
    channel_json,
    event_json,
    guild_json,
    member_json,
    user_json,
    voice_json,
)
from tests.support.discord.state import State
from tests.support.discord.things import Guild, Json

LARGE = 250
CHUNK = 1000


def ready(state: State, session: str) -> Json:
    """Return READY: servers only by id."""
    return {
        "v": 10,
        "user": {**user_json(state.bot), "mfa_enabled": False, "verified": True, "email": None},
        "user_settings": {},
        "session_type": "normal",
        "session_id": session,
        "resume_gateway_url": state.address.replace("http", "ws", 1) + "/resume",
        "relationships": [],
        "private_channels": [],
        "presences": [],
        "guilds": [
            {"id": str(guild.id), "unavailable": True}
            for guild in state.guilds.values()
            if state.bot.id in guild.members
        ],
        "guild_join_requests": [],
        "geo_ordered_rtc_regions": [],
        "auth": {},
        "application": {"id": str(state.application), "flags": application_flags(state)},
        "_trace": [],
    }


def guild_create(state: State, guild: Guild, intents: int) -> Json:
    """Return GUILD_CREATE; of the members only the bot and who talks, unless the server is small.

    Bots get all channels, hidden ones too, but only threads that they see.
    """
    bot = state.bot.id
    threads = [one for one in guild.channels.values() if one.is_thread and not one.archived]
    everybody = intents & MEMBERS and len(guild.members) < LARGE
    known = guild.members if everybody else {bot: None, **dict.fromkeys(guild.voices)}
    voices = [voice_json(guild, one) for one in guild.voices.values()] if intents & VOICE else []
    return {
        **guild_json(guild),
        "joined_at": iso(guild.members[bot].joined),
        "large": len(guild.members) >= LARGE,
        "unavailable": False,
        "member_count": len(guild.members),
        "voice_states": [
            {key: value for key, value in one.items() if key != "guild_id"} for one in voices
        ],
        "members": [member_json(guild.members[one]) for one in known],
        "channels": [
            channel_json(state, one) for one in guild.channels.values() if not one.is_thread
        ],
        "threads": [channel_json(state, one) for one in threads if state.sees(one, bot)],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [event_json(state, one) for one in guild.events.values()]
        if intents & EVENTS
        else [],
        "soundboard_sounds": [],
    }


def members_chunks(state: State, intents: int, asked: Json) -> Iterator[Json]:
    """Yield GUILD_MEMBERS_CHUNK for a request of members: by id, by name, or all of them."""
    guild = state.guilds[int(asked["guild_id"])]
    ids = asked.get("user_ids")
    if ids is not None:
        wanted = [int(one) for one in ids] if isinstance(ids, list) else [int(ids)]
        found = [guild.members[one] for one in wanted if one in guild.members]
        missing = [str(one) for one in wanted if one not in guild.members]
    else:
        words = str(asked.get("query", "")).casefold()
        everybody = guild.members.values() if words or intents & MEMBERS else ()
        found = [one for one in everybody if one.user.username.casefold().startswith(words)]
        found, missing = found[: asked.get("limit") or None], []
    pages = [found[at : at + CHUNK] for at in range(0, len(found), CHUNK)] or [[]]
    for number, page in enumerate(pages):
        yield {
            "guild_id": str(guild.id),
            "members": [member_json(one) for one in page],
            "chunk_index": number,
            "chunk_count": len(pages),
            "not_found": missing,
            "nonce": asked.get("nonce"),
        }
