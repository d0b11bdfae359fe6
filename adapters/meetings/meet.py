"""Google Meet's attendance report: one table, with times of day and no day.

    First name,Last name,Email,Duration,Time joined,Time exited

or with one column Name. The times are of the first joining and the last leaving; the duration is
what lies between without the time away.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.meetings.columns import Columns
from adapters.meetings.tables import AGAIN, Line
from adapters.meetings.times import Dates, read_length
from bot.chat.refusal import Refusal
from bot.model.attendance.reports import Report, Row, Source

PEOPLE = {
    "name": ("name", "full name", "participant name"),
    "first": ("first name",),
    "last": ("last name",),
    "email": ("email", "email address"),
    "length": ("duration", "time in call"),
    "joined": ("time joined", "first joined", "joined"),
    "left": ("time exited", "last exited", "time left", "exited"),
}


def is_meet(lines: Sequence[Line]) -> bool:
    """Whether these rows are a Meet report's."""
    return any(_is_people(line) for line in lines[:10])


def read_meet(lines: Sequence[Line], file: str) -> Report:
    """Return the report; Refusal with the line for what it can't be."""
    place = next(at for at, line in enumerate(lines) if _is_people(line))
    rows, columns = lines[place + 1 :], Columns.of(lines[place], PEOPLE)
    dates = Dates.of(columns.cells(rows, "joined", "left"), file)
    return Report(
        Source.MEET,
        tuple(_row(line, columns, dates, file) for line in rows),
        exchangeable=dates.exchangeable,
    )


def _is_people(line: Line) -> bool:
    columns = Columns.of(line, PEOPLE)
    return columns.named and columns.has("joined", "left")


def _row(line: Line, columns: Columns, dates: Dates, file: str) -> Row:
    where = f"{file}:{line.number}"
    joined, left = columns.cell(line, "joined"), columns.cell(line, "left")
    if not joined or not left:
        raise Refusal(f"{where}: this row doesn't say when somebody joined and left. {AGAIN}")
    length = columns.cell(line, "length")
    return Row(
        line.number,
        columns.name(line),
        columns.cell(line, "email") or None,
        joined=dates.read(joined, where),
        left=dates.read(left, where),
        length=read_length(length, where) if length else None,
        partial=True,
    )
