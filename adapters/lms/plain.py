"""Exports for people and programs: plain CSV and JSON, which hold everything and everyone."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from adapters.lms.cells import guarded, number
from bot.model.gradebook.gradebook import EvidenceRow, GradebookRow, GradebookWeek

PERSON_COLUMNS = ("Name", "Email address", "Username", "ID number", "Group")
VERSION = 2
"""The version of the JSON export's shape; 2 added `scope` and `since`."""
UNTOLD = frozenset({"exact", "unchanged", "most"})
"""Fields of a week that no file holds."""
LATER = frozenset({"unit"})
"""Fields that a file holds only where they say something: what has none stays as it always was."""


def checksum(week: GradebookWeek) -> str:
    """Return the SHA-256 of what is exported, whatever the format, in 64 hexadecimal digits."""
    return hashlib.sha256(_canonical(week).encode()).hexdigest()


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV: UTF-8 with a mark that spreadsheets look for, commas, CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def person_cells(row: GradebookRow) -> list[str]:
    """Return the cells of `PERSON_COLUMNS`, none of them a formula."""
    cells = (row.name, row.email, row.username, row.number, row.group)
    return [guarded(cell or "") for cell in cells]


def write_csv(week: GradebookWeek) -> bytes:
    """Return one row a student, with the credit of each option, for people and programs.

    A student who is not counted has an empty cell: no grade is not a zero.
    """
    header = [
        *PERSON_COLUMNS,
        "Week",
        week.column,
        "Asked",
        *(guarded(option) for option in week.options),
        "Status",
        "Note",
        "State",
        "Policy version",
        "Made at",
        "Checksum",
    ]
    made = [week.state, str(week.policy), instant(week.made_at), checksum(week)[:16]]
    rows = [
        [
            *person_cells(row),
            str(week.week),
            "" if row.earned is None else number(row.earned),
            number(row.asked),
            *("" if mark is None else number(mark) for mark in row.marks),
            guarded(row.status),
            guarded(row.note),
            *made,
        ]
        for row in week.rows
    ]
    return csv_bytes([header, *rows])


def write_json(week: GradebookWeek) -> bytes:
    """Return the whole week with its evidence; grades are decimal texts, instants ISO 8601."""
    content = {"format": "homeroom-week", "version": VERSION, "checksum": checksum(week)}
    whole = content | _fields(week)
    text = json.dumps(whole, default=_told, ensure_ascii=False, indent=2)
    return f"{text}\n".encode(errors="replace")


def instant(at: datetime) -> str:
    """Return a UTC instant as `2026-09-14T04:00:00Z`."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _canonical(week: GradebookWeek) -> str:
    return json.dumps(week, default=_told, sort_keys=True, separators=(",", ":"))


def _told(value: object) -> object:
    """Return a value of a week that JSON doesn't know as one that it does."""
    return _FORMS[type(value)](value)


def _fields(value: Any) -> dict[str, object]:
    held = {name: getattr(value, name) for name in value.__dataclass_fields__ if name not in UNTOLD}
    return {name: own for name, own in held.items() if own is not None or name not in LATER}


_FORMS: dict[type, Callable[[Any], object]] = {
    Decimal: number,
    datetime: instant,
    date: date.isoformat,
    GradebookWeek: _fields,
    GradebookRow: _fields,
    EvidenceRow: _fields,
}
