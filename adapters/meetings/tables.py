"""Tables in text files as meeting programs write them: encoding, separator, rows with lines.

A file is bounded before it is read: by its size, then by its lines. Rows come one by one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat.refusal import Refusal
from bot.chat.uploads import LARGEST_REPORT

MOST_LINES = 5_000
LONGEST_LINE = 10_000
SEPARATORS = "\t;,"
LOOKED_AT = 60
"""Lines by which the separator is known."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .xls files begin."""
UNSEEN = dict.fromkeys((0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F)))
"""Marks that steer the direction of writing, or are nothing: programs put them around times."""
EXCEL_SEPARATOR = re.compile(r"sep=.?", re.IGNORECASE)
"""The line by which Excel is told the separator; it may come first."""
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
    """Return a file's text in UTF-8 or UTF-16; a mark or the zeros of Latin letters tell which."""
    if len(content) > LARGEST_REPORT:
        raise Refusal(
            f"{file}: {len(content) / 1e6:.0f} MB are too much for an attendance report; at most "
            f"{LARGEST_REPORT / 1e6:.0f} MB are read. Is it the recording? Give the report (.csv)."
        )
    if content.startswith(WORKBOOKS):
        raise Refusal(f"{file}:1: this is a workbook. Save it as “CSV UTF-8” and give that.")
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError as error:
        at = content.count(b"\n", 0, error.start) + 1
        raise Refusal(f"{file}:{at}: this is not UTF-8. Save it as “CSV UTF-8”.") from error
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


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:40]
    for encoding, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if len(start) > 3 and not any(start[zeros::2]) and all(start[letters::2]):
            return encoding
    return "utf-8-sig"


def _separator(text: str) -> str:
    """Return what divides one of the first lines into the most cells."""
    first = text[: LOOKED_AT * 500].splitlines()[:LOOKED_AT]
    return max(SEPARATORS, key=lambda each: max((line.count(each) for line in first), default=0))


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
