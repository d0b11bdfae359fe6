"""Attendance reports as kept, and what staff decided about the names in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.model.attendance.decisions import Decision
from bot.model.attendance.kept import SessionReport


class SessionReports(Protocol):
    """The attendance reports of all courses' sessions."""

    async def get(self, report: str) -> SessionReport | None:
        """Return the report with this id, a draft or one that was taken back too."""
        ...

    async def of_session(self, session: str) -> Sequence[SessionReport]:
        """Return a session's reports, the one brought first first."""
        ...

    async def of_course(self, course: str) -> Sequence[SessionReport]:
        """Return the reports of all of a course's sessions, the one brought first first."""
        ...

    async def save(self, reports: Sequence[SessionReport]) -> None:
        """Write reports, new or known."""
        ...

    async def decisions(self, course: str) -> Sequence[Decision]:
        """Return what staff decided about names in a course, taken back or not, oldest first."""
        ...

    async def decide(self, decisions: Sequence[Decision]) -> None:
        """Write decisions, one a course and identity."""
        ...

    async def forget_decisions(self, course: str, person: str | None = None) -> None:
        """Erase a course's decisions, or those about one of its people."""
        ...
