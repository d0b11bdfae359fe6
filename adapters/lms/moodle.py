"""Moodle's gradebook: a CSV that its "Import, CSV file" takes at the first try.

Each rule answers something that a real Moodle 4.3 did. A blank or unknown key and a row of
another length refuse the whole file. An empty grade, and `-`, erase the grade that is there, so
whoever has none is left out. Of two rows with one key the last wins silently, so neither is
written. A grade above 100 is refused, one above the item's maximum is cut silently. An apostrophe
guards a name, but would make a key or a grade unreadable. Feedback has a column of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from adapters.lms.cells import clean, guarded, number, starts_formula
from adapters.lms.plain import csv_bytes
from bot.chat.refusal import Refusal
from bot.model.gradebook.gradebook import GradebookRow, GradebookWeek, Key
from bot.model.gradebook.matching import WORDS, folded
from bot.model.gradebook.scaling import cut_by_moodle
from bot.ports.gradebooks import LeftOut

HIGHEST = Decimal(100)
"""The highest grade the importer takes."""
TOO_HIGH = f"Moodle takes grades from 0 to {HIGHEST}. Set a smaller scale in the policy."

HEADERS = {Key.EMAIL: "Email address", Key.USERNAME: "Username", Key.NUMBER: "ID number"}


@dataclass(frozen=True, slots=True)
class Written:
    """The file, who is not in it and why, and what Moodle will change on its own."""

    content: bytes
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]


def write_moodle(week: GradebookWeek, key: Key) -> Written:
    """Return the week as a file for Moodle's importer, matched by `key`.

    Raises Refusal when no row remains: Moodle refuses a file without any.
    """
    uses = Counter(folded(row.key(key), key) for row in week.rows)
    left_out: list[LeftOut] = []
    rows: list[list[str]] = []
    for row in week.rows:
        if why := _obstacle(row, key, uses):
            left_out.append(LeftOut(row.person, row.name, why))
        elif row.earned is not None:
            feedback = _feedback(week, row)
            rows.append([row.key(key), guarded(row.name), number(row.earned), feedback])
    if not rows:
        reasons = " ".join(f"{each.name}: {each.why}" for each in left_out[:3])
        what = week.what.removeprefix("the ")
        raise Refusal(f"Nobody's {what} can be written for Moodle. {reasons}".strip())
    header = [HEADERS[key], "Name", week.column, f"{week.column} feedback"]
    return Written(csv_bytes([header, *rows]), tuple(left_out), _warnings(week))


def _obstacle(row: GradebookRow, key: Key, uses: Counter[str]) -> str:
    """Return why a row can't be written, or "" if it can."""
    own, words = row.key(key), WORDS[key]
    if row.earned is None:
        return "Not counted this week; a grade that Moodle already has stays."
    if not own:
        return f"No {words} on the roster. Add it, or export by another key."
    if own != clean(own) or starts_formula(own):
        return (
            f"The {words} holds characters that a spreadsheet or Moodle would misread. "
            "Enter this grade by hand, or export by another key."
        )
    if uses[folded(own, key)] > 1:
        return f"Someone else on the roster has the same {words}. Correct one of them."
    if not 0 <= row.earned <= HIGHEST:
        return TOO_HIGH
    return ""


def _feedback(week: GradebookWeek, row: GradebookRow) -> str:
    """Return what the student reads beside the grade; it begins with a word, never a sign."""
    earned = ", ".join(
        f"{option} {number(mark)}"
        for option, mark in zip(week.options, row.marks, strict=True)
        if mark
    )
    asked = f"Asked {number(row.asked)}. " if row.asked else ""
    return guarded(f"{asked}Earned by: {earned or 'nothing yet'}. {row.note}")


def _warnings(week: GradebookWeek) -> tuple[str, ...]:
    return tuple(filter(None, (cut_by_moodle(week, HIGHEST),)))
