"""Rosters: CSV files of people, our own or those that Moodle, Canvas and Blackboard export.

The header tells which kind it is. A roster is read into a document of the same shape as the
`people` of a course file, so both are checked by the same rules and errors name the cell.

Moodle: "Participants", downloaded as CSV: `First name,Last name,Email address,…`.
Canvas: the gradebook's export: `Student,ID,SIS User ID,SIS Login ID,Section,…`, names as
"Last, First". Blackboard: the grade center's full download: `Last Name,First Name,Username,…`,
separated by commas, or by tabs in its .xls.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from adapters.files.problems import did_you_mean
from adapters.files.shape import complain
from adapters.files.yamltext import Data, Document, Position
from bot.model.people import Role

OWN_COLUMNS = (
    *("username", "name", "role", "email", "number", "zone", "group", "enrolled", "dropped"),
    *("sandbox", "discord", "slack"),
)
"""The columns of our own kind of roster; the last three are accounts."""
ACCOUNTS = frozenset(OWN_COLUMNS[-3:])
NOT_PEOPLE = ("points possible", "student, test")
"""Names in the rows that Canvas adds to its students."""
MOODLE_ROLES = {"teacher": "instructor", "non-editing teacher": "assistant"}
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .xls files begin."""
EXCEL_SEPARATOR = re.compile(r"\"?sep=.?\"?", re.IGNORECASE)
"""The line by which Excel is told the separator; it may precede the header."""
FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class RosterKind:
    """A kind of roster: the columns it is known by, and what its other columns hold for us."""

    title: str
    marks: frozenset[str]
    columns: Mapping[str, str]


MOODLE = RosterKind(
    "Moodle participants",
    frozenset({"first name", "last name", "email address"}),
    {
        "first name": "first",
        "last name": "last",
        "username": "username",
        "email address": "email",
        "id number": "number",
        "groups": "group",
        "roles": "role",
    },
)
MOODLE_UPLOAD = RosterKind(
    "Moodle upload users",
    frozenset({"username", "firstname", "lastname"}),
    {
        "firstname": "first",
        "lastname": "last",
        "username": "username",
        "email": "email",
        "idnumber": "number",
        "group1": "group",
        "role1": "role",
    },
)
CANVAS = RosterKind(
    "Canvas gradebook",
    frozenset({"student", "id", "section"}),
    {
        "student": "sorted",
        "sis login id": "username",
        "sis user id": "number",
        "section": "group",
    },
)
BLACKBOARD = RosterKind(
    "Blackboard grade center",
    frozenset({"last name", "first name", "username"}),
    {
        "first name": "first",
        "last name": "last",
        "username": "username",
        "student id": "number",
    },
)
OWN = RosterKind("Homeroom roster", frozenset({"name"}), {name: name for name in OWN_COLUMNS})
KINDS = (MOODLE, MOODLE_UPLOAD, CANVAS, BLACKBOARD, OWN)


def read_roster(content: bytes, file: str) -> tuple[Document, RosterKind | None]:
    """Return the people of a roster as a document, and which kind it is, if that can be told."""
    document = Document(file, {"people": []})
    text = _decoded(content, document)
    if text is None:
        return document, None
    lines = text.split("\n")
    begins = 1 if EXCEL_SEPARATOR.fullmatch(lines[0].strip()) else 0
    first = next((line for line in lines[begins:] if line.strip(",;\t ")), "")
    delimiter = _delimiter(first)
    lines[:begins] = [""] * begins
    rows = _rows("\n".join(lines), delimiter, document)
    header = next(rows, None)
    if header is None:
        if not document.problems:
            complain(document, (), "This roster is empty.", "Add a line for each person.", value="")
        return document, None
    names = [name.strip().casefold() for name in header[1]]
    while not names[-1]:
        names.pop()
    kind = next((kind for kind in KINDS if kind.marks <= set(names)), None)
    if kind is None:
        titles = ", ".join(kind.title for kind in KINDS)
        text = f"The first line names no columns of a roster that is known here ({titles})."
        complain(document, (), text, "Begin it with: username,name,email,zone.", value="")
        return document, None
    _check_header(document, kind, names, (header[0], first), delimiter)
    people: list[Data] = []
    document.data = {"people": people}
    for line, cells in rows:
        _add_row(document, people, kind, (line, cells), (names, lines, delimiter))
    if not people and not document.problems:
        complain(document, (), "This roster has no people.", "Add a line for each person.")
    return document, kind


