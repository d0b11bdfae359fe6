"""Attendance reports that staff attach: who was in a meeting, as Zoom, Teams or Meet tell it."""

from __future__ import annotations

from typing import Protocol

from bot.model.attendance.reports import Report


class AttendanceReports(Protocol):
    """Reads attendance reports."""

    async def read(self, name: str, content: bytes) -> Report:
        """Return the report in the bytes of a file called `name`.

        A file that is none is a Refusal that names file, line and remedy.
        """
        ...
