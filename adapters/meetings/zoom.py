"""Zoom's participants report, in its classic and its newer form, and with unique users.

    Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,
    98765432101,"Week 1",09/02/2026 12:55:03 PM,…
                                                            a blank line
    Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,…

The newer form says Topic, ID, Start time, Email, In waiting room. The upper table may be left
off. A rejoin is a row of its own; with unique users there is one row a person with the total of
their minutes and no times. The times name no zone.

A webinar's report has a list each for hosts, panelists and attendees, under a heading; its first
column says who attended, for those who only registered are in it, too. The report of all meetings
of a host ("Active hosts") has no upper table, but says all of it in each row, before the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from adapters.meetings.columns import Columns, yes
from adapters.meetings.tables import AGAIN, Line
from adapters.meetings.times import Dates, read_length
from bot.chat.refusal import Refusal
from bot.model.attendance.reports import Report, Row, Source, Wall

MEETING = {
    "meeting": ("meeting id", "webinar id", "id", "topic"),
    "topic": ("topic",),
    "begins": ("start time", "actual start time"),
    "ends": ("end time",),
    "length": ("duration (minutes)", "actual duration (minutes)"),
    "host": ("user email", "host email"),
}
PEOPLE = {
    "name": ("name (original name)", "user name (original name)", "name", "user name"),
    "first": ("first name",),
    "last": ("last name",),
    "email": ("user email", "email", "email address"),
    "joined": ("join time",),
    "left": ("leave time",),
    "length": ("duration (minutes)", "total duration (minutes)", "time in session (minutes)"),
    "guest": ("guest", "is guest"),
    "waiting": ("in waiting room",),
    "attended": ("attended",),
}
HOSTS = "host details"
HEADINGS = frozenset({HOSTS, "panelist details", "attendee details", "other attended"})


@dataclass(frozen=True, slots=True)
class _List:
    """A list of people: the heading above it, its header, and its rows.

    `begins` is the column at which people begin; what a row says before is the meeting's.
    """

    heading: str
    header: Line
    begins: int
    columns: Columns
    rows: list[Line] = field(default_factory=list)

    @staticmethod
    def under(heading: str, header: Line) -> _List:
        """Return a list that has no rows yet."""
        name = PEOPLE["name"][0]
        told = _is_meeting(header) and name in header.names
        begins = header.names.index(name) if told else 0
        own = Line(header.number, ("",) * begins + header.cells[begins:])
        return _List(heading, header, begins, Columns.of(own, PEOPLE))

    def attended(self) -> list[Line]:
        """Return the rows of those who didn't only register."""
        return [row for row in self.rows if self.columns.cell(row, "attended").casefold() != "no"]


def is_zoom(lines: Sequence[Line]) -> bool:
    """Whether these rows are a Zoom report's."""
    return any(_is_people(line) or _is_meeting(line) for line in lines[:10])


def read_zoom(lines: Sequence[Line], file: str) -> Report:
    """Return the report; Refusal with the line for what it can't be."""
    lists = _lists(lines)
    if not lists:
        raise Refusal(
            f"{file}:{lines[-1].number}: the file ends before the list of participants, which "
            f"begins with “Name (Original Name)”. {AGAIN}"
        )
    about, told = _meeting(lines, lists[0], file)
    stamps = about.cells([told], "begins", "ends")
    for each in lists:
        stamps += each.columns.cells(each.attended(), "joined", "left")
    dates = Dates.of(stamps, file)
    length, host = about.cell(told, "length"), about.cell(told, "host").casefold()
    people = [
        replace(row, host=each.heading == HOSTS or (row.email or "?").casefold() == host)
        for each in lists
        for row in (_row(line, each.columns, dates, file) for line in each.attended())
    ]
    return Report(
        Source.ZOOM,
        tuple(people),
        "".join(about.cell(told, "meeting").split()),
        _time(about.cell(told, "begins"), told, dates, file),
        _time(about.cell(told, "ends"), told, dates, file),
        read_length(length, f"{file}:{told.number}") if length else None,
        dates.exchangeable,
        told.number,
    )


def _lists(lines: Sequence[Line]) -> list[_List]:
    """Return each list of people there is."""
    found: list[_List] = []
    heading, last = "", None
    for line in lines:
        if len(line.names) == 1 and line.names[0] in HEADINGS:
            heading, last = line.names[0], None
        elif _is_people(line):
            last = _List.under(heading, line)
            found.append(last)
        elif last is not None:
            last.rows.append(line)
    return found


def _meeting(lines: Sequence[Line], first: _List, file: str) -> tuple[Columns, Line]:
    """Return what stands above the first list, or before its names: the columns and the row."""
    if first.begins:
        return _only_meeting(first, file)
    head = [line for line in lines if line.number < first.header.number]
    place = next((at for at, line in enumerate(head) if _is_meeting(line)), 0)
    if len(head) < place + 2:
        return Columns({}), Line(1, ())
    return Columns.of(head[place], MEETING), head[place + 1]


def _only_meeting(people: _List, file: str) -> tuple[Columns, Line]:
    """Return what each row says of the meeting; Refusal where they are of several."""
    header = Line(people.header.number, people.header.cells[: people.begins])
    columns = Columns.of(header, MEETING)
    rows = people.rows or [Line(header.number, ())]
    one = [columns.cell(rows[0], word) for word in ("meeting", "begins")]
    for row in rows:
        other = [columns.cell(row, word) for word in ("meeting", "begins")]
        if other != one:
            raise Refusal(
                f"{file}:{row.number}: this row is of another meeting ({' '.join(other)}) than the "
                f"first one ({' '.join(one)}). Give the report of one meeting: in Zoom, Reports, "
                "Usage, the meeting's Participants, Export."
            )
    return columns, rows[0]


def _is_meeting(line: Line) -> bool:
    return Columns.of(line, MEETING).has("topic", "meeting")


def _is_people(line: Line) -> bool:
    columns = Columns.of(line, PEOPLE)
    told = columns.has("joined", "left") or columns.has("email") or columns.has("guest")
    return columns.named and columns.has("length") and told


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
        columns.name(line),
        columns.cell(line, "email") or None,
        joined=joined,
        left=left,
        length=read_length(length, where) if length else None,
        guest=yes(columns.cell(line, "guest")),
        waiting=yes(columns.cell(line, "waiting")),
    )


def _time(cell: str, line: Line, dates: Dates, file: str) -> Wall | None:
    return dates.read(cell, f"{file}:{line.number}") if cell else None
