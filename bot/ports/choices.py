"""Choices as kept: the options that each student declared for a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Declared:
    """What a person declared for a week: options' keys in the order chosen; empty for none."""

    course: str
    person: str
    week: int
    options: tuple[str, ...]
    at: datetime


class Choices(Protocol):
    """The choices of all courses."""

    async def get(self, course: str, person: str, week: int) -> Declared | None:
        """Return what a person declared for a week."""
        ...

    async def of(self, course: str, person: str | None = None) -> Sequence[Declared]:
        """Return what a course's people declared, or one of them, by week."""
        ...

    async def save(self, declared: Sequence[Declared]) -> None:
        """Write what was declared, one a person and week."""
        ...
