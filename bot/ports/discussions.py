"""Discussions as kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.model.discussions import Discussion
from bot.model.places import Message


class Discussions(Protocol):
    """The discussions of all courses."""

    async def get(self, discussion: str) -> Discussion | None:
        """Return the discussion with this id."""
        ...

    async def of(self, course: str) -> Sequence[Discussion]:
        """Return a course's discussions by opening, cancelled ones too."""
        ...

    async def save(self, discussions: Sequence[Discussion]) -> None:
        """Write discussions, new or known."""
        ...

    async def hang(self, discussion: str, root: Message) -> None:
        """Note that a discussion's thread hangs under a message; one a platform."""
        ...

    async def at(self, roots: Sequence[Message]) -> Mapping[Message, Discussion]:
        """Return the discussions whose threads hang under these messages."""
        ...

    async def roots(self, discussion: str) -> Sequence[Message]:
        """Return the messages under which a discussion's threads hang, by platform."""
        ...
