"""Attendance reports as meeting programs write them: rows about names, in the clocks' own times.

A report says when somebody joined by a clock on a wall, seldom in which zone, sometimes without a
day. What is meant by it is found together with the session: see bot.model.attendance.placing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

Wall = datetime | time
"""A time as it is written: naive, aware where it names its offset, or a time of day without one."""


class Source(StrEnum):
    """The meeting program that a report is from."""

    ZOOM = "Zoom"
    TEAMS = "Teams"
    MEET = "Meet"


def report_of(source: str) -> str:
    """Return what a program's report is called: "Zoom's report"."""
    return f"{source}' report" if source.endswith("s") else f"{source}'s report"


@dataclass(frozen=True, slots=True)
class Row:
    """What one line of a report says of one attendee.

    `login` is their account at the institution, where the program knows it. `length` is how long
    they were there as the report says it, None if it doesn't. A row that is `partial` names only
    the first joining and the last leaving: they may have been away between. One without times has
    a length only. Who is `waiting` was in the waiting room, not in the meeting.
    """

    line: int
    name: str
    email: str | None = None
    login: str | None = None
    joined: Wall | None = None
    left: Wall | None = None
    length: timedelta | None = None
    partial: bool = False
    guest: bool = False
    host: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """An attendance report: whose it is, which meeting it is about, and its rows.

    `meeting` is the meeting's number or title, "" where the report doesn't say. `begins` and
    `ends` are the meeting's, `length` what the report says is between them, `line` where they
    stand. `exchangeable` says that each of its dates is one of the calendar with day and month
    exchanged, too (9/2/26).
    """

    source: Source
    rows: tuple[Row, ...]
    meeting: str = ""
    begins: Wall | None = None
    ends: Wall | None = None
    length: timedelta | None = None
    exchangeable: bool = False
    line: int = 1

    @property
    def needs_zone(self) -> bool:
        """Whether its times are those of a clock whose zone it doesn't name."""
        walls = [wall for row in self.rows for wall in (row.joined, row.left)]
        return any(wall is not None and wall.tzinfo is None for wall in walls)


class Unplaceable(ValueError):
    """A report that can't be the session's; says why, what to do, and on which `line` if on one."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line
