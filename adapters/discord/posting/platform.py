"""Discord as a chat platform: what the sender and the catch-up need of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from adapters.discord.posting.calendar import DiscordCalendar
from adapters.discord.posting.forums import Forums
from adapters.discord.posting.history import History
from adapters.discord.posting.messages import Messages
from adapters.discord.posting.threads import Threads
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.rest.troubles import GoneError
from adapters.discord.servers.channels import channel_to_write
from adapters.discord.servers.guilds import Guilds
from adapters.discord.wire import PLATFORM
from bot.chat.events import Event, ReactionsRead
from bot.chat.views import View
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.clock import Clock
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, StoredFile

NOBODY = "There is no account {account} on Discord that Homeroom could write to."


class DiscordPlatform:
    """Implements bot.ports.platform.Platform over Discord's REST interface."""

    def __init__(self, rest: DiscordRest, guilds: Guilds, clock: Clock) -> None:
        """Ask through `rest`; `clock` dates what is read and knows what is past."""
        self._rest = rest
        self._guilds = guilds
        threads = Threads(rest, guilds)
        self._messages = Messages(rest, guilds, threads)
        self._forums = Forums(rest, guilds, threads, self._messages)
        self._history = History(rest, guilds, clock)
        self._calendar = DiscordCalendar(rest, guilds, clock)
        self._direct: dict[Account, Place] = {}

    @property
    def name(self) -> str:
        """The adapter's name."""
        return PLATFORM

    @property
    def calendar(self) -> DiscordCalendar:
        """The servers' scheduled events."""
        return self._calendar

    async def post(
        self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> Message:
        """Send a message that carries `marker`; return its reference."""
        channel = await self._guilds.channel(channel_to_write(place))
        if channel.is_forum:
            return await self._forums.post(channel, view, marker, files)
        return await self._messages.post(channel, view, marker, files)

    async def edit(
        self, message: Message, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> None:
        """Make a message read as `view`. Repeating it changes nothing."""
        if await self._is_post(message):
            await self._forums.edit(message, view, marker, files)
        else:
            await self._messages.edit(message, view, marker, files)

    async def remove(self, message: Message) -> None:
        """Delete a message; one that is gone already is no error."""
        try:
            is_post = await self._is_post(message)
        except GoneError:
            return
        if is_post:
            await self._forums.remove(message)
        else:
            await self._messages.remove(message)

    async def find(self, place: Place, marker: str) -> Message | None:
        """Return the bot's own message in `place` that carries `marker`, if it is there."""
        channel = await self._guilds.channel(channel_to_write(place))
        found = self._forums if channel.is_forum else self._messages
        return await found.find(channel, marker)

    async def direct(self, account: Account) -> Place:
        """Return the private conversation with an account, opening it if need be."""
        known = self._direct.get(account)
        if known is not None:
            return known
        if not account.id.isdecimal():
            raise CannotSendError(NOBODY.format(account=account.id))
        body = {"recipient_id": account.id}
        try:
            told = await self._rest.call("POST", "/users/@me/channels", body, repeatable=True)
        except MaybeSentError as error:
            raise NotSentError(str(error)) from error  # opening it twice opens one
        place = self._direct[account] = self._guilds.seen(told).place
        return place

    async def readers(self, place: Place) -> Sequence[Account]:
        """Return the people who can read a place, its keepers among them."""
        return await self._guilds.readers(place)

    async def keepers(self, place: Place) -> Sequence[Account]:
        """Return the owner and the administrators of a place's server."""
        return await self._guilds.keepers(place)

    def history(self, place: Place, after: datetime | None) -> AsyncIterator[Sequence[Event]]:
        """Yield what was said in a place and its threads since `after`, oldest first.

        Reading begins some days before `after`, for what was changed meanwhile: see
        adapters.discord.posting.history.
        """
        return self._history.read(place, after)

    async def reactions(self, message: Message) -> ReactionsRead | None:
        """Return the reactions that stand on a message; None if it is gone."""
        return await self._history.reactions(message)

    def link(self, message: Message) -> str:
        """Return the address that leads to a message."""
        return self._guilds.address(message)

    async def _is_post(self, message: Message) -> bool:
        """Whether a message is a forum's post; a place that is gone has none."""
        if message.place.thread is not None:
            return False
        return (await self._guilds.channel(message.place.id)).is_forum
