"""Reminders as kept: what each person was told, and the news that digests speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.reminders.reminders import Subject


@dataclass(frozen=True, slots=True)
class Told:
    """A person was told about a session or discussion in a private post, known by its key."""

    post: str
    person: str
    subject: Subject


class Reminders(Protocol):
    """What was said privately, so that it can be corrected."""

    async def tell(self, told: Sequence[Told]) -> None:
        """Write what a post speaks of; writing it again changes nothing."""
        ...

    async def told(self, about: str) -> Sequence[Told]:
        """Return who was told about a session or discussion, by post."""
        ...

    async def in_post(self, post: str) -> Sequence[Told]:
        """Return everything that one post speaks of."""
        ...

    async def announce(self, course: str, subject: Subject) -> None:
        """Keep a piece of news; the same news again changes nothing."""
        ...

    async def news(self, course: str, since: datetime) -> Sequence[Subject]:
        """Return a course's news that became known at or after `since`, oldest first."""
        ...

    async def forget(self, person: str) -> None:
        """Forget what a person was told."""
        ...
