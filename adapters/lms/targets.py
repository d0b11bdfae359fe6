"""Targets: what a file is that staff downloaded from a gradebook, and where its cells stand.

The header tells whose it is. Canvas: `Student,ID,[SIS User ID,]SIS Login ID,…,Section`, then
`Title (id)`, or `LastName,FirstName` in the place of Student; rows before the students hold the
points possible and `(read only)`. Blackboard: `Last Name,First Name,Username,…`, then
`Title [Total Pts: 10 Score] |id`, in older versions without the kind. Moodle: free text, with a key
among the columns. All three, with what each does to a wrong file: docs/gradebooks.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adapters.lms.grids import Grid, Row, header_row
from bot.chat.refusal import Refusal
from bot.model.attendance.marks import are_marks
from bot.model.gradebook.columns import Column
from bot.model.gradebook.gradebook import Key
from bot.model.gradebook.matching import FileRow
from bot.ports.gradebooks import Format

CANVAS_KEYS = {"sis user id": Key.NUMBER, "sis login id": Key.USERNAME}
BLACKBOARD_KEYS = {"username": Key.USERNAME, "student id": Key.NUMBER}
MOODLE_KEYS = {
    "email address": Key.EMAIL,
    "email": Key.EMAIL,
    "username": Key.USERNAME,
    "id number": Key.NUMBER,
    "idnumber": Key.NUMBER,
}
MOODLE_IDENTITY = frozenset(
    "first name|last name|surname|firstname|lastname|name|institution|department|groups|group1|"
    "role1|course1|status|last downloaded from this course".split("|")
)
"""Columns of Moodle's files that hold no grades."""
MOODLE_ONLY = frozenset(("surname", "groups", "last downloaded from this course"))
"""Columns that no other gradebook's file has."""
CANVAS_COLUMN = re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)\s*", re.DOTALL)
BLACKBOARD_COLUMN = re.compile(
    r"(?P<title>.*?)\s*(?:\[Total Pts: (?P<possible>(?:up to )?[\d.,]*)\s*(?P<kind>[^\]]*)\]\s*)?"
    r"\|\s*(?P<id>\d+)\s*",
    re.DOTALL,
)
MOODLE_COLUMN = re.compile(
    r"(?P<title>.*?)(?:\s*\((?P<kind>Real|Percentage|Letter|Feedback)\))?\s*", re.DOTALL
)
NOT_STUDENTS = ("student, test", "test student")
PREVIEW = "_previewuser"
"""How the login ends by which Blackboard lets an instructor look around as a student."""
NAMES = {Format.CANVAS: "Canvas", Format.BLACKBOARD: "Blackboard", Format.MOODLE: "Moodle"}


@dataclass(frozen=True, slots=True)
class Layout:
    """A target taken apart: whose format it is, its grade columns, its people's rows by line."""

    grid: Grid
    form: Format
    header: Row
    columns: tuple[Column, ...]
    people: tuple[FileRow, ...]

    @property
    def program(self) -> str:
        """The gradebook's name."""
        return NAMES[self.form]


def read_layout(grid: Grid, wanted: Format | None = None) -> Layout:
    """Return what a target is; Refusal, with the line, for what no gradebook would take back."""
    place = header_row(grid.rows)
    header = grid.rows[place]
    titles = [header.value(column).strip() for column in range(len(header))]
    words = [title.casefold() for title in titles]
    form = _form(grid, header, words, wanted)
    rows = [row for row in grid.rows[place + 1 :] if not row.blank]
    _check_lengths(grid, header, rows, form)
    return _READERS[form](grid, header, titles, rows)


