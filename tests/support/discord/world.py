"""A world in words: who is on which server, in which channels; WireServer makes it real.

Names are how tests point at things: people by username, roles and channels by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.support.discord.permissions import BOT_DEFAULT, EVERYONE_DEFAULT, NOTHING, Permission

KINDS = {
    "text": 0,
    "dm": 1,
    "voice": 2,
    "category": 4,
    "announcement": 5,
    "thread": 11,
    "private thread": 12,
    "stage": 13,
    "forum": 15,
}
"""Kinds of channels and their numbers on the wire."""


@dataclass(frozen=True, slots=True)
class DiscordRole:
    """A role and what it may do."""

    name: str
    permissions: Permission = NOTHING
    mentionable: bool = False


@dataclass(frozen=True, slots=True)
class DiscordChannel:
    """A channel of a kind in KINDS.

    `only` names roles and people: if there are any, nobody else sees it, but the bot unless
    `bot` is False. `tags` are a forum's; `needs_tag` makes it ask for one.
    """

    name: str
    kind: str = "text"
    topic: str = ""
    tags: tuple[str, ...] = ()
    needs_tag: bool = False
    only: tuple[str, ...] = ()
    bot: bool = True
    parent: str = ""


@dataclass(frozen=True, slots=True)
class DiscordPerson:
    """Somebody with an account; `mailbox` is whether the bot may write to them privately."""

    username: str
    name: str
    zone: str = "UTC"
    locale: str = "en-US"
    roles: tuple[str, ...] = ()
    mailbox: bool = True


@dataclass(frozen=True, slots=True)
class DiscordGuild:
    """A server, its roles, channels and members (usernames; everybody if none is named)."""

    name: str
    owner: str
    channels: tuple[DiscordChannel, ...] = ()
    roles: tuple[DiscordRole, ...] = ()
    members: tuple[str, ...] = ()
    bot_permissions: Permission = BOT_DEFAULT
    everyone: Permission = EVERYONE_DEFAULT


@dataclass(frozen=True, slots=True)
class World:
    """All of it; `start` is where the clock stands, None for real time.

    `privileged` are the privileged intents that the developer portal allows the bot, of
    `presences`, `members` and `message_content`.
    """

    guilds: tuple[DiscordGuild, ...]
    people: tuple[DiscordPerson, ...]
    start: datetime | None = None
    token: str = "made.up.token"
    bot_name: str = "Homeroom"
    privileged: tuple[str, ...] = ("members", "message_content")
