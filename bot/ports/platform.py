"""A chat platform as the sender and the catch-up need it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.chat.events import Event
from bot.chat.views import View
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.calendar import Calendar


class NotSentError(Exception):
    """It certainly did not arrive; it may be tried again after `retry_after`, if that is given."""

    def __init__(self, why: str, retry_after: timedelta | None = None) -> None:
        """Keep the reason and, where the platform told it, how long to wait."""
        super().__init__(why)
        self.retry_after = retry_after


class MaybeSentError(Exception):
    """It may have arrived: look before sending again."""


class CannotSendError(Exception):
    """It can't be sent as things are; the message says what a person has to change."""


class MailboxClosedError(CannotSendError):
    """This person takes no private messages from the bot."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the store: its name, media type, words that stand for it, and its bytes."""

    id: str
    name: str
    media_type: str
    description: str
    content: bytes


class Platform(Protocol):
    """One chat platform; all methods may raise the three errors above."""

    @property
    def name(self) -> str:
        """The adapter's name, as accounts and places carry it."""
        ...

    @property
    def calendar(self) -> Calendar | None:
        """The platform's own calendar, in which sessions stand as well; None if it has none."""
        ...

    async def post(
        self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> Message:
        """Send a message that carries `marker`; return its reference."""
        ...

    async def edit(
        self, message: Message, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> None:
        """Make a message read as `view`. Repeating it changes nothing."""
        ...

    async def remove(self, message: Message) -> None:
        """Delete a message; one that is gone already is no error."""
        ...

    async def find(self, place: Place, marker: str) -> Message | None:
        """Return the bot's own message in `place` that carries `marker`, if it is there."""
        ...

    async def direct(self, account: Account) -> Place:
        """Return the private conversation with an account, opening it if need be."""
        ...

    async def readers(self, place: Place) -> Sequence[Account]:
        """Return the accounts that can read a place, its keepers among them."""
        ...

    async def keepers(self, place: Place) -> Sequence[Account]:
        """Return the accounts that run the server a place is on: no setting keeps them out."""
        ...

    def history(self, place: Place, after: datetime | None) -> AsyncIterator[Sequence[Event]]:
        """Yield what was said in a place and its threads since `after`, oldest first."""
        ...

    def link(self, message: Message) -> str:
        """Return the address that leads to a message."""
        ...