def _form(grid: Grid, header: Row, words: Sequence[str], wanted: Format | None) -> Format:
    known = set(words)
    if are_marks(words):
        raise grid.refusal(
            header.line,
            "This is a file of marks for Moodle's attendance, not of grades. Send the gradebook's "
            "own file; attendance is exported by the button in /class attendance show.",
        )
    form = None
    if {"student", "id"} <= known or {"lastname", "firstname", "id"} <= known:
        form = Format.CANVAS
    elif "username" in known and not {"email address", "email", "id number"} & known:
        moodle = wanted is Format.MOODLE or bool(known & MOODLE_ONLY)
        blackboard = not moodle or any("|" in word for word in words)
        form = Format.BLACKBOARD if blackboard else Format.MOODLE
    elif known & set(MOODLE_KEYS):
        form = Format.MOODLE
    if form is None:
        raise grid.refusal(
            header.line,
            "These are not the columns of Moodle, Canvas or Blackboard. Download the gradebook "
            "with the language set to English, and send the file as it is.",
        )
    if wanted is not None and wanted is not form:
        what = f"This is a file of {NAMES[form]}, but {wanted} was asked for."
        raise grid.refusal(header.line, f"{what} Leave the format out, or send the other file.")
    return form


def _check_lengths(grid: Grid, header: Row, rows: Sequence[Row], form: Format) -> None:
    """Refuse ragged rows: Moodle refuses the whole file, others put grades where they aren't."""
    for row in rows:
        unnamed = not any(row.value(place).strip() for place in (0, 1))
        if len(row) != len(header) and not (form is Format.CANVAS and unnamed):
            raise grid.refusal(
                row.line,
                f"This row has {len(row)} cells, the header has {len(header)}; {NAMES[form]} "
                "would refuse or misread it. Correct the row, or download the file again.",
            )


def _canvas(grid: Grid, header: Row, titles: Sequence[str], rows: Sequence[Row]) -> Layout:
    words = [title.casefold() for title in titles]
    if "section" not in words:
        raise grid.refusal(
            header.line,
            "There is no Section column, without which Canvas refuses the file. Export the "
            "gradebook from Canvas again and send the file as it is.",
        )
    own = words.index("id")
    head = [row for row in rows if _of_canvas(row, own)]
    possible = next((row for row in head if row.value(0).strip()), None)
    columns = []
    for place in range(words.index("section") + 1, len(titles)):
        found = CANVAS_COLUMN.fullmatch(titles[place])
        points = possible.value(place).strip() if possible else ""
        closed = ""
        if any("read only" in row.value(place).casefold() for row in head):
            closed, points = "Canvas reckons it and takes no grades for it", ""
        elif found is None:
            closed = "it has no id, so Canvas would make a new assignment of it"
        title, number = (found["title"], found["id"]) if found else (titles[place], "")
        columns.append(Column(place, title, number, titles[place], points, closed))
    names = (0,) if "student" in words else (words.index("lastname"), words.index("firstname"))
    people = [
        _person(
            row, Format.CANVAS, row.value(own),
            ", ".join(filter(None, (row.value(place).strip() for place in names))),
            words, CANVAS_KEYS,
        )
        for row in rows
        if not _of_canvas(row, own)
    ]  # fmt: skip
    students = (one for one in people if one.name.casefold() not in NOT_STUDENTS)
    return Layout(grid, Format.CANVAS, header, tuple(columns), tuple(students))


def _of_canvas(row: Row, own: int) -> bool:
    """Whether a row is Canvas' own, who gives students an id: points possible, manual posting."""
    first = row.value(0).strip().casefold()
    return first.startswith("points possible") or not (first or row.value(own).strip())


