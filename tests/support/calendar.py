"""A platform's calendar in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.chat.occasions import Occasion
from bot.model.places import Message, Place
from bot.model.sessions import State
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError


@dataclass(slots=True)
class FakeCalendar:
    """What stands in a calendar, and with which marker.

    `fails` holds what the wire does to the next calls that enter something, one each: "drop" (the
    request is lost), "lose" (only its answer), "busy" or "forbidden".
    """

    entries: dict[Message, Occasion] = field(default_factory=dict)
    markers: dict[Message, str] = field(default_factory=dict)
    fails: list[str] = field(default_factory=list)
    changes: int = 0
    made: int = 0

    async def enter(self, place: Place, occasion: Occasion, marker: str) -> Message:
        """Enter an occasion."""
        kind = self.fails.pop(0) if self.fails else ""
        if kind == "busy":
            raise NotSentError("The calendar is busy.")
        if kind == "forbidden":
            raise CannotSendError("Homeroom may not enter events here.")
        if kind == "drop":
            raise MaybeSentError(kind)
        self.made += 1
        entry = Message(place, f"e{self.made}")
        self.entries[entry] = occasion
        self.markers[entry] = marker
        if kind == "lose":
            raise MaybeSentError(kind)
        return entry

    async def change(self, entry: Message, occasion: Occasion, marker: str) -> None:
        """Make an entry say something else; one that is over is entered anew if it may be."""
        self.changes += 1
        found = entry if self._is_open(entry) else await self.find(entry.place, marker)
        if found is not None:
            self.entries[found] = occasion
        elif occasion.state is State.PLANNED:
            await self.enter(entry.place, occasion, marker)

    async def find(self, place: Place, marker: str) -> Message | None:
        """Return the entry with this marker that isn't over."""
        for entry, its in self.markers.items():
            if entry.place == place and its == marker and self._is_open(entry):
                return entry
        return None

    async def remove(self, entry: Message, marker: str) -> None:
        """Take an entry out."""
        found = entry if self._is_open(entry) else await self.find(entry.place, marker)
        if found is not None:
            del self.entries[found]

    def shown(self) -> list[Occasion]:
        """Return what people see to come, by start."""
        found = [one for entry, one in self.entries.items() if self._is_open(entry)]
        return sorted(found, key=lambda one: one.starts)

    def _is_open(self, entry: Message) -> bool:
        found = self.entries.get(entry)
        return found is not None and found.state in (State.PLANNED, State.LIVE)
