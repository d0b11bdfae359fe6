"""Grids: a gradebook's CSV file taken apart into cells and put together again, byte for byte.

Each cell is kept as it stands in the file, quotes and all, so that what isn't written stays as it
was: the encoding and its mark, the separator, every quote, every line's end.

A file is held in memory whole, so it is bounded: `LARGEST_GRADEBOOK` bytes and `MOST_CELLS` cells,
which 5,000 students with a hundred columns don't reach. Both are checked before and while it is
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.decoding import EXCEL_SEPARATOR, WORKBOOKS, Encoding, Undecodable, decoded
from bot.chat.refusal import Refusal
from bot.chat.uploads import LARGEST_GRADEBOOK, MEGABYTE

MOST_CELLS = 500_000
"""The most cells of a file that is read: about 100 MB of memory at the worst."""
SEPARATORS = ",;\t"
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Row:
    """One row: the line on which it begins, its cells as they stand there, how its line ends."""

    line: int
    cells: list[str]
    ending: str

    def __len__(self) -> int:
        """Return how many cells it has."""
        return len(self.cells)

    def value(self, column: int | None) -> str:
        """Return what a cell says, without its quotes; "" where there is none."""
        if column is None or column >= len(self.cells):
            return ""
        return unquoted(self.cells[column])

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(unquoted(cell).strip() for cell in self.cells)

    def put(self, column: int, value: str) -> None:
        """Write a value that needs no quotes, quoted as the cell or the whole row is."""
        old = self.cells[column]
        others = [cell for cell in self.cells if cell]
        quoted = old.startswith('"') if old else all(cell.startswith('"') for cell in others)
        self.cells[column] = f'"{value}"' if quoted and others else value


@dataclass(slots=True)
class Grid:
    """A file's rows, and what it takes to write them as they were."""

    name: str
    encoding: Encoding
    separator: str
    rows: list[Row]

    def content(self) -> bytes:
        """Return the file."""
        text = "".join(f"{self.separator.join(row.cells)}{row.ending}" for row in self.rows)
        return self.encoding.mark + text.encode(self.encoding.codec)

    def refusal(self, line: int, what: str) -> Refusal:
        """Return a refusal that begins with the file and the line."""
        return Refusal(f"{self.name}:{line}: {what}")


def read_grid(name: str, content: bytes) -> Grid:
    """Return a file's cells; Refusal, with the line, for what is no text of this kind."""
    if len(content) > LARGEST_GRADEBOOK:
        raise Refusal(
            f"{name} is larger than {LARGEST_GRADEBOOK // MEGABYTE} MB, which no class's gradebook "
            "is. Download it again with fewer columns, or for one section."
        )
    if content.startswith(WORKBOOKS):
        raise Refusal(
            f"{name} is a workbook. Take the file as the gradebook gave it, without opening it in "
            "a spreadsheet program: a .csv, or Blackboard's .xls, which is text."
        )
    encoding, text = _decoded(name, content)
    first = LINE_END.split(text[:4096], maxsplit=1)[0]
    if EXCEL_SEPARATOR.fullmatch(first.strip()):
        raise Refusal(
            f"{name}:1: This line is for Excel; a gradebook takes it for the header. Delete it."
        )
    separator = _separator(text)
    rows = list(_rows(name, text, separator))
    if not any(not row.blank for row in rows):
        raise Refusal(f"{name} is empty. Download the gradebook again.")
    return Grid(name, encoding, separator, rows)


def unquoted(cell: str) -> str:
    """Return what a cell says."""
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def _decoded(name: str, content: bytes) -> tuple[Encoding, str]:
    try:
        encoding, text = decoded(content)
    except Undecodable as error:
        if error.cut:
            cut = "This file is cut off here. Download the gradebook again."
            raise Refusal(f"{name}:{error.line}: {cut}") from None
        raise Refusal(
            f"{name}:{error.line}: This file is neither UTF-8 nor UTF-16. Take the file as the "
            "gradebook gave it; if a spreadsheet program saved it, save it as “CSV UTF-8”."
        ) from None
    if "\0" in text:
        line = len(LINE_END.findall(text, 0, text.index("\0"))) + 1
        raise Refusal(f"{name}:{line}: This is no text. Download the gradebook again, as CSV.")
    return encoding, text


def _separator(text: str) -> str:
    """Return what separates the header's cells: what stands most often outside of its quotes."""
    header = re.sub(r'"[^"]*"', "", text[:65_536]).lstrip("\r\n")
    first = LINE_END.split(header, maxsplit=1)[0]
    return max(SEPARATORS, key=first.count)


def _rows(name: str, text: str, separator: str) -> Iterator[Row]:
    """Yield the rows of a text, none of it lost."""
    mark = re.escape(separator)
    cell = re.compile(
        rf'"[^"]*+(?:""[^"]*+)*+"(?=[{mark}\r\n]|\Z)|[^"{mark}\r\n][^{mark}\r\n]*+|(?!")'
    )
    place, line, count = 0, 1, 0
    while place < len(text):
        cells: list[str] = []
        begins, ending = line, ""
        while True:
            found = cell.match(text, place)
            if found is None:
                what = "From here on a quote isn't closed, or text follows it."
                raise Refusal(f"{name}:{line}: {what} Download the gradebook again.")
            raw, place, count = found.group(), found.end(), count + 1
            cells.append(raw)
            line += len(LINE_END.findall(raw)) if raw.startswith('"') else 0
            if count > MOST_CELLS:
                raise Refusal(f"{name}:{line}: More than {MOST_CELLS} cells are no class's grades.")
            if not text.startswith(separator, place):
                break
            place += 1
        if after := LINE_END.match(text, place):
            ending, place, line = after.group(), after.end(), line + 1
        yield Row(begins, cells, ending)


def header_row(rows: Sequence[Row]) -> int:
    """Return the place of the first row that isn't blank."""
    return next(place for place, row in enumerate(rows) if not row.blank)