def _blackboard(grid: Grid, header: Row, titles: Sequence[str], rows: Sequence[Row]) -> Layout:
    words = [title.casefold() for title in titles]
    columns = []
    for place, title in enumerate(titles):
        found = BLACKBOARD_COLUMN.fullmatch(title)
        if found is not None:
            possible, closed = found["possible"] or "", ""
            if possible.startswith("up to"):
                closed = "Blackboard reckons it and takes no grades for it"
            elif (kind := (found["kind"] or "Score").strip()) != "Score":
                closed = f"it holds {kind.lower()} and not points"
            columns.append(Column(place, found["title"], found["id"], title, possible, closed))
    if not columns:
        raise grid.refusal(
            header.line,
            "No column has its id (“Title [Total Pts: 10 Score] |123”), and without it Blackboard "
            "makes a new text column of 0 points. Download the grade center's file again and send "
            "it as it is. (For Moodle, ask for the format moodle.)",
        )
    last, first = _place(words, "last name"), _place(words, "first name")
    login = words.index("username") if "username" in words else 0
    people = [
        _person(
            row, Format.BLACKBOARD, row.value(login),
            f"{row.value(first)} {row.value(last)}".strip(), words, BLACKBOARD_KEYS,
        )
        for row in rows
        if not row.value(login).strip().casefold().endswith(PREVIEW)
    ]  # fmt: skip
    return Layout(grid, Format.BLACKBOARD, header, tuple(columns), tuple(people))


def _moodle(grid: Grid, header: Row, titles: Sequence[str], rows: Sequence[Row]) -> Layout:
    words = [title.casefold() for title in titles]
    columns = []
    for place, title in enumerate(titles):
        if words[place] in MOODLE_KEYS or words[place] in MOODLE_IDENTITY or not title:
            continue
        found = MOODLE_COLUMN.fullmatch(title)
        kind = (found["kind"] or "Real") if found else "Real"
        closed = "" if kind == "Real" else f"it holds {kind.lower()} and not points"
        if words[place].endswith("feedback"):
            closed = "it holds feedback and not points"
        columns.append(Column(place, found["title"] if found else title, "", title, "", closed))
    first = next(word for word in words if word in MOODLE_KEYS)
    names = [_place(words, name) for name in ("first name", "last name", "surname", "name")]
    people = [
        _person(
            row, Format.MOODLE, row.value(words.index(first)),
            " ".join(filter(None, (row.value(place) for place in names))), words, MOODLE_KEYS,
        )
        for row in rows
    ]  # fmt: skip
    return Layout(grid, Format.MOODLE, header, tuple(columns), tuple(people))


def _person(
    row: Row, form: Format, own: str, name: str, words: Sequence[str], keys: dict[str, Key]
) -> FileRow:
    held = tuple(
        (keys[word], row.value(place).strip()) for place, word in enumerate(words) if word in keys
    )
    return FileRow(row.line, f"{form}/{own.strip()}", name.strip(), held)


def _place(words: Sequence[str], word: str) -> int | None:
    return words.index(word) if word in words else None


_READERS: dict[Format, Callable[[Grid, Row, Sequence[str], Sequence[Row]], Layout]] = {
    Format.CANVAS: _canvas,
    Format.BLACKBOARD: _blackboard,
    Format.MOODLE: _moodle,
}


def refuse_column(layout: Layout, title: str, points: str) -> Refusal:
    """Return the refusal that says how a missing column is made in the gradebook first."""
    there = ", ".join(f"“{column.title}”" for column in layout.columns if not column.closed)
    ways = {
        Format.CANVAS: (
            "Canvas would make a new assignment of a column it doesn't know, so make it there "
            f"first: Assignments, + Assignment, called “{title}”, points {points}, on paper; save "
            "and publish. Then Grades, Export, and send that file."
        ),
        Format.BLACKBOARD: (
            "Blackboard would make a text column of 0 points of one it doesn't know, so make it "
            f"there first: Grade Center, Create Column, called “{title}”, points {points}, shown "
            "as Score. Then Work Offline, Download, and send that file."
        ),
        Format.MOODLE: "Name one of the columns it has, or leave the column out.",
    }
    has = f" Or name another as column; it has {there}." if there else ""
    return layout.grid.refusal(
        layout.header.line,
        f"There is no column “{title}” in this file. {ways[layout.form]}{has}",
    )
