"""Discussions as kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.model.discussions import Discussion


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
