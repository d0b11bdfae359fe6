"""Zoom's participants report, in its classic and its newer form, and with unique users.

    Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,
    98765432101,"Week 1",09/02/2026 12:55:03 PM,…
                                                            a blank line
    Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,…

The newer form says Topic, ID, Start time, Email, In waiting room. The upper table may be left
off. A rejoin is a row of its own; with unique users there is one row a person with the total of
their minutes and no times. The times name no zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adapters.meetings.columns import Columns, yes
from adapters.meetings.tables import AGAIN, Line
from adapters.meetings.times import Dates, read_length
from bot.chat.refusal import Refusal
from bot.model.attendance.reports import Report, Row, Source, Wall

MEETING = {
    "meeting": ("meeting id", "id", "topic"),
    "topic": ("topic",),
    "begins": ("start time",),
    "ends": ("end time",),
    "length": ("duration (minutes)",),
    "host": ("user email", "host email"),
}
PEOPLE = {
    "name": ("name (original name)", "name", "user name"),
    "email": ("user email", "email", "email address"),
    "joined": ("join time",),
    "left": ("leave time",),
    "length": ("duration (minutes)", "total duration (minutes)", "time in session (minutes)"),
    "guest": ("guest",),
    "waiting": ("in waiting room",),
}


def is_zoom(lines: Sequence[Line]) -> bool:
    """Whether these rows are a Zoom report's."""
    return any(_is_people(line) or _is_meeting(line) for line in lines[:10])


def read_zoom(lines: Sequence[Line], file: str) -> Report:
    """Return the report; Refusal with the line for what it can't be."""
    place = next((at for at, line in enumerate(lines) if _is_people(line)), None)
    if place is None:
        raise Refusal(
            f"{file}:{lines[-1].number}: the file ends before the list of participants, which "
            f"begins with “Name (Original Name)”. {AGAIN}"
        )
    rows, columns = lines[place + 1 :], Columns.of(lines[place], PEOPLE)
    about, told = _meeting(lines[:place])
    stamps = columns.cells(rows, "joined", "left") + about.cells([told], "begins", "ends")
    dates = Dates.of(stamps, file)
    length, host = about.cell(told, "length"), about.cell(told, "host").casefold()
    people = [_row(line, columns, dates, file) for line in rows]
    return Report(
        Source.ZOOM,
        tuple(replace(row, host=(row.email or "?").casefold() == host) for row in people),
        "".join(about.cell(told, "meeting").split()),
        _time(about.cell(told, "begins"), told, dates, file),
        _time(about.cell(told, "ends"), told, dates, file),
        read_length(length, f"{file}:{told.number}") if length else None,
        dates.exchangeable,
        told.number,
    )


def _meeting(head: Sequence[Line]) -> tuple[Columns, Line]:
    """Return what stands above the list of participants: the columns and the row about it."""
    if len(head) < 2:
        return Columns({}), Line(1, ())
    return Columns.of(head[0], MEETING), head[1]


def _is_meeting(line: Line) -> bool:
    return Columns.of(line, MEETING).has("topic", "meeting")


def _is_people(line: Line) -> bool:
    columns = Columns.of(line, PEOPLE)
    return columns.has("name", "length") and (
        columns.has("joined", "left") or columns.has("email") or columns.has("guest")
    )


def _row(line: Line, columns: Columns, dates: Dates, file: str) -> Row:
    where = f"{file}:{line.number}"
    timed = columns.has("joined", "left")
    joined, left = (
        _time(columns.cell(line, word), line, dates, file) for word in ("joined", "left")
    )
    length = columns.cell(line, "length")
    if timed and (joined is None or left is None):
        raise Refusal(
            f"{where}: this row doesn't say when somebody joined and left: the file was cut off, "
            f"or made while the meeting ran. {AGAIN}"
        )
    if not timed and not length:
        raise Refusal(f"{where}: this row doesn't say how long somebody was there. {AGAIN}")
    return Row(
        line.number,
        columns.cell(line, "name"),
        columns.cell(line, "email") or None,
        joined=joined,
        left=left,
        length=read_length(length, where) if length else None,
        guest=yes(columns.cell(line, "guest")),
        waiting=yes(columns.cell(line, "waiting")),
    )


def _time(cell: str, line: Line, dates: Dates, file: str) -> Wall | None:
    return dates.read(cell, f"{file}:{line.number}") if cell else None
