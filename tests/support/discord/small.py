"""The world of the wire server's own tests: a small class on one server."""

from __future__ import annotations

from tests.support.discord.permissions import Permission
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
