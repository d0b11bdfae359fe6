"""Which events a bot is sent: by its intents, and by what it may see."""

from __future__ import annotations

from typing import Any

from tests.support.discord.things import Guild, Json

GUILDS, MEMBERS, VOICE, PRESENCES = 1 << 0, 1 << 1, 1 << 7, 1 << 8
GUILD_MESSAGES, GUILD_REACTIONS, GUILD_TYPING = 1 << 9, 1 << 10, 1 << 11
DIRECT_MESSAGES, DIRECT_REACTIONS, DIRECT_TYPING = 1 << 12, 1 << 13, 1 << 14
CONTENT, EVENTS = 1 << 15, 1 << 16
KNOWN = (1 << 26) - 1
PRIVILEGED = {"presences": PRESENCES, "members": MEMBERS, "message_content": CONTENT}

_MESSAGES = (GUILD_MESSAGES, DIRECT_MESSAGES)
_REACTIONS = (GUILD_REACTIONS, DIRECT_REACTIONS)
_OF_GUILDS = (GUILDS, 0)
WANTED: dict[str, tuple[int, int]] = {
    **dict.fromkeys(
        ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"), _MESSAGES
    ),
    **dict.fromkeys(
        (
            "MESSAGE_REACTION_ADD",
            "MESSAGE_REACTION_REMOVE",
            "MESSAGE_REACTION_REMOVE_ALL",
            "MESSAGE_REACTION_REMOVE_EMOJI",
        ),
        _REACTIONS,
    ),
    **dict.fromkeys(("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"), _OF_GUILDS),
    **dict.fromkeys(("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"), _OF_GUILDS),
    **dict.fromkeys(("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE"), _OF_GUILDS),
    **dict.fromkeys(("THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE"), _OF_GUILDS),
    "CHANNEL_PINS_UPDATE": (GUILDS, DIRECT_MESSAGES),
    "THREAD_MEMBERS_UPDATE": (MEMBERS, 0),
    **dict.fromkeys(
        ("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"), (MEMBERS, 0)
    ),
    "VOICE_STATE_UPDATE": (VOICE, 0),
    "TYPING_START": (GUILD_TYPING, DIRECT_TYPING),
    **dict.fromkeys(
        (
            "GUILD_SCHEDULED_EVENT_CREATE",
            "GUILD_SCHEDULED_EVENT_UPDATE",
            "GUILD_SCHEDULED_EVENT_DELETE",
        ),
        (EVENTS, 0),
    ),
}
"""Events and the intents they want on a server and in private; others come to everybody."""
IN_CHANNEL = frozenset(
    name for name in WANTED if name.startswith(("MESSAGE_", "THREAD_", "CHANNEL_PINS", "TYPING"))
)
"""Events that only those get who see the channel."""


def wants(intents: int, name: str, data: Any, guild: Guild | None, bot: int) -> bool:
    """Whether a session with these intents is sent an event."""
    if name not in WANTED:
        return True
    wanted = WANTED[name][guild is None]
    return bool(intents & wanted) or _about(data, bot, name)


def _about(data: Json, bot: int, name: str) -> bool:
    """Whether an event is about the bot itself, which is told of that in any case."""
    if name == "GUILD_MEMBER_UPDATE":
        return bool(data["user"]["id"] == str(bot))
    if name == "THREAD_MEMBERS_UPDATE":
        return any(one["user_id"] == str(bot) for one in data.get("added_members", ()))
    return False


def in_channel(name: str) -> bool:
    """Whether an event is only for those who see the channel."""
    return name in IN_CHANNEL
