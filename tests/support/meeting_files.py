"""Attendance reports as the programs write them, made of rows: for tests to read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NARROW = "\u202f"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody's one stay in a meeting, by the clock on the wall."""

    name: str
    email: str
    joined: datetime
    left: datetime


def zoom(
    visits: Sequence[Visit], *, meeting: str = "98765432101", newer: bool = False, head: bool = True
) -> bytes:
    """Return Zoom's report in its classic or newer form, with or without the meeting's table."""
    begins = min(visit.joined for visit in visits)
    ends = max(visit.left for visit in visits)
    span = f"{_us(begins)},{_us(ends)}"
    minutes = _minutes(ends - begins)
    if newer:
        top = f"Topic,ID,Duration (minutes),Start time,End time\nWeek 1,{meeting},{minutes},{span}"
        names = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest"
        names += ",Recording disclaimer response,In waiting room"
        after = ",No,OK,No"
    else:
        top = "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\n"
        top += f"{meeting},Week 1,{span},t@example.edu,{minutes},{len(visits)},"
        names = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
        names += ",Recording Consent"
        after = ",No,Y"
    rows = [
        f"{_quoted(v.name)},{v.email},{_us(v.joined)},{_us(v.left)},{_minutes(v.left - v.joined)}"
        for v in visits
    ]
    above = [*top.split("\n"), ""] if head else []
    return _crlf([*above, names, *(row + after for row in rows)]).encode("utf-8-sig")


def zoom_unique(totals: Sequence[tuple[str, str, int]]) -> bytes:
    """Return Zoom's report with unique users: names, addresses and minutes in all."""
    rows = [f"{_quoted(name)},{email},{minutes},No" for name, email, minutes in totals]
    names = "Name (Original Name),User Email,Total Duration (Minutes),Guest"
    return _crlf([names, *rows]).encode("utf-8-sig")


def teams(visits: Sequence[Visit], *, day_first: bool = False, activities: bool = True) -> bytes:
    """Return Teams' report: tabs, UTF-16, and spaces that are narrow before AM and PM."""

    def said(wall: datetime) -> str:
        days = (wall.day, wall.month) if day_first else (wall.month, wall.day)
        hour, half = wall.hour % 12 or 12, "PM" if wall.hour > 11 else "AM"
        return f"{days[0]}/{days[1]}/{wall:%y}, {hour}:{wall:%M:%S}{NARROW}{half}"

    begins = min(visit.joined for visit in visits)
    ends = max(visit.left for visit in visits)
    people: dict[tuple[str, str], list[Visit]] = {}
    for visit in visits:
        people.setdefault((visit.name, visit.email), []).append(visit)
    lines = ["1. Summary", "Meeting title\tWeek 1", f"Start time\t{said(begins)}"]
    lines += [f"End time\t{said(ends)}", "", "2. Participants"]
    lines.append(
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole"
    )
    for (name, email), stays in people.items():
        first, last = min(stay.joined for stay in stays), max(stay.left for stay in stays)
        length = _spelled(sum((stay.left - stay.joined for stay in stays), timedelta()))
        lines.append("\t".join((name, said(first), said(last), length, email, email, "Attendee")))
    if activities:
        lines += ["", "3. In-Meeting Activities"]
        lines.append("Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole")
        lines += [
            "\t".join(
                (v.name, said(v.joined), said(v.left), _spelled(v.left - v.joined), v.email, "")
            )
            for v in visits
        ]
    return b"\xff\xfe" + _crlf(lines).encode("utf-16-le")


def meet(visits: Sequence[Visit]) -> bytes:
    """Return Meet's report: times of day to the minute."""
    rows = [
        f"{_quoted(v.name)},{v.email},{_minutes(v.left - v.joined)} min,{v.joined:%I:%M %p},"
        f"{v.left:%I:%M %p}"
        for v in visits
    ]
    return ("\n".join(["Name,Email,Duration,Time joined,Time exited", *rows]) + "\n").encode()


def _us(wall: datetime) -> str:
    return f"{wall:%m/%d/%Y %I:%M:%S %p}"


def _minutes(length: timedelta) -> int:
    return -(-int(length.total_seconds()) // 60)


def _spelled(length: timedelta) -> str:
    seconds = int(length.total_seconds())
    parts = ((seconds // 3600, "h"), (seconds // 60 % 60, "m"), (seconds % 60, "s"))
    return " ".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _crlf(lines: Sequence[str]) -> str:
    return "".join(f"{line}\r\n" for line in lines)
