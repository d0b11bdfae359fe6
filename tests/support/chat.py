"""A chat platform in memory: what a class's places hold, and who can read them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.chat.events import Event, MessageDeleted, MessageSeen
from bot.chat.views import View
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.platform import (
    CannotSendError,
    MailboxClosedError,
    MaybeSentError,
    NotSentError,
    StoredFile,
)
from tests.support.calendar import FakeCalendar

PAGE = 100


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of the bot's as it stands."""

    message: Message
    view: View
    marker: str
    edits: int = 0


@dataclass(slots=True)
class Disturbance:
    """How calls of one operation fail, as adapters.sandbox.server.faults describes the kinds."""

    operation: str
    kind: str

    def hits(self, operation: str) -> str | None:
        """Return the kind if it is this operation that fails."""
        return self.kind if operation == self.operation else None


@dataclass(slots=True)
class FakeChat:
    """One platform; `closed` are the places that only some accounts can read.

    `fails` holds errors that the next calls of `post` and `edit` raise, one each; `disturbed` is
    what the wire does to one kind of call. `missing` are places that don't exist; an account that
    isn't among `members` has no private conversation. `said` is what people wrote. `run_by` are
    the server's keepers; `shut` are accounts that take no private messages.
    """

    name: str = "sandbox"
    members: list[Account] = field(default_factory=list)
    closed: dict[Place, list[Account]] = field(default_factory=dict)
    posted: dict[Message, Posted] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    fails: list[Exception] = field(default_factory=list)
    missing: set[Place] = field(default_factory=set)
    said: list[MessageSeen | MessageDeleted] = field(default_factory=list)
    disturbed: Disturbance | None = None
    made: int = 0
    run_by: list[Account] = field(default_factory=list)
    shut: set[Account] = field(default_factory=set)
    calendar: FakeCalendar | None = None

    async def post(
        self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> Message:
        """Keep a message of the bot's."""
        self._fail()
        self._must_be_there(place)
        if any(place.id == f"direct-{account.id}" for account in self.shut):
            raise MailboxClosedError("Open your mailbox in your settings.")
        if files:
            self._read("upload")
        kind = self._hit("post")
        if kind == "busy":
            raise NotSentError("The chat is busy.", timedelta(seconds=1))
        if kind in ("drop", "error"):
            raise MaybeSentError(kind)
        self.made += 1
        message = Message(place, f"m{self.made}")
        self.posted[message] = Posted(message, view, marker)
        self.files.update(files)
        if kind == "lose":
            raise MaybeSentError(kind)
        return message

    async def edit(
        self, message: Message, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> None:
        """Change a message of the bot's."""
        self._fail()
        before = self.posted.get(message)
        if before is None:
            raise CannotSendError("This message is gone.")
        self.posted[message] = replace(before, view=view, edits=before.edits + 1)
        self.files.update(files)

    def _fail(self) -> None:
        if self.fails:
            raise self.fails.pop(0)

    async def remove(self, message: Message) -> None:
        """Delete a message."""
        self.posted.pop(message, None)

    async def find(self, place: Place, marker: str) -> Message | None:
        """Return the bot's message with this marker."""
        self._read("find")
        for posted in self.posted.values():
            if posted.message.place == place and posted.marker == marker:
                return posted.message
        return None

    async def direct(self, account: Account) -> Place:
        """Return the private conversation with an account."""
        self._read("direct")
        if account not in self.members:
            raise CannotSendError(f"Nobody here is called {account.id}.")
        place = Place(self.name, f"direct-{account.id}")
        self.closed[place] = [account]
        return place

    async def readers(self, place: Place) -> Sequence[Account]:
        """Return who can read a place: its members and the keepers if it is closed, or everyone."""
        members = self.closed.get(place.parent, self.members)
        return [*members, *(one for one in self.run_by if one not in members)]

    async def keepers(self, place: Place) -> Sequence[Account]:
        """Return who runs the server."""
        return self.run_by

    async def history(self, place: Place, after: datetime | None) -> AsyncIterator[Sequence[Event]]:
        """Yield what people said as it stands now, oldest first, in pages."""
        told = [
            event
            for event in self.said
            if event.message.place.parent == place and (after is None or _version(event) > after)
        ]
        for start in range(0, len(told), PAGE):
            yield told[start : start + PAGE]

    def _hit(self, operation: str) -> str | None:
        return self.disturbed.hits(operation) if self.disturbed else None

    def _read(self, operation: str) -> None:
        if self._hit(operation):
            raise NotSentError(f"{operation} failed.")

    def _must_be_there(self, place: Place) -> None:
        if place.parent in self.missing:
            raise CannotSendError(f"There is no place called {place.id}.")

    def link(self, message: Message) -> str:
        """Return an address for a message."""
        return f"https://chat.example/{message.place.id}/{message.id}"

    def at(self, place: Place) -> list[Posted]:
        """Return what stands in a place, oldest first."""
        return [posted for posted in self.posted.values() if posted.message.place == place]


def _version(event: MessageSeen | MessageDeleted) -> datetime:
    return event.version if isinstance(event, MessageSeen) else event.at
