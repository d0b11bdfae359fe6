"""The scenarios' class on simcord: its server, with the staff's channel closed to all others."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from adapters.discord.doctor.invite import NEEDED
from adapters.discord.gateway.gateway import HomeroomClient
from bot.model.courses.description import CourseDescription
from tests.scenarios.discord.course import STAFF, on_discord
from tests.scenarios.stage import described, world

Overwrites = dict[
    simcord.RoleHandle
    | simcord.MemberActor
    | simcord.UserHandle
    | discord.Role
    | discord.Member
    | discord.User
    | discord.ClientUser,
    discord.PermissionOverwrite,
]
TAGGING = discord.Permissions(manage_channels=True)
"""What docs/discord.md asks for in a forum, for its tags."""
PATIENCE = 60.0
"""Seconds of a busy machine that the bot has to answer an act."""
INSIDE = discord.Permissions(view_channel=True)
STAND_INS = discord.Permissions(manage_messages=True, manage_events=True)
"""simcord asks for what Discord asked for until 2026: PIN_MESSAGES and CREATE_EVENTS are newer."""


@dataclass(frozen=True, slots=True)
class SimcordStage:
    """A class on simcord, before the bot serves it."""

    env: simcord.Env
    client: HomeroomClient
    guild: simcord.GuildHandle
    members: Mapping[str, simcord.MemberActor]
    zones: Mapping[str, str]
    """By username: people on the server, and the zones of their devices."""

    def now(self) -> datetime:
        """Return simcord's instant, aware: the bot's clock."""
        return self.env.now()

    async def move(self, to: datetime) -> None:
        """Let simcord's clock run to a later instant."""
        await self.env.advance_time((to - self.env.now()).total_seconds())

    def channel(self, name: str) -> simcord.ChannelHandle:
        """Return a channel of the server by its name."""
        return self.guild.channels[name]

    def course(self) -> CourseDescription:
        """Return the scenarios' course as it stands here."""
        channels = {name: str(one.id) for name, one in self.guild.channels.items()}
        users = {name: str(one.id) for name, one in self.members.items()}
        return on_discord(described(self.now()), channels, users)

    def admit(self, place: str, who: str, *, present: bool) -> None:
        """Let somebody into a channel, or out of it, as those who run a server would."""
        channel, member = self.channel(place), self.members[who]
        if present:
            rights = Overwrite(member.id, OverwriteType.MEMBER, allow=INSIDE.value)
            self.env.backend.set_overwrite(channel.id, rights)
        else:
            self.env.backend.delete_overwrite(channel.id, member.id)


@contextlib.asynccontextmanager
async def staging(start: datetime, *, forum: bool) -> AsyncIterator[SimcordStage]:
    """Build the class on a simcord whose clock stands at `start`."""
    client = HomeroomClient()
    async with simcord.run(client, settle_timeout=PATIENCE) as env:
        await env.advance_time((start - env.now()).total_seconds())
        env.backend.edit_bot_profile("Homeroom")
        yield _built(env, client, start, forum=forum)


def _built(
    env: simcord.Env, client: HomeroomClient, start: datetime, *, forum: bool
) -> SimcordStage:
    given = world(start)
    users = {one.id: env.create_user(one.id, global_name=one.name) for one in given.accounts}
    owner = next(one.id for one in given.accounts if one.role == "instructor")
    guild = env.create_guild("Soundscapes", owner=users[owner])
    staff = guild.create_role(STAFF)
    bot = _invite(env, guild)
    members = {
        one.id: guild.add_member(users[one.id], roles=() if one.role == "student" else (staff,))
        for one in given.accounts
    }
    closed: Overwrites = {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        staff: discord.PermissionOverwrite(view_channel=True),
        bot: discord.PermissionOverwrite(view_channel=True),
    }
    for place in given.places:
        if forum and place.name == "discussions":
            made = guild.create_forum_channel(place.name)
            env.backend.set_overwrite(
                made.id, Overwrite(bot.id, OverwriteType.ROLE, allow=TAGGING.value)
            )
        else:
            guild.create_text_channel(place.name, overwrites=closed if place.closed else None)
    zones = {one.id: one.zone for one in given.accounts}
    return SimcordStage(env, client, guild, members, zones)


def _invite(env: simcord.Env, guild: simcord.GuildHandle) -> simcord.RoleHandle:
    """Give the bot's own role just the permissions of its invite link; return the role."""
    role = guild.roles[env.backend.bot_user.name]
    rights = NEEDED | STAND_INS.value
    env.backend.edit_role(guild.id, role.id, {"permissions": rights})
    return role
