"""The world of the wire server's own tests: a small class in one workspace."""

from __future__ import annotations

from tests.support.instants import utc
from tests.support.slack.world import (
    SCOPES,
    SlackChannel,
    SlackPerson,
    SlackShortcut,
    SlackWorkspace,
    World,
)

SMALL = World(
    workspaces=(
        SlackWorkspace(
            "Weather",
            channels=(
                SlackChannel("general", topic="Everything"),
                SlackChannel("random", bot=False),
                SlackChannel("staff", private=True, members=("ana",)),
                SlackChannel("secret", private=True, members=("ana",), bot=False),
                SlackChannel("news", posting=("ana", "homeroom")),
                SlackChannel("guests", members=("ana", "mei", "gil", "sol", "zoe")),
            ),
        ),
    ),
    people=(
        SlackPerson("ana", "Ana Alves", "Europe/Berlin", admin=True),
        SlackPerson("mei", "Mei Lin", "Asia/Tokyo"),
        SlackPerson("tom", "Tom Baker", "America/St_Johns"),
        SlackPerson("gil", "Gil Guest", guest="multi"),
        SlackPerson("sol", "Sol Single", guest="single"),
        SlackPerson("zoe", "Zoe Elsewhere", guest="stranger"),
    ),
    start=utc("2026-10-05 08:00"),
    scopes=(*SCOPES, "channels:join", "pins:read", "reactions:write", "team:read"),
    shortcuts=(
        SlackShortcut("Mark as highlight", "mark"),
        SlackShortcut("Ask a question", "ask", message=False),
    ),
)
