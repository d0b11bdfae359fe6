"""Presence in voice places, as seen: what intervals are found from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.live.presence import Seen
from bot.model.people import Account


class Presences(Protocol):
    """Who was seen in the voice places of all courses, and who was seen not to be there."""

    async def add(self, course: str, seen: Sequence[Seen]) -> None:
        """Write what was seen in a course's places; what is known already changes nothing."""
        ...

    async def of(self, course: str) -> Sequence[Seen]:
        """Return everything seen in a course's places, earliest first."""
        ...

    async def of_accounts(self, course: str, accounts: Sequence[Account]) -> Sequence[Seen]:
        """Return what concerns these accounts, everyone's absences among it, earliest first."""
        ...

    async def forget(self, course: str, since: datetime | None, before: datetime | None) -> None:
        """Erase what was seen in a course's places in [since, before); None is no limit."""
        ...
