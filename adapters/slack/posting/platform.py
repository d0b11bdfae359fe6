"""Slack as a chat platform: what the sender and the catch-up need of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from adapters.slack.people.channels import Channels
from adapters.slack.people.directs import Directs
from adapters.slack.people.people import People
from adapters.slack.posting.files import Files
from adapters.slack.posting.hiding import Hiding
from adapters.slack.posting.history import History
from adapters.slack.posting.messages import Messages
from adapters.slack.web.workspaces import Workspaces
from adapters.slack.wire import PLATFORM
from bot.chat.events import Event
from bot.chat.views import View
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.clock import Clock
from bot.ports.notes import Notes
from bot.ports.platform import StoredFile


class SlackPlatform:
    """Implements bot.ports.platform.Platform over Slack's Web API."""

    def __init__(self, workspaces: Workspaces, clock: Clock, notes: Notes) -> None:
        """Ask through `workspaces`; `clock` dates what is read, `notes` keeps what was uploaded."""
        self.workspaces = workspaces
        self.hiding = Hiding(workspaces, clock, notes)
        self.people = People(workspaces, clock)
        self.channels = Channels(workspaces, self.people)
        self._messages = Messages(workspaces, self.channels, Files(notes), self.hiding.link)
        self._history = History(workspaces, self.channels, clock, self.hiding)
        self._directs = Directs(workspaces, self.channels)

    @property
    def name(self) -> str:
        """The adapter's name."""
        return PLATFORM

    @property
    def calendar(self) -> None:
        """Slack has no calendar of its own."""
        return None

    async def post(
        self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> Message:
        """Send a message that carries `marker`; return its reference."""
        return await self._messages.post(place, view, marker, files)

    async def edit(
        self, message: Message, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> None:
        """Make a message read as `view`. Repeating it changes nothing."""
        await self._messages.edit(message, view, marker, files)

    async def remove(self, message: Message) -> None:
        """Delete a message and its files; one that is gone already is no error."""
        await self._messages.remove(message)

    async def find(self, place: Place, marker: str) -> Message | None:
        """Return the bot's own message in `place` that carries `marker`, if it is there."""
        return await self._messages.find(place, marker)

    async def direct(self, account: Account) -> Place:
        """Return the private conversation with an account, opening it if need be."""
        return await self._directs.of(account)

    async def readers(self, place: Place) -> Sequence[Account]:
        """Return the people who can read a place."""
        return await self.channels.readers(place)

    async def keepers(self, place: Place) -> Sequence[Account]:
        """Return nobody: a private channel is closed to a workspace's owners as to all others.

        They read what they are in, and then they are among the readers.
        """
        return ()

    def history(self, place: Place, after: datetime | None) -> AsyncIterator[Sequence[Event]]:
        """Yield what was said in a place and its threads since `after`, oldest first.

        Reading begins some days before `after`, for what was changed meanwhile: see
        adapters.slack.posting.history.
        """
        return self._history.read(place, after)

    def link(self, message: Message) -> str:
        """Return the address that leads to a message; `Hidden` where the free plan hides it."""
        return self.hiding.link(message)
