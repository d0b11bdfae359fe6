"""Places in chat, and what a course uses them for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What a course uses a place for. Only STAFF must be closed to students.

    VOICE places are where people meet by voice: only there is presence looked at.
    """

    MAIN = "main"
    LIVE = "live"
    RECAPS = "recaps"
    DISCUSSIONS = "discussions"
    STAFF = "staff"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, a thread (then `thread` names its root message) or a direct conversation."""

    platform: str
    id: str
    thread: str | None = None

    @property
    def parent(self) -> Place:
        """The channel a thread hangs in; a channel is its own parent."""
        return Place(self.platform, self.id) if self.thread else self

    def __hash__(self) -> int:
        """Return a hash of what tells most places apart: they are looked up all the time."""
        return hash(self.thread or self.id)


@dataclass(frozen=True, slots=True)
class Group:
    """A platform's own group of people, such as a role: someone staff may have called upon."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message's reference: where it stands and its id there."""

    place: Place
    id: str

    def __hash__(self) -> int:
        """Return a hash of what tells most messages apart: they are looked up all the time."""
        return hash(self.id)
