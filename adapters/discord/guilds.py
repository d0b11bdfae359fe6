"""What is known of servers, their channels and their members: told, or asked for when needed.

The words themselves (Channel, Kind, channel_to_write) stand in adapters.discord.channels.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from adapters.discord.channels import (
    Channel,
)
from adapters.discord.permissions import (
    Member,
    Permission,
    Server,
)
from adapters.discord.rest import DiscordRest
from adapters.discord.wire import Json
from bot.model.people import Account
from bot.model.places import Message, Place

ADDRESS = "https://discord.com/channels"
PAGE = 1000
"""Members that one request returns at most."""
READERS_NEED = Permission.VIEW_CHANNEL


class Guilds:
    """Servers, channels, roles and members, as last told by the gateway or asked for."""

    def __init__(self, rest: DiscordRest, *, hears_members: bool = False) -> None:
        """Ask through `rest`.

        `hears_members` says that the gateway tells who joins, leaves and changes roles (the
        members intent): only then is a list of members kept. Else each question asks anew.
        """
        self._rest = rest
        self._hears_members = hears_members
        self._channels: dict[str, Channel] = {}
        self._servers: dict[str, Server] = {}
        self._members: dict[str, asyncio.Task[Mapping[str, Member]]] = {}
        self._complete: set[str] = set()
        self._bot = ""

    def heard(self, event: str, data: Json) -> None:
        """Take in what the gateway tells; events of no concern are none."""
        raise NotImplementedError

    def seen(self, channel: Json, guild: str = "") -> Channel:
        """Take in a channel's JSON, from wherever it came; return the channel."""
        raise NotImplementedError

    async def learn(self) -> None:
        """Ask for all servers and their channels: after a start that is told nothing of them."""
        raise NotImplementedError

    async def bot(self) -> str:
        """Return the bot's own account id."""
        raise NotImplementedError

    def known(self, id: str) -> Channel | None:
        """Return a channel or thread, if it was told of before."""
        return self._channels.get(id)

    async def channel(self, id: str) -> Channel:
        """Return a channel or thread, asking if need be; GoneError if it isn't there."""
        raise NotImplementedError

    def holder(self, message: Message) -> str:
        """Return the channel a message stands in: a forum's is its post's thread."""
        raise NotImplementedError

    def address(self, message: Message) -> str:
        """Return the https address that leads to a message."""
        raise NotImplementedError

    def guild_of(self, place: Place) -> str:
        """Return the server a place is on, as far as known; "" for none."""
        raise NotImplementedError

    def name(self, place: Place) -> str:
        """Return what people call a place: `#general`, or its id while nothing is known."""
        raise NotImplementedError

    async def readers(self, place: Place) -> Sequence[Account]:
        """Return the people who can read a place, its keepers among them, bots left out."""
        raise NotImplementedError

    async def keepers(self, place: Place) -> Sequence[Account]:
        """Return the owner and the administrators of a place's server."""
        raise NotImplementedError

    async def lacking(self, place: Place, needed: int) -> list[str]:
        """Return the permissions, by name, that the bot needs in a place and lacks."""
        raise NotImplementedError
