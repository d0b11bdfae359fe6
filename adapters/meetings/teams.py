"""Microsoft Teams' attendance report: three sections, tabs, UTF-16.

    1. Summary                    names and values
    2. Participants               Name, First Join, Last Leave, In-Meeting Duration, Email, …
    3. In-Meeting Activities      Name, Join Time, Leave Time, Duration, Email, Role

The second section says only from when until when somebody came and went, and for how long in all;
the third says when exactly, and is taken where it knows somebody. Further ones, as on who raised a
hand, are passed over. An older form has no headings and one list: Full Name, Join Time, Leave Time,
Duration, Email, Role, Participant ID (UPN).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from adapters.meetings.columns import Columns
from adapters.meetings.tables import AGAIN, Line
from adapters.meetings.times import Dates, read_length
from bot.chat.refusal import Refusal
from bot.model.attendance.reports import Report, Row, Source, Wall

PEOPLE = {
    "name": ("name", "full name"),
    "joined": ("first join", "first join time", "join time"),
    "left": ("last leave", "last leave time", "leave time"),
    "length": ("in-meeting duration", "duration"),
    "email": ("email",),
    "login": ("participant id (upn)",),
    "role": ("role",),
}
ABOUT = {
    "meeting": ("meeting title",),
    "begins": ("start time", "meeting start time"),
    "ends": ("end time", "meeting end time"),
}
ACTIVITIES = "in-meeting activities"
NOT_WHEN = (
    "doesn't say when somebody joined and left. Download it again, as CSV. If Teams is set to say "
    "only who attended, mark students by hand: /class session present."
)
HEADINGS = frozenset({"summary", "participants", ACTIVITIES, "meeting summary"})
_HEADING = re.compile(r"(\d{1,2}\. ?)?(.{1,60})")
_STRANGER = re.compile(r"\((?:guest|unverified|external)\)", re.IGNORECASE)


def is_teams(lines: Sequence[Line]) -> bool:
    """Whether these rows are a Teams report's."""
    return any(_heading(line) in HEADINGS for line in lines[:3]) or any(
        _is_people(line) and Columns.of(line, PEOPLE).has("login") for line in lines[:20]
    )


def read_teams(lines: Sequence[Line], file: str) -> Report:
    """Return the report; Refusal with the line for what it can't be."""
    parts = _lists(lines)
    people = next((rows for heading, rows in parts if heading != ACTIVITIES), None)
    if people is None:
        for line in lines:
            if Columns.of(line, PEOPLE).has("name", "role"):
                raise Refusal(f"{file}:{line.number}: this list {NOT_WHEN}")
        raise Refusal(
            f"{file}:{lines[-1].number}: the file ends without the section “2. Participants”, "
            f"so it names nobody. {AGAIN}"
        )
    tables = [rows for _, rows in parts]
    known = {
        word: (line, line.cells[1])
        for line in lines
        for word, names in ABOUT.items()
        if line.names[:1] and line.names[0] in names and len(line.names) == 2
    }
    stamps = [(line.number, cell) for line, cell in known.values()]
    for rows in tables:
        stamps += Columns.of(rows[0], PEOPLE).cells(rows[1:], "joined", "left")
    dates = Dates.of(stamps, file)
    begins, ends = (_about(known.get(word), dates, file) for word in ("begins", "ends"))
    exact = next((rows for heading, rows in parts if heading == ACTIVITIES), ())
    return Report(
        Source.TEAMS,
        _rows(people, exact, dates, file),
        known["meeting"][1] if "meeting" in known else "",
        begins,
        ends,
        exchangeable=dates.exchangeable,
        line=known["begins"][0].number if "begins" in known else 1,
    )


def _lists(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Return each list of people, its header first, with the heading it stands under."""
    found: list[tuple[str, list[Line]]] = []
    heading, rows = "", None
    for line in lines:
        if said := _heading(line):
            heading, rows = said, None
        elif rows is not None:
            rows.append(line)
        elif _is_people(line):
            rows = [line]
            found.append((heading, rows))
    return found


def _heading(line: Line) -> str:
    """Return the section that a row opens, known or numbered; "" for another row."""
    found = _HEADING.fullmatch(line.names[0]) if len(line.names) == 1 else None
    return found[2] if found and (found[1] or found[2] in HEADINGS) else ""


def _is_people(line: Line) -> bool:
    return Columns.of(line, PEOPLE).has("name", "joined", "left")


def _rows(
    people: Sequence[Line], exact: Sequence[Line], dates: Dates, file: str
) -> tuple[Row, ...]:
    """Return everybody's rows: those of the activities where they know somebody."""
    columns = Columns.of(people[0], PEOPLE)
    about = [_row(line, columns, dates, file, partial=True) for line in people[1:]]
    if not exact:
        return tuple(about)
    logins = {(row.name, row.email): row.login for row in about}
    columns = Columns.of(exact[0], PEOPLE)
    found = [_row(line, columns, dates, file, partial=False) for line in exact[1:]]
    known = {(row.name, row.email) for row in found}
    rest = [row for row in about if (row.name, row.email) not in known]
    found = [replace(row, login=logins.get((row.name, row.email))) for row in found]
    return tuple(sorted((*found, *rest), key=lambda row: row.line))


def _row(line: Line, columns: Columns, dates: Dates, file: str, *, partial: bool) -> Row:
    where = f"{file}:{line.number}"
    joined, left = columns.cell(line, "joined"), columns.cell(line, "left")
    name, length = columns.cell(line, "name"), columns.cell(line, "length")
    timed = bool(joined and left)
    if not timed and not length:
        raise Refusal(f"{where}: this row {NOT_WHEN}")
    return Row(
        line.number,
        name,
        columns.cell(line, "email") or None,
        columns.cell(line, "login") or None,
        dates.read(joined, where) if timed else None,
        dates.read(left, where) if timed else None,
        read_length(length, where) if length else None,
        partial=partial,
        guest=bool(_STRANGER.search(name)),
        host=columns.cell(line, "role").casefold() == "organizer",
    )


def _about(known: tuple[Line, str] | None, dates: Dates, file: str) -> Wall | None:
    return dates.read(known[1], f"{file}:{known[0].number}") if known else None
