"""Messages people wrote in a course's places, as last seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.participation.acts.contributions import Said
from bot.model.participation.acts.evidence import Edit
from bot.model.people import Account
from bot.model.places import Message, Place


@dataclass(frozen=True, slots=True)
class Kept:
    """A message as kept.

    `person` is None for an account that is not linked (yet). `text` is empty once the message is
    deleted or withdrawn; `deleted` is when. `versions` are its wordless states, oldest first.
    """

    message: Message
    course: str
    account: Account
    person: str | None
    text: str
    posted: datetime
    version: datetime
    versions: tuple[Edit, ...]
    deleted: datetime | None = None
    reactions: int = 0


@dataclass(frozen=True, slots=True)
class Reaction:
    """Whether an account's reaction stood on a message at the instant `at`."""

    message: Message
    account: Account
    emoji: str
    present: bool
    at: datetime


class Messages(Protocol):
    """What was said in the places of all courses."""

    async def get(self, messages: Sequence[Message]) -> Sequence[Kept]:
        """Return those of these messages that are kept."""
        ...

    async def save(self, kept: Sequence[Kept]) -> None:
        """Write messages as they now stand, in one statement a table."""
        ...

    async def of_people(self, thread: Place, people: Sequence[str]) -> Sequence[Kept]:
        """Return what these people wrote in a thread, oldest first; deleted ones too."""
        ...

    async def said(self, wanted: Collection[tuple[Place, str]]) -> Sequence[Said]:
        """Return what people wrote in threads, oldest first, for pairs of thread and person.

        It comes without its words, as what it counts for is found from it.
        """
        ...

    async def first_two(self, thread: Place) -> Sequence[Kept]:
        """Return a thread's first message, and the first by another account; deleted ones too."""
        ...

    async def reactions(self, messages: Sequence[Message]) -> Sequence[Reaction]:
        """Return every state known of these messages' reactions, in no order."""
        ...

    async def save_reactions(self, reactions: Sequence[Reaction]) -> None:
        """Write states of reactions, one an account, emoji and message."""
        ...

    async def in_thread(self, thread: Place) -> Sequence[Kept]:
        """Return a thread's messages, oldest first, without its root; deleted ones too."""
        ...

    async def between(self, place: Place, start: datetime, end: datetime) -> Sequence[Kept]:
        """Return what was posted in a place and its threads in [start, end), oldest first."""
        ...

    async def standing(self, place: Place, start: datetime, end: datetime) -> Sequence[Message]:
        """Return which messages posted in a place and its threads in [start, end) stand.

        Without those that have a version from `end` on.
        """
        ...

    async def by_person(self, person: str) -> Sequence[Kept]:
        """Return everything kept of a person, oldest first."""
        ...

    async def hand_over(
        self, course: str, account: Account, giver: str | None, taker: str | None
    ) -> None:
        """Make what an account wrote in a course the taker's, from the giver's; None: nobody's."""
        ...

    async def erase_words(self, person: str) -> None:
        """Erase the words of everything that a person wrote; that they wrote it stays."""
        ...

    async def newest(self, places: Sequence[Place]) -> Mapping[Place, datetime]:
        """Return, for places in which something was seen, the latest version in them.

        What stands in their threads is seen in them. It is where catching up starts.
        """
        ...
