"""Check-ins as kept: codes, misses, who was there, and who said they couldn't come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.live.absence import Absence
from bot.model.live.checkin import CheckIn, Code


class CheckIns(Protocol):
    """Attendance of all sessions, as far as people say it themselves or staff do."""

    async def codes(self, session: str) -> Sequence[Code]:
        """Return every code that a session had, oldest first."""
        ...

    async def save_codes(self, codes: Sequence[Code]) -> None:
        """Write codes, new or known."""
        ...

    async def misses(self, session: str, person: str) -> Sequence[datetime]:
        """Return when a person gave a wrong code for a session, oldest first."""
        ...

    async def missed(self, call: str, session: str, person: str, at: datetime) -> None:
        """Write that a call held a wrong code; the same call again changes nothing."""
        ...

    async def get(self, session: str, person: str) -> CheckIn | None:
        """Return a person's check-in to a session, undone or not."""
        ...

    async def of_session(self, session: str) -> Sequence[CheckIn]:
        """Return a session's check-ins, earliest first; undone ones too."""
        ...

    async def of_person(self, person: str) -> Sequence[CheckIn]:
        """Return a person's check-ins, earliest first; undone ones too."""
        ...

    async def save(self, checkins: Sequence[CheckIn]) -> None:
        """Write check-ins, one a person and session."""
        ...

    async def absence(self, session: str, person: str) -> Absence | None:
        """Return what a person said of not coming to a session."""
        ...

    async def absences(self, session: str) -> Sequence[Absence]:
        """Return the absences announced for a session, taken back or not, first said first."""
        ...

    async def absences_of(self, person: str) -> Sequence[Absence]:
        """Return the absences that a person announced, taken back or not, first said first."""
        ...

    async def save_absences(self, absences: Sequence[Absence]) -> None:
        """Write absences, one a person and session."""
        ...
