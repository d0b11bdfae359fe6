"""The audit: who of the staff did what, and how it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of staff: `what` is a sentence, `undo` the action that takes it back, if any."""

    id: str
    course: str
    by: str
    at: datetime
    what: str
    undo: str | None = None


class Audit(Protocol):
    """Acts of staff, as kept."""

    async def record(self, deed: Deed) -> None:
        """Write a deed; a known id changes nothing."""
        ...

    async def of(self, course: str, most: int = 100) -> Sequence[Deed]:
        """Return a course's latest deeds, newest first."""
        ...
