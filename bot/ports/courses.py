"""Courses as kept: settings, places, and the course file last loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.model.course import Course
from bot.model.places import Place


class Courses(Protocol):
    """The courses in this installation."""

    async def get(self, course: str) -> Course | None:
        """Return the course with this id."""
        ...

    async def all(self) -> Sequence[Course]:
        """Return every course that is not frozen, by title."""
        ...

    async def at(self, place: Place) -> Course | None:
        """Return the course that uses `place` (or the channel its thread hangs in)."""
        ...

    async def save(self, course: Course) -> None:
        """Write a course's settings and places, whether new or known."""
        ...

    async def last_loaded(self, course: str) -> str | None:
        """Return the text of the course file that was last loaded, with its roster resolved."""
        ...

    async def remember_loaded(self, course: str, text: str) -> None:
        """Keep the text of the course file just loaded, for the next three-way load."""
        ...
