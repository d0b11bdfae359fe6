"""Sessions as kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.sessions import Session


class Sessions(Protocol):
    """The sessions of all courses."""

    async def get(self, session: str) -> Session | None:
        """Return the session with this id."""
        ...

    async def of(self, course: str) -> Sequence[Session]:
        """Return a course's sessions by start, cancelled ones too."""
        ...

    async def between(self, course: str, start: datetime, end: datetime) -> Sequence[Session]:
        """Return a course's sessions that start in [start, end), by start, not cancelled."""
        ...

    async def live(self, course: str) -> Session | None:
        """Return the session that is live now, the one begun last if there are several."""
        ...

    async def save(self, sessions: Sequence[Session]) -> None:
        """Write sessions, new or known."""
        ...
