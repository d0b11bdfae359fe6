"""Tables in text files as meeting programs write them: encoding, separator, rows with lines.

A file is bounded before it is read: by its size, then by its lines. Rows come one by one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat.decoding import EXCEL_SEPARATOR, WORKBOOKS, Undecodable, decoded
from bot.chat.refusal import Refusal
from bot.chat.uploads import LARGEST_REPORT

MOST_LINES = 5_000
LONGEST_LINE = 10_000
SEPARATORS = "\t;,"
LOOKED_AT = 60
"""Lines by which the separator is known."""
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_HEADER = re.compile("duration|time in session", re.IGNORECASE)
"""What the header of every program's list holds: a title above it may be full of commas."""
UNSEEN = dict.fromkeys((0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F)))
"""Marks that steer the direction of writing, or are nothing: programs put them around times."""
AGAIN = "Download the report again, as CSV."


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: the line on which it begins, counted from 1, and its tidied cells."""

    number: int
    cells: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The cells as names of columns: in small letters, without the empty ones at the end."""
        names = [" ".join(cell.casefold().split()) for cell in self.cells]
        while names and not names[-1]:
            names.pop()
        return tuple(names)


def read_lines(content: bytes, file: str) -> Iterator[Line]:
    """Yield the rows of a file that aren't blank.

    Refusal, with the line, for a file that is too large, no text, or cut off.
    """
    text = _decoded(content, file)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            tidied = tuple(_tidy(cell) for cell in cells)
            if any(tidied) and not (begins == 1 and EXCEL_SEPARATOR.fullmatch("".join(tidied))):
                yield Line(begins, tidied)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Refusal(_unreadable(error, begins, file)) from error


def _decoded(content: bytes, file: str) -> str:
    """Return a file's text; Refusal for what is too large, or none."""
    if len(content) > LARGEST_REPORT:
        raise Refusal(
            f"{file}: {len(content) / 1e6:.0f} MB are too much for an attendance report; at most "
            f"{LARGEST_REPORT / 1e6:.0f} MB are read. Is it the recording? Give the report (.csv)."
        )
    if content.startswith(WORKBOOKS):
        raise Refusal(f"{file}:1: this is a workbook. Save it as “CSV UTF-8” and give that.")
    try:
        _, text = decoded(content)
    except Undecodable as error:
        wrong = "this is not UTF-8. Save it as “CSV UTF-8”."
        if error.cut:
            wrong = f"the file is cut off here. {AGAIN}"
        raise Refusal(f"{file}:{error.line}: {wrong}") from error
    if "\0" in text:
        at = text.count("\n", 0, text.index("\0")) + 1
        raise Refusal(f"{file}:{at}: this is no text file. {AGAIN}")
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise Refusal(
            f"{file}: it has more than {MOST_LINES} lines, too many for one session's attendance. "
            "Give the report of one meeting."
        )
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise Refusal(f"{file}:{number}: {len(line)} characters are no row of names. {AGAIN}")
    return text


def _separator(text: str) -> str:
    """Return what divides a header into the most cells, where there is none one of the lines."""
    first = text[: LOOKED_AT * 500].splitlines()[:LOOKED_AT]
    headers = [line for line in first if _HEADER.search(line)] or first
    bare = [_QUOTED.sub("", line) for line in headers]
    return max(SEPARATORS, key=lambda each: max((line.count(each) for line in bare), default=0))


def _tidy(cell: str) -> str:
    """Return a cell without the spaces around it; narrow and hard spaces become plain ones."""
    return " ".join(cell.translate(UNSEEN).split())


def _unreadable(error: csv.Error, line: int, file: str) -> str:
    if "unexpected end of data" in str(error):
        return (
            f"{file}:{line}: a quotation mark opens on this line and none closes it, as in a file "
            f"that was cut off. {AGAIN}"
        )
    return f"{file}:{line}: from here on this can't be read as a table ({error}). {AGAIN}"
