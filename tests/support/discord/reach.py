"""The adapter's platform over a small Discord: REST alone, and what the gateway would tell."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from adapters.discord.posting.platform import DiscordPlatform
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.servers.guilds import Guilds
from bot.model.people import Account
from bot.model.places import Message, Place
from tests.support.discord import things
from tests.support.discord.permissions import BOT_DEFAULT, Permission
from tests.support.discord.scripted import logged_in
from tests.support.discord.server import Settings, WireServer, running
from tests.support.discord.world import (
    DiscordChannel,
    DiscordGuild,
    DiscordPerson,
    DiscordRole,
    World,
)
from tests.support.instants import utc

START = utc("2026-10-05 08:00")
WORLD = World(
    guilds=(
        DiscordGuild(
            "Weather and Society",
            owner="ana",
            roles=(DiscordRole("staff"),),
            channels=(
                DiscordChannel("general"),
                DiscordChannel("staff", only=("staff",)),
                DiscordChannel("discussions", "forum", tags=("Week 3", "open")),
                DiscordChannel("seminar room", "voice"),
                DiscordChannel("lecture", "stage"),
            ),
            bot_permissions=BOT_DEFAULT | Permission.MANAGE_CHANNELS,
        ),
    ),
    people=(
        DiscordPerson("ana", "Ana Alves", roles=("staff",)),
        DiscordPerson("mei", "Mei Lin", zone="Asia/Kathmandu"),
        DiscordPerson("tom", "Tom Baker", zone="America/St_Johns"),
    ),
    start=START,
)


class ServersClock:
    """The server's own time, as a core's clock."""

    def __init__(self, server: WireServer) -> None:
        """Show a server's time."""
        self._server = server

    def now(self) -> datetime:
        """Return the present instant."""
        return self._server.clock.now


@dataclass(frozen=True, slots=True)
class Reach:
    """A server, and the platform that reaches it."""

    server: WireServer
    rest: DiscordRest
    guilds: Guilds
    platform: DiscordPlatform

    def place(self, name: str) -> Place:
        """Return a channel's place."""
        return Place("discord", str(self.server.channel(name).id))

    def thread(self, channel: things.Channel) -> Place:
        """Return a thread's place."""
        return Place("discord", str(channel.parent), str(channel.id))

    def account(self, username: str) -> Account:
        """Return somebody's account."""
        return Account("discord", str(self.server.person(username).user.id))

    def standing(self, message: Message) -> things.Message:
        """Return a message as it stands on the server; KeyError if it is gone."""
        channel = self.server.state.channels[int(self.guilds.holder(message))]
        return channel.messages[int(message.id)]

    def asked(self, method: str) -> list[str]:
        """Return the paths that were asked for with a method, in order."""
        return [one.path for one in self.server.recording.requests if one.method == method]


@contextlib.asynccontextmanager
async def reaching(world: World = WORLD, settings: Settings | None = None) -> AsyncIterator[Reach]:
    """Run a world's server and reach it; everything asked of it has to be as Discord wants it."""
    async with running(world, settings) as server:
        async with logged_in(server.api_url, token=server.token) as rest:
            guilds = Guilds(rest)
            platform = DiscordPlatform(rest, guilds, ServersClock(server))
            yield Reach(server, rest, guilds, platform)
        assert not server.refused
        assert not server.unknown
