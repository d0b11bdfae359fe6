"""A chat platform in memory: what a class's places hold, and who can read them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.chat.events import Event
from bot.chat.views import View
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.platform import StoredFile


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of the bot's as it stands."""

    message: Message
    view: View
    marker: str
    edits: int = 0


@dataclass(slots=True)
class FakeChat:
    """One platform; `closed` are the places that only some accounts can read.

    `fails` holds errors that the next calls of `post` and `edit` raise, one each.
    """

    name: str = "sandbox"
    members: list[Account] = field(default_factory=list)
    closed: dict[Place, list[Account]] = field(default_factory=dict)
    posted: dict[Message, Posted] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    fails: list[Exception] = field(default_factory=list)

    async def post(
        self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> Message:
        """Keep a message of the bot's."""
        self._fail()
        message = Message(place, f"m{len(self.posted) + 1}")
        self.posted[message] = Posted(message, view, marker)
        self.files.update(files)
        return message

    async def edit(
        self, message: Message, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> None:
        """Change a message of the bot's."""
        self._fail()
        before = self.posted[message]
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
        for posted in self.posted.values():
            if posted.message.place == place and posted.marker == marker:
                return posted.message
        return None

    async def direct(self, account: Account) -> Place:
        """Return the private conversation with an account."""
        place = Place(self.name, f"direct-{account.id}")
        self.closed[place] = [account]
        return place

    async def readers(self, place: Place) -> Sequence[Account]:
        """Return who can read a place: its members if it is closed, else everyone."""
        return self.closed.get(place.parent, self.members)

    async def history(self, place: Place, after: datetime | None) -> AsyncIterator[Sequence[Event]]:
        """Yield nothing: tests tell the core what was said themselves."""
        for _ in ():
            yield ()

    def link(self, message: Message) -> str:
        """Return an address for a message."""
        return f"https://chat.example/{message.place.id}/{message.id}"

    def at(self, place: Place) -> list[Posted]:
        """Return what stands in a place, oldest first."""
        return [posted for posted in self.posted.values() if posted.message.place == place]
