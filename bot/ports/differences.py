"""Differences as kept: what changed in weeks that were locked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.model.participation.review.differences import Difference


class Differences(Protocol):
    """The differences of all courses, never erased."""

    async def of(
        self, course: str, person: str | None = None, week: int | None = None
    ) -> Sequence[Difference]:
        """Return a course's differences, or one person's, or one week's, oldest first."""
        ...

    async def add(self, differences: Sequence[Difference]) -> None:
        """Write differences; known ids change nothing."""
        ...
