"""Events: what happened in chat, told by platforms. Identity is what an event says.

A platform's newest version of a message wins and deletions leave tombstones, so the order of
arrival, redelivery and history read again change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.attendance.reports import Source
from bot.model.attendance.sightings import Sighting
from bot.model.people import Account
from bot.model.places import Message, Place


@dataclass(frozen=True, slots=True)
class MessageSeen:
    """A message as it stands: new or edited.

    `posted` is the platform's instant of the message, `version` its instant of the last edit
    (equal to `posted` while unedited). A root message has `message.place.thread` None.
    """

    message: Message
    author: Account
    text: str
    posted: datetime
    version: datetime

    @property
    def identity(self) -> str:
        """What the event says, as a key."""
        return (
            f"message/{place_key(self.message.place)}/{self.message.id}/{self.version.isoformat()}"
        )


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message is gone; `at` is when, as far as the platform knows."""

    message: Message
    at: datetime

    @property
    def identity(self) -> str:
        """What the event says, as a key."""
        return f"deleted/{place_key(self.message.place)}/{self.message.id}"


@dataclass(frozen=True, slots=True)
class ReactionSeen:
    """Whether somebody's reaction stands on a message: a state, not a change."""

    message: Message
    account: Account
    emoji: str
    present: bool
    at: datetime

    @property
    def identity(self) -> str:
        """What the event says, as a key."""
        where = f"{place_key(self.message.place)}/{self.message.id}"
        return (
            f"reaction/{where}/{self.account.id}/{self.emoji}/{self.present}/{self.at.isoformat()}"
        )


@dataclass(frozen=True, slots=True)
class PresenceSeen:
    """Whether somebody is present in a voice place: a state, not a change."""

    place: Place
    account: Account
    present: bool
    at: datetime

    @property
    def identity(self) -> str:
        """What the event says, as a key."""
        who = f"{place_key(self.place)}/{self.account.id}"
        return f"presence/{who}/{self.present}/{self.at.isoformat()}"


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """All that stands of what was posted in a place and its threads in [start, end).

    `standing` are the ids of those messages: what is known from that time and is not among them
    was deleted while nobody was told.
    """

    place: Place
    start: datetime
    end: datetime
    standing: frozenset[str]

    @property
    def identity(self) -> str:
        """What the event says, as a key."""
        return f"read/{place_key(self.place)}/{self.start.isoformat()}/{self.end.isoformat()}"


@dataclass(frozen=True, slots=True)
class ReactionsRead:
    """All reactions that stand on a message at the instant `at`: (account, emoji) pairs."""

    message: Message
    standing: frozenset[tuple[Account, str]]
    at: datetime

    @property
    def identity(self) -> str:
        """What the event says, as a key."""
        where = f"{place_key(self.message.place)}/{self.message.id}"
        return f"reactions/{where}/{self.at.isoformat()}"


@dataclass(frozen=True, slots=True)
class PresencesRead:
    """Everybody who is present in a voice place at the instant `at`."""

    place: Place
    present: frozenset[Account]
    at: datetime

    @property
    def identity(self) -> str:
        """What the event says, as a key."""
        return f"presences/{place_key(self.place)}/{self.at.isoformat()}"


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """An account as its platform knows it at the instant `at`.

    `zone` is the IANA name of the clock it goes by, None where the platform tells none. `email` is
    an address that the platform has verified, "" where it tells none. It stands for somebody only
    in the courses that have one of the places `near`, those of the community that vouches for it;
    None: in every course.
    """

    account: Account
    zone: str | None
    email: str
    at: datetime
    near: frozenset[Place] | None = None

    @property
    def identity(self) -> str:
        """What the event says, as a key; the address is left out: identities are logged."""
        return f"account/{self.account.platform}.{self.account.id}/{self.zone}"

    @property
    def place(self) -> Place:
        """The account's own place, which is no course's."""
        return Place(self.account.platform, self.account.id)


@dataclass(frozen=True, slots=True)
class AttendeeSeen:
    """Whether somebody is in a meeting, as its program tells: a state, not a change."""

    sighting: Sighting

    @property
    def identity(self) -> str:
        """What the event says, as a key; names are left out: identities are logged."""
        one = self.sighting
        return f"attendee/{one.room}/{one.meeting}/{one.who}/{one.present}/{one.at.isoformat()}"

    @property
    def place(self) -> Place:
        """The meeting's room, which is no course's place."""
        return Place(self.sighting.source, self.sighting.room)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A meeting in [begins, ends) that was recorded; `id` is the program's, of the recording."""

    source: Source
    room: str
    id: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class RecordingSeen:
    """A meeting's recording can be watched at `url`."""

    recorded: Recorded
    url: str

    @property
    def identity(self) -> str:
        """What the event says, as a key; the address is left out: it may let anybody in."""
        return f"recording/{self.recorded.room}/{self.recorded.id}"

    @property
    def place(self) -> Place:
        """The meeting's room, which is no course's place."""
        return Place(self.recorded.source, self.recorded.room)


@dataclass(frozen=True, slots=True)
class TranscriptSeen:
    """A meeting's transcript as a file; without content `problem` says why it can't be had."""

    recorded: Recorded
    name: str
    content: bytes = b""
    problem: str = ""

    @property
    def identity(self) -> str:
        """What the event says, as a key."""
        return f"transcript/{self.recorded.room}/{self.recorded.id}"

    @property
    def place(self) -> Place:
        """The meeting's room, which is no course's place."""
        return Place(self.recorded.source, self.recorded.room)


Event = (
    MessageSeen
    | MessageDeleted
    | ReactionSeen
    | PresenceSeen
    | PlaceRead
    | ReactionsRead
    | PresencesRead
    | AccountSeen
    | AttendeeSeen
    | RecordingSeen
    | TranscriptSeen
)


def place_key(place: Place) -> str:
    """Return a place as a key: platform, channel and, for a thread, its root."""
    return f"{place.platform}.{place.id}" + (f".{place.thread}" if place.thread else "")