def _decoded(content: bytes, document: Document) -> str | None:
    """Return the text of a file in UTF-8 or UTF-16; None after reporting that it is neither."""
    if content.startswith(WORKBOOKS):
        text = "This is a workbook, no CSV file."
        complain(document, (), text, "Save it as “CSV UTF-8”.", value="")
        return None
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        document.values[()] = Position(line, 1)
        document.keys[()] = Position(line, 1)
        complain(document, (), "This file is not UTF-8.", "Save it as “CSV UTF-8”.", value="")
        return None
    if "\0" in text:
        complain(document, (), "This is no CSV file.", "Export the roster as CSV.", value="")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(content: bytes) -> str:
    """Return the encoding: UTF-16 is known by its mark, or by the zeros of its Latin header."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:40]
    for encoding, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if len(start) > 3 and not any(start[zeros::2]) and all(start[letters::2]):
            return encoding
    return "utf-8-sig"


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _rows(text: str, delimiter: str, document: Document) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that isn't blank with the line on which it begins."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        document.values["csv", line] = Position(line, 1)
        text = f"From this line on the file can't be read as CSV ({error})."
        complain(document, ("csv", line), text, "Check its quotes.", value="")


def _check_header(
    document: Document,
    kind: RosterKind,
    names: Sequence[str],
    line: tuple[int, str],
    delimiter: str,
) -> None:
    starts = _cell_columns(line[1], delimiter)
    for index, name in enumerate(names):
        path = ("header", index)
        document.values[path] = Position(line[0], starts[index] if index < len(starts) else 1)
        if name and name in names[:index] and name in kind.columns:
            complain(document, path, "This column stands here twice.", "Rename one.", value=name)
        elif kind is OWN and name not in OWN_COLUMNS:
            hint = did_you_mean(name, OWN_COLUMNS) or f"Known here: {', '.join(OWN_COLUMNS)}."
            complain(document, path, "This column is not known here.", hint, value=name)


def _add_row(
    document: Document,
    people: list[Data],
    kind: RosterKind,
    row: tuple[int, list[str]],
    layout: tuple[list[str], list[str], str],
) -> None:
    """Add one row's person, with the position of each cell, unless the row holds nobody."""
    (line, cells), (names, lines, delimiter) = row, layout
    found: dict[str, str] = {}
    path = ("people", len(people))
    starts = _cell_columns(lines[line - 1], delimiter) if line <= len(lines) else []
    document.values[path] = Position(line, 1)
    while len(cells) > len(names) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != len(names) and not (kind is CANVAS and not cells[0].strip()):
        text = f"This row has {len(cells)} cells, the first line has {len(names)}."
        hint = "Put quotes around a cell that holds the separator."
        if len(cells) < len(names):
            hint = "Leave a cell empty, but keep its separator."
        complain(document, path, text, hint, value="")
        return
    for index, (name, cell) in enumerate(zip(names, cells, strict=False)):
        word = kind.columns.get(name)
        if word and cell.strip():
            found[word] = cell.strip()
            column = starts[index] if index < len(starts) else 1
            document.values[(*path, word)] = Position(line, column)
    if kind is CANVAS and found.get("sorted", "").casefold() in ("", *NOT_PEOPLE):
        return
    people.append(_person(document, path, found))


def _person(document: Document, path: tuple[str | int, ...], found: dict[str, str]) -> Data:
    """Return a row's cells as the words of a person, and note where each stands."""
    person: dict[str, Data] = {}
    if "sorted" in found:
        last, _, first = found.pop("sorted").rpartition(", ")
        person["name"] = f"{first} {last}".strip()
        document.values[(*path, "name")] = document.at((*path, "sorted"))
    if "first" in found or "last" in found:
        parts = (found.pop("first", ""), found.pop("last", ""))
        person["name"] = " ".join(part for part in parts if part)
        at = (*path, "first") if parts[0] else (*path, "last")
        document.values[(*path, "name")] = document.at(at)
    if "role" in found:
        role = found.pop("role").casefold()
        known = MOODLE_ROLES.get(role, role)
        person["role"] = known if known in set(Role) else _unknown_role(document, path, role)
    login = found.get("username", "")
    if "@" in login and "email" not in found:
        person["email"] = login
    accounts: dict[str, Data] = {name: found.pop(name) for name in ACCOUNTS & set(found)}
    if accounts:
        person["accounts"] = dict(sorted(accounts.items()))
    return {**person, **found}


def _unknown_role(document: Document, path: tuple[str | int, ...], role: str) -> str:
    names = [str(name) for name in Role]
    hint = did_you_mean(role, names) or f"Roles are {', '.join(names)}."
    complain(document, (*path, "role"), "This is no role.", hint, value=role)
    return str(Role.STUDENT)


def _cell_columns(line: str, delimiter: str) -> list[int]:
    """Return the column (from 1) at which each cell of a line begins."""
    starts, quoted = [1], False
    for column, character in enumerate(line, start=1):
        if character == '"':
            quoted = not quoted
        elif character == delimiter and not quoted:
            starts.append(column + 1)
    return starts
