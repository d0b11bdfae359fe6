"""Polls as kept, with their votes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.live.polls import Poll


class Polls(Protocol):
    """The polls of all courses."""

    async def get(self, poll: str) -> Poll | None:
        """Return the poll with this id, also one that was taken back."""
        ...

    async def of_session(self, session: str) -> Sequence[Poll]:
        """Return a session's polls, oldest first; without those that staff took back."""
        ...

    async def of(self, course: str) -> Sequence[Poll]:
        """Return a course's polls, oldest first; without those that staff took back."""
        ...

    async def of_person(self, person: str) -> Sequence[Poll]:
        """Return the polls in which a person voted, oldest first, also those taken back."""
        ...

    async def save(self, polls: Sequence[Poll]) -> None:
        """Write polls, new or known. Votes are written with `vote` only."""
        ...

    async def vote(self, poll: str, person: str, option: int, at: datetime) -> None:
        """Write a person's vote, in place of the one before it."""
        ...
