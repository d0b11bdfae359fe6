"""The line to Discord: everything that the adapter's parts share once a token was accepted."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.discord.gateway.gateway import HomeroomClient
from adapters.discord.posting.platform import DiscordPlatform
from adapters.discord.rendering.tree import Translations
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.servers.guilds import Guilds
from bot.ports.clock import Clock
from bot.ports.notes import Notes


@dataclass(frozen=True, slots=True)
class Line:
    """A client that is logged in, and what was built on it; `account` and `application` are ids.

    `texts` are translations of the commands.
    """

    client: HomeroomClient
    rest: DiscordRest
    guilds: Guilds
    platform: DiscordPlatform
    notes: Notes
    clock: Clock
    account: str
    application: str
    texts: Translations
