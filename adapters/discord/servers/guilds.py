"""What is known of servers and their channels: told by the gateway, or asked for when needed.

The words themselves (Channel, Kind, channel_to_write) stand in adapters.discord.servers.channels.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress

from adapters.discord.rest.rest import DiscordRest
from adapters.discord.rest.troubles import ForbiddenError, GoneError
from adapters.discord.servers.channels import Channel, Kind, channel_of, channel_to_write, server_of
from adapters.discord.servers.members import Members
from adapters.discord.servers.permissions import (
    Member,
    Overwrite,
    Permission,
    Server,
    holds,
    keeps,
    missing,
    permissions,
)
from adapters.discord.wire import PLATFORM, Json
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.platform import CannotSendError, NotSentError

NO_CHANNEL = (
    "There is no channel {id} on Discord, or Homeroom can't see it. If it was deleted, name "
    "another one with /class setup."
)
ADDRESS = "https://discord.com/channels"
GUILDS_PAGE = 200
"""Servers that one request returns at most."""
CHANNELS_CHANGE = frozenset({"CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"})
CHANNELS_GO = frozenset({"CHANNEL_DELETE", "THREAD_DELETE"})
ROLES_CHANGE = frozenset({"GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE"})
MEMBERS_CHANGE = frozenset({"GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"})


class Guilds:
    """Servers, channels, roles and members, as last told by the gateway or asked for."""

    def __init__(self, rest: DiscordRest, *, hears_members: bool = False) -> None:
        """Ask through `rest`.

        `hears_members` says that the gateway tells who joins, leaves and changes roles (the
        members intent): only then is a list of members kept. Else each question asks anew.
        """
        self._rest = rest
        self._channels: dict[str, Channel] = {}
        self._servers: dict[str, Server] = {}
        self._complete: set[str] = set()
        self._members = Members(rest, kept=hears_members)
        self._asking = asyncio.Lock()
        self._bot = ""

    def heard(self, event: str, data: Json) -> None:
        """Take in what the gateway tells; events of no concern are none."""
        if event in CHANNELS_CHANGE:
            self.seen(data)
        elif event in CHANNELS_GO:
            self._channels.pop(str(data["id"]), None)
        elif event == "THREAD_LIST_SYNC":
            self._see(data["threads"], str(data["guild_id"]))
        elif event in ROLES_CHANGE:
            self._servers.pop(str(data["guild_id"]), None)
        elif event in MEMBERS_CHANGE:
            self._members.forget(str(data["guild_id"]))
        elif event == "GUILD_UPDATE":
            self._servers[str(data["id"])] = server_of(data)
        elif event == "GUILD_CREATE" and not data.get("unavailable"):
            self._told_of(data)
        elif event == "GUILD_DELETE" and not data.get("unavailable"):
            self._forget(str(data["id"]))
        elif event == "READY":
            self._bot = str(data["user"]["id"])

    def seen(self, channel: Json, guild: str = "") -> Channel:
        """Take in a channel's whole JSON, overwrites and all; return the channel."""
        told = channel_of(channel, guild)
        self._channels[told.id] = told
        return told

    async def learn(self) -> None:
        """Ask for all servers and their channels: after a start that is told nothing of them."""
        after = "0"
        while True:
            query = {"limit": GUILDS_PAGE, "after": after}
            page = await self._rest.read("/users/@me/guilds", query)
            for guild in page:
                with suppress(CannotSendError):  # the bot was taken off it meanwhile
                    await self._learn(str(guild["id"]))
            if len(page) < GUILDS_PAGE:
                return
            after = max((guild["id"] for guild in page), key=int)

    async def meet(self, messages: Iterable[Message]) -> None:
        """Look at channels of which nothing is known yet, so that links to messages lead there.

        A channel that can't be looked at stays unknown.
        """
        places = (message.place for message in messages)
        ids = {place.id for place in places if place.platform == PLATFORM}
        for id in sorted(ids - self._channels.keys()):
            with suppress(CannotSendError, NotSentError):
                await self.channel(id)

    async def bot(self) -> str:
        """Return the bot's own account id."""
        if not self._bot:
            self._bot = str((await self._rest.read("/users/@me"))["id"])
        return self._bot

    def known(self, id: str) -> Channel | None:
        """Return a channel or thread, if it was told of before."""
        return self._channels.get(id)

    async def channel(self, id: str) -> Channel:
        """Return a channel or thread, asking if need be.

        GoneError if there is none, ForbiddenError if it is hidden from the bot.
        """
        known = self._channels.get(id)
        return known if known is not None else await self.fresh(id)

    async def fresh(self, id: str) -> Channel:
        """Return a channel or thread as it is now."""
        sentence = NO_CHANNEL.format(id=id)
        if not id.isdecimal():
            raise GoneError(sentence)
        try:
            channel = self.seen(await self._rest.read(f"/channels/{id}"))
        except GoneError as error:
            self._channels.pop(id, None)
            raise GoneError(sentence) from error
        except ForbiddenError as error:
            remedy = f"Homeroom can't see {self.name(Place(PLATFORM, id))} on Discord. Give it"
            raise ForbiddenError(f"{remedy} the permission “View Channel” there.") from error
        if channel.guild and channel.guild not in self._complete:
            await self._learn(channel.guild)
        return channel

    def holder(self, message: Message) -> str:
        """Return the channel a message stands in: a forum's is its post's thread."""
        channel = self._channels.get(message.place.id)
        is_post = channel is not None and channel.is_forum and message.place.thread is None
        return message.id if is_post else channel_to_write(message.place)

    def address(self, message: Message) -> str:
        """Return the https address that leads to a message."""
        server = self.guild_of(message.place) or "@me"
        return f"{ADDRESS}/{server}/{self.holder(message)}/{message.id}"

    def guild_of(self, place: Place) -> str:
        """Return the server a place is on, as far as known; "" for none."""
        channel = self._channels.get(place.id)
        return "" if channel is None else channel.guild

    def name(self, place: Place) -> str:
        """Return what people call a place: `#general`, or its id while nothing is known."""
        channel = self._channels.get(channel_to_write(place))
        if channel is None:
            return f"the channel {channel_to_write(place)}"
        return "a private conversation" if channel.kind == Kind.DIRECT else f"#{channel.name}"

    async def readers(self, place: Place) -> Sequence[Account]:
        """Return the people who can read a place, its keepers among them, bots left out."""
        channel = await self.channel(channel_to_write(place))
        if not channel.guild:
            return [Account(PLATFORM, person) for person in channel.people]
        server = await self._server(channel.guild)
        members = (await self._members.of(channel.guild)).values()
        overwrites = await self._overwrites(channel)
        held = {member: permissions(server, member, overwrites) for member in members}
        seeing = [one for one, has in held.items() if holds(has, Permission.VIEW_CHANNEL)]
        if channel.kind == Kind.PRIVATE_THREAD:
            told = await self._rest.read(f"/channels/{channel.id}/thread-members")
            inside = {str(one["user_id"]) for one in told}
            manages = Permission.MANAGE_THREADS
            seeing = [one for one in seeing if one.id in inside or holds(held[one], manages)]
        return _people(seeing)

    async def keepers(self, place: Place) -> Sequence[Account]:
        """Return the owner and the administrators of a place's server; none where it has none."""
        channel = await self.channel(channel_to_write(place))
        if not channel.guild:
            return []
        server = await self._server(channel.guild)
        members = (await self._members.of(channel.guild)).values()
        return _people(member for member in members if keeps(server, member))

    async def lacking(self, place: Place, needed: int) -> list[str]:
        """Return the permissions, by name, that the bot needs in a place and lacks."""
        channel = await self.channel(channel_to_write(place))
        if not channel.guild:
            return []
        server = await self._server(channel.guild)
        me = await self._members.one(channel.guild, await self.bot())
        return missing(permissions(server, me, await self._overwrites(channel)), needed)

    async def _overwrites(self, channel: Channel) -> tuple[Overwrite, ...]:
        """Return a channel's overwrites; a thread has its parent's."""
        if not channel.is_thread:
            return channel.overwrites
        return (await self.channel(channel.parent)).overwrites

    async def _server(self, guild: str) -> Server:
        known = self._servers.get(guild)
        if known is None:
            known = self._servers[guild] = server_of(await self._rest.read(f"/guilds/{guild}"))
        return known

    async def _learn(self, guild: str) -> None:
        """Ask for all channels of a server, once."""
        async with self._asking:
            if guild in self._complete:
                return
            self._see(await self._rest.read(f"/guilds/{guild}/channels"), guild)
            self._complete.add(guild)

    def _told_of(self, data: Json) -> None:
        """Take in a server as the gateway tells it at the start, or when the bot is invited."""
        guild = str(data["id"])
        self._forget(guild)
        self._servers[guild] = server_of(data)
        self._see(data.get("channels") or (), guild)
        self._see(data.get("threads") or (), guild)
        self._complete.add(guild)

    def _see(self, channels: Iterable[Json], guild: str) -> None:
        for channel in channels:
            self.seen(channel, guild)

    def _forget(self, guild: str) -> None:
        self._servers.pop(guild, None)
        self._complete.discard(guild)
        self._members.forget(guild)
        for channel in [one for one in self._channels.values() if one.guild == guild]:
            del self._channels[channel.id]


def _people(members: Iterable[Member]) -> list[Account]:
    people = sorted((member.id for member in members if not member.bot), key=int)
    return [Account(PLATFORM, person) for person in people]
