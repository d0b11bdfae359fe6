"""The agenda: work that is due at an instant, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Item:
    """Work that is due.

    `key` is unique: planning it again moves it. `kind` names the handler in the runtime's table.
    `settled` items depend on a deadline and wait until the course's places are caught up.
    """

    key: str
    course: str
    kind: str
    due: datetime
    args: Mapping[str, str] = field(default_factory=dict)
    settled: bool = False
    attempts: int = 0


class Agenda(Protocol):
    """Due work as kept."""

    async def plan(self, items: Sequence[Item]) -> None:
        """Write items; a known key that is still open takes the new time; a done one stays done."""
        ...

    async def cancel(self, prefix: str, since: datetime | None = None) -> None:
        """Drop the open items whose key starts with `prefix`.

        With `since` only those due at or after it: what is due already still runs.
        """
        ...

    async def due(self, now: datetime, most: int) -> Sequence[Item]:
        """Return open items due at or before `now`, earliest first, then by key."""
        ...

    async def done(self, key: str) -> None:
        """Close an item for good."""
        ...

    async def failed(self, key: str, retry: datetime, problem: str) -> None:
        """Keep an item open, to be tried again, with what went wrong."""
        ...

    async def next_due(self, course: str | None = None) -> datetime | None:
        """Return when the next open item is due."""
        ...

    async def of(self, course: str) -> Sequence[Item]:
        """Return a course's open items, earliest first."""
        ...
