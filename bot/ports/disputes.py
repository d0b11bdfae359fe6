"""Disputes as kept: what students say is wrong in the record, and what staff decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.model.participation.review.disputes import Dispute


class Disputes(Protocol):
    """The disputes of all courses."""

    async def get(self, dispute: str) -> Dispute | None:
        """Return the dispute with this id."""
        ...

    async def of(self, course: str, person: str | None = None) -> Sequence[Dispute]:
        """Return a course's disputes, or one person's, oldest first."""
        ...

    async def save(self, disputes: Sequence[Dispute]) -> None:
        """Write disputes, new or known."""
        ...
