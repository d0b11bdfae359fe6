"""Sightings of attendees as kept: what a meeting program told while a session took place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.model.attendance.sightings import Sighting


class Sightings(Protocol):
    """Who was seen in the meetings of all courses' sessions, and seen not to be there."""

    async def add(self, course: str, sightings: Sequence[Sighting]) -> None:
        """Write what was seen; what is known already, by its key, changes nothing."""
        ...

    async def of(self, course: str) -> Sequence[Sighting]:
        """Return everything seen in the meetings of a course, earliest first."""
        ...

    async def forget(self, course: str, meetings: Collection[str] | None = None) -> None:
        """Erase what was seen in these meetings of a course; None: in all."""
        ...
