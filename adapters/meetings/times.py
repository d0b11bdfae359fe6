"""Dates, times and lengths as meeting programs write them.

9/2/26, 12:55:03 PM    09/02/2026 12:58:11 PM    02.09.2026 12:58    2026-09-02T12:58:11Z
12:58 PM    1h 13m 42s    1 hr 13 min    01:13:42
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone

from bot.chat.refusal import Refusal
from bot.model.attendance.reports import Wall

_TIME = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d{1,6})?)?(?: ?([ap])\.? ?m\.?)?"
_ZONE = r" ?(z|utc|gmt|[+-]\d{2}:?\d{2})?"
_CLOCK = re.compile(_TIME, re.IGNORECASE)
_STAMP = re.compile(
    r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?:,? |,|t)" + _TIME + _ZONE, re.IGNORECASE
)
_UNIT = re.compile(r"(\d{1,6}) ?(h|m|s)[a-z]{0,6}\.?[ ,]*", re.IGNORECASE)
_CLOCKED = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})")
_UNITS = {"h": 3600, "m": 60, "s": 1}
LONGEST = 60
"""Characters of a time."""


@dataclass(frozen=True, slots=True)
class Dates:
    """How a report writes its days: the day first or the month.

    `exchangeable` says that nothing in it tells which: then the month is taken to be first.
    """

    day_first: bool
    exchangeable: bool

    @staticmethod
    def of(cells: Iterable[tuple[int, str]], file: str) -> Dates:
        """Return how the dates in these cells are written; Refusal where they contradict."""
        day: int | None = None
        month: int | None = None
        told = False
        for line, cell in cells:
            found = _STAMP.fullmatch(cell) if len(cell) <= LONGEST else None
            if found is None or len(found[1]) == 4:
                continue
            told = True
            if int(found[1]) > 12 or found[2] == ".":
                day = line
            elif int(found[3]) > 12:
                month = line
        if day is not None and month is not None:
            raise Refusal(
                f"{file}:{max(day, month)}: here a date begins with the "
                f"{'day' if day > month else 'month'}, on line {min(day, month)} with the "
                f"{'month' if day > month else 'day'}. Download the report again."
            )
        return Dates(day is not None, told and day is None and month is None)

    def read(self, cell: str, where: str) -> Wall:
        """Return the time in a cell; Refusal that says where it stands."""
        wall = self._read(cell) if len(cell) <= LONGEST else None
        if wall is None:
            raise Refusal(
                f"{where}: found “{cell[:40]}” where a time should stand, such as "
                "09/02/2026 12:58:11 PM. Download the report again, with the meeting program set "
                "to English."
            )
        return wall

    def _read(self, cell: str) -> Wall | None:
        if found := _CLOCK.fullmatch(cell):
            return _time(*found.groups())
        found = _STAMP.fullmatch(cell)
        at = _time(*found.groups()[4:8]) if found else None
        if found is None or at is None:
            return None
        first, second, third = int(found[1]), int(found[3]), int(found[4])
        if len(found[1]) == 4:
            year, month, day = first, second, third
        else:
            day, month = (first, second) if self.day_first else (second, first)
            year = third if len(found[4]) == 4 else 2000 + third
            if len(found[4]) not in (2, 4):
                return None
        try:
            return datetime(year, month, day, at.hour, at.minute, at.second, tzinfo=_zone(found[9]))
        except ValueError:
            return None


def read_length(cell: str, where: str) -> timedelta:
    """Return a length of time; a bare number is minutes. Refusal that says where it stands."""
    if cell.isascii() and cell.isdigit() and len(cell) <= 6:
        return timedelta(minutes=int(cell))
    if found := _CLOCKED.fullmatch(cell):
        hours, minutes, seconds = (int(part) for part in found.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    parts = _UNIT.findall(cell) if len(cell) <= LONGEST else []
    if not parts or _UNIT.sub("", cell).strip():
        raise Refusal(
            f"{where}: found “{cell[:40]}” where a length should stand, such as 1h 13m 42s. "
            "Download the report again, with the meeting program set to English."
        )
    return timedelta(seconds=sum(int(number) * _UNITS[unit.lower()] for number, unit in parts))


def _time(hours: str, minutes: str, seconds: str | None, half: str | None) -> time | None:
    """Return a time of day, None for one that no clock shows."""
    hour = int(hours)
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    try:
        return time(hour, int(minutes), int(seconds or 0))
    except ValueError:
        return None


def _zone(written: str | None) -> timezone | None:
    """Return the offset that a time names, if it does."""
    if written is None:
        return None
    if written.lower() in ("z", "utc", "gmt"):
        return UTC
    digits = written[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if written[0] == "-" else offset)
