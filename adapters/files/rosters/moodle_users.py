"""Moodle's file for "Upload users": which of its rows are of the class that is meant, and as what.

A row enrolls somebody in any number of courses: `course1`, `role1`, `group1`, `enrolstatus1`, then
`course2` and so on. `enrolstatus`, `suspended` and `deleted` are 1 for who is not in it any more.
`type` is 1 for students, 2 for teachers and 3 for those who don't edit, where there is no `role`.
Source: moodle/moodle, admin/tool/uploaduser/classes/process.php.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from adapters.files.rosters.csvtext import Row, Table
from adapters.files.rosters.kinds import MOODLE_UPLOAD, named_classes
from adapters.files.shape import complain

COURSE = re.compile(r"course(\d+)")
TYPES = {"1": "student", "2": "teacher", "3": "non-editing teacher"}
GONE = ("deleted", "suspended")
MOST_NAMED = 10

Member = tuple[Row, Mapping[str, str]]
"""A row of somebody who is in the class, and what its columns hold for us there."""


def members(table: Table, section: str) -> Iterator[Member]:
    """Yield the rows of those in the class that `section` names; of all where there is only one.

    Where it can't be told which is meant, that is reported and nobody comes.
    """
    numbers = [found[1] for name in table.names if (found := COURSE.fullmatch(name))]
    if not numbers:
        yield from ((row, MOODLE_UPLOAD.columns) for row in table.rows if not _is_gone(table, row))
        return
    rows = list(table.rows)
    classes = dict.fromkeys(
        name for row in rows for number in numbers if (name := _cell(table, row, f"course{number}"))
    )
    wanted = named_classes(section, classes)
    known = {name.casefold() for name in classes}
    if (wanted and not wanted & known) or (not wanted and len(known) > 1):
        text = f"This file has {len(classes)} classes: {', '.join(list(classes)[:MOST_NAMED])}"
        text += f" and {len(classes) - MOST_NAMED} more." if len(classes) > MOST_NAMED else "."
        if wanted:
            text = f"No class here is called “{section}”. {text}"
        complain(table.document, (), text, "Say which it is as the section.", value="")
        return
    for row in rows:
        if len(row[1]) != len(table.names):
            yield row, MOODLE_UPLOAD.columns  # Its length is reported where it is read.
            continue
        of = [one for one in numbers if _is_in(table, row, one, wanted or known)]
        if of and not _is_gone(table, row):
            yield row, _columns(of[0], several=len(wanted) > 1)


def _is_gone(table: Table, row: Row) -> bool:
    return any(_cell(table, row, name) == "1" for name in GONE)


def _is_in(table: Table, row: Row, number: str, classes: set[str]) -> bool:
    here = _cell(table, row, f"course{number}").casefold() in classes
    return here and _cell(table, row, f"enrolstatus{number}") != "1"


def _columns(number: str, *, several: bool) -> Mapping[str, str]:
    """Return what the columns hold for the course of a number, a person's group last."""
    own = {f"role{number}": "role", f"type{number}": "type", f"group{number}": "group"}
    named = {f"course{number}": "class"} if several else {}
    shared = {
        name: word
        for name, word in MOODLE_UPLOAD.columns.items()
        if name not in ("role1", "group1", "type1")
    }
    return {**shared, **own, **named}


def _cell(table: Table, row: Row, name: str) -> str:
    """Return what stands in a row's column, "" where there is none."""
    if name not in table.names:
        return ""
    at = table.names.index(name)
    return row[1][at].strip() if at < len(row[1]) else ""
