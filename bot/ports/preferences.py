"""What each person wishes of the bot, as kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.model.reminders.wishes import Wishes


class Preferences(Protocol):
    """Everyone's wishes."""

    async def of(self, person: str) -> Wishes:
        """Return a person's wishes; who never said anything has the usual ones."""
        ...

    async def of_course(self, course: str) -> Mapping[str, Wishes]:
        """Return the wishes of those in a course who said anything, by person."""
        ...

    async def save(self, course: str, person: str, wishes: Wishes) -> None:
        """Write a person's wishes, in place of those before."""
        ...

    async def erase(self, person: str) -> None:
        """Forget what a person wished."""
        ...
