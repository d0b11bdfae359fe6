"""Excuses as kept: who of the staff excused whom from what, and when it was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.participation.standings.excuses import Excuse


@dataclass(frozen=True, slots=True)
class Granted:
    """An excuse that staff gave, from a session or discussion (`about`) or the whole week.

    `undone` is when it was taken back, None while it stands.
    """

    id: str
    course: str
    person: str
    week: int
    about: str | None
    reason: str
    by: str
    at: datetime
    undone: datetime | None = None

    @property
    def excuse(self) -> Excuse:
        """The excuse as standings know it."""
        return Excuse(self.person, self.week, self.about, self.reason)


class Excuses(Protocol):
    """The excuses of all courses."""

    async def get(self, excuse: str) -> Granted | None:
        """Return the excuse with this id, taken back or not."""
        ...

    async def of(self, course: str, person: str | None = None) -> Sequence[Granted]:
        """Return a course's excuses, or one person's, oldest first; taken back ones too."""
        ...

    async def save(self, excuses: Sequence[Granted]) -> None:
        """Write excuses, new or known."""
        ...
