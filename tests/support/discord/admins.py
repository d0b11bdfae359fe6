"""Hands of those who run a server: channels, roles, who sees what, who is on it."""

from __future__ import annotations

from tests.support.discord import building, threads
from tests.support.discord.guild_create import guild_create
from tests.support.discord.intents import KNOWN
from tests.support.discord.permissions import BOT_DEFAULT, NOTHING, Permission
from tests.support.discord.rest_channels import drop_channel
from tests.support.discord.shapes import channel_json, member_json, role_json
from tests.support.discord.state import State
from tests.support.discord.things import Channel, Guild, Member, Overwrite, Role
from tests.support.discord.world import DiscordChannel, DiscordPerson

VISIBLE = Permission.VIEW_CHANNEL


class Admin:
    """Somebody to whom everything on one server is allowed."""

    def __init__(self, state: State, guild: Guild) -> None:
        """Run a server."""
        self.state = state
        self.guild = guild

    async def create_channel(self, described: DiscordChannel) -> Channel:
        """Make a channel."""
        made = building.add_channel(self.state, self.guild, described)
        self._channel(made, "CREATE")
        return made

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel or thread."""
        drop_channel(self.state, channel)

    async def rename(self, channel: Channel, name: str) -> None:
        """Give a channel another name."""
        channel.name = name
        self._channel(channel, "UPDATE")

    async def archive(
        self, thread: Channel, *, archived: bool = True, locked: bool = False
    ) -> None:
        """Archive a thread, or wake it."""
        threads.archive(self.state, thread, archived=archived, locked=locked)

    async def create_role(
        self, name: str, may: Permission = NOTHING, *, mentionable: bool = False
    ) -> Role:
        """Make a role."""
        role = building.add_role(self.state, self.guild, name, may, mentionable=mentionable)
        self._role(role, "CREATE")
        return role

    async def set_role(self, name: str, may: Permission) -> None:
        """Set what a role may do; the bot's own is called as the bot is."""
        role = self.role(name)
        role.permissions = may
        self._role(role, "UPDATE")

    async def delete_role(self, name: str) -> None:
        """Delete a role."""
        role = self.role(name)
        del self.guild.roles[role.id]
        for member in self.guild.members.values():
            member.roles = [one for one in member.roles if one != role.id]
        told = {"guild_id": str(self.guild.id), "role_id": str(role.id)}
        self.state.tell("GUILD_ROLE_DELETE", told, self.guild, None)

    def role(self, name: str) -> Role:
        """Return a role by its name."""
        return next(one for one in self.guild.roles.values() if one.name == name)

    def member(self, username: str) -> Member:
        """Return a member by their username."""
        return next(one for one in self.guild.members.values() if one.user.username == username)

    async def give_role(self, username: str, name: str, *, present: bool = True) -> None:
        """Give somebody a role, or take it."""
        member, role = self.member(username), self.role(name).id
        member.roles = [one for one in member.roles if one != role] + ([role] if present else [])
        told = {**member_json(member), "guild_id": str(self.guild.id)}
        self.state.tell("GUILD_MEMBER_UPDATE", told, self.guild, None)

    async def overwrite(
        self,
        channel: Channel,
        name: str,
        *,
        allow: Permission = NOTHING,
        deny: Permission = NOTHING,
    ) -> None:
        """Set what a role or person may do in a channel; nothing allowed or denied lifts it."""
        roles = [one.id for one in self.guild.roles.values() if one.name == name]
        id_ = roles[0] if roles else self.member(name).user.id
        if allow or deny:
            channel.overwrites[id_] = Overwrite(id_, 0 if roles else 1, allow, deny)
        else:
            channel.overwrites.pop(id_, None)
        self._channel(channel, "UPDATE")

    async def admit(self, channel: Channel, username: str, *, present: bool = True) -> None:
        """Let somebody into a channel, or out of it."""
        if present:
            await self.overwrite(channel, username, allow=VISIBLE)
        else:
            await self.overwrite(channel, username, deny=VISIBLE)

    async def join(self, person: DiscordPerson | str) -> None:
        """Bring somebody onto the server: a new account, or one that exists."""
        if isinstance(person, str):
            user = next(one for one in self.state.users.values() if one.username == person)
        else:
            user = building.add_person(self.state, person)
        member = self.guild.members[user.id] = Member(user, self.state.clock.now)
        told = {**member_json(member), "guild_id": str(self.guild.id)}
        self.state.tell("GUILD_MEMBER_ADD", told, self.guild, None)

    async def kick(self, username: str) -> None:
        """Take somebody off the server."""
        member = self.member(username)
        del self.guild.members[member.user.id]
        self.guild.voices.pop(member.user.id, None)
        shown = member_json(member)
        told = {"guild_id": str(self.guild.id), "user": shown["user"]}
        self.state.tell("GUILD_MEMBER_REMOVE", told, self.guild, None)

    async def kick_bot(self) -> None:
        """Take the bot off the server."""
        del self.guild.members[self.state.bot.id]
        role = building.bot_role(self.state, self.guild)
        del self.guild.roles[role.id]
        self.state.tell("GUILD_DELETE", {"id": str(self.guild.id)}, self.guild, None)

    async def invite_bot(self, may: Permission = BOT_DEFAULT) -> None:
        """Invite the bot with permissions."""
        building.add_bot(self.state, self.guild, may)
        told = guild_create(self.state, self.guild, KNOWN)
        del told["unavailable"]  # by which one knows a server that is new from one that is back
        self.state.tell("GUILD_CREATE", told, self.guild, None)

    async def outage(self, *, over: bool = False) -> None:
        """Let the server be unavailable for a while, or be back."""
        if over:
            told = guild_create(self.state, self.guild, KNOWN)
            self.state.tell("GUILD_CREATE", told, self.guild, None)
        else:
            told = {"id": str(self.guild.id), "unavailable": True}
            self.state.tell("GUILD_DELETE", told, self.guild, None)

    def _channel(self, channel: Channel, what: str) -> None:
        told = channel_json(self.state, channel)
        self.state.tell(f"CHANNEL_{what}", told, self.guild, channel)

    def _role(self, role: Role, what: str) -> None:
        told = {"guild_id": str(self.guild.id), "role": role_json(role)}
        self.state.tell(f"GUILD_ROLE_{what}", told, self.guild, None)
