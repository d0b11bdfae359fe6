"""The world of the wire server's own tests: a small class on one server."""

from __future__ import annotations

from tests.support.discord.permissions import Permission
from tests.support.discord.things import Json
from tests.support.discord.world import (
    DiscordChannel,
    DiscordGuild,
    DiscordPerson,
    DiscordRole,
    World,
)
from tests.support.instants import utc

SMALL = World(
    guilds=(
        DiscordGuild(
            "Weather",
            owner="ana",
            channels=(
                DiscordChannel("general", topic="Everything"),
                DiscordChannel("forum", kind="forum", tags=("week 1", "open")),
                DiscordChannel("staff", only=("staff",)),
                DiscordChannel("secret", bot=False),
                DiscordChannel("talk", kind="voice"),
                DiscordChannel("stage", kind="stage"),
            ),
            roles=(
                DiscordRole("staff", Permission.MANAGE_MESSAGES),
                DiscordRole("class", mentionable=True),
            ),
        ),
    ),
    people=(
        DiscordPerson("ana", "Ana Alves", "Europe/Berlin", roles=("staff",)),
        DiscordPerson("mei", "Mei Lin", "Asia/Tokyo"),
        DiscordPerson("tom", "Tom Baker", "America/St_Johns"),
    ),
    start=utc("2026-10-05 08:00"),
)

COMMANDS: list[Json] = [
    {
        "name": "class",
        "description": "The class",
        "options": [
            {
                "type": 1,
                "name": "ask",
                "description": "Ask",
                "options": [
                    {"type": 3, "name": "text", "description": "What", "required": True},
                    {"type": 5, "name": "anonymous", "description": "Without a name"},
                    {"type": 3, "name": "about", "description": "What", "autocomplete": True},
                    {"type": 11, "name": "file", "description": "A file"},
                ],
            }
        ],
    },
    {"name": "Credit", "type": 3, "default_member_permissions": "8192"},
]
"""What a bot may register there."""
