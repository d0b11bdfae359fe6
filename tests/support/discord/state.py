"""The truth behind the wire: everything that exists, and who is told when it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.support.discord.clock import Ids, ServerClock
from tests.support.discord.errors import DiscordError
from tests.support.discord.limits import OldEdits
from tests.support.discord.permissions import Permission, guild_permissions, permissions
from tests.support.discord.things import Attachment, Channel, Guild, Json, Message, User

if TYPE_CHECKING:
    from tests.support.discord.interactions import Interaction

Tell = Callable[[str, Json, Guild | None, Channel | None], None]
"""Called with an event's name, its data, and where it happened."""


def _tell_nobody(name: str, data: Json, guild: Guild | None, channel: Channel | None) -> None:
    """Do nothing: nobody listens yet."""


class State:
    """Everything that exists. Look-ups raise what Discord answers when a thing isn't there."""

    def __init__(self, clock: ServerClock, bot_name: str, privileged: tuple[str, ...]) -> None:
        """Begin with nobody but the bot."""
        self.clock = clock
        self.ids = Ids(clock)
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.attachments: dict[int, Attachment] = {}
        self.commands: dict[int | None, list[Json]] = {}
        """Application commands by server, the global ones under None."""
        self.interactions: dict[int, Interaction] = {}
        self.tokens: dict[str, Interaction] = {}
        self.privileged = privileged
        self.tell: Tell = _tell_nobody
        self.address = ""
        """Where the server stands: `http://127.0.0.1:PORT`."""
        self.deadlines = False
        """Whether interactions expire: 3 s of real time to answer, then 15 min of the clock's."""
        self.old_edits = OldEdits(None)
        self.bot = User(self.ids.next(), bot_name, bot_name, bot=True)
        self.application = self.bot.id
        self.users[self.bot.id] = self.bot

    def user(self, id_: int) -> User:
        """Return an account, or 10013."""
        if id_ not in self.users:
            raise DiscordError(10013)
        return self.users[id_]

    def guild(self, id_: int) -> Guild:
        """Return a server that the bot is on, or 10004."""
        if id_ not in self.guilds or self.bot.id not in self.guilds[id_].members:
            raise DiscordError(10004)
        return self.guilds[id_]

    def guild_of(self, channel: Channel) -> Guild | None:
        """Return the server of a channel; None for a private conversation."""
        return None if channel.guild is None else self.guilds[channel.guild]

    def may(self, channel: Channel, user: int) -> Permission:
        """Return what somebody may do in a channel."""
        return permissions(self.guild_of(channel), channel, user)

    def sees(self, channel: Channel, user: int) -> bool:
        """Whether somebody sees a channel."""
        return bool(self.may(channel, user) & Permission.VIEW_CHANNEL)

    def channel(self, id_: int, *need: Permission) -> Channel:
        """Return a channel in which the bot may do all of `need`; 10003, 50001 or 50013 else."""
        channel = self.channels.get(id_)
        if channel is None:
            raise DiscordError(10003)
        may = self.may(channel, self.bot.id)
        if not may & Permission.VIEW_CHANNEL:
            raise DiscordError(50001)
        if any(not may & one for one in need):
            raise DiscordError(50013)
        return channel

    def message(self, channel: Channel, id_: int) -> Message:
        """Return a message that stands in a channel for everybody, or 10008."""
        message = channel.messages.get(id_)
        if message is None or message.ephemeral:
            raise DiscordError(10008)
        return message

    def bot_may(self, guild: Guild, need: Permission) -> None:
        """Refuse with 50013 unless the bot may do this on a server."""
        if not guild_permissions(guild, self.bot.id) & need:
            raise DiscordError(50013)

    def direct(self, user: User) -> Channel:
        """Return the bot's private conversation with somebody; it is made if need be."""
        for channel in self.channels.values():
            if channel.kind == "dm" and user.id in channel.recipients:
                return channel
        both = {self.bot.id: None, user.id: None}
        made = Channel(self.ids.next(), "dm", recipients=both)
        self.channels[made.id] = made
        return made
