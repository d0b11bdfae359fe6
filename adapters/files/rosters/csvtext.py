"""CSV as gradebooks and spreadsheets save it: a header and rows, with where each cell stands.

UTF-8 or UTF-16, with or without a mark; commas, semicolons or tabs; Excel's `sep=` line. What is
too much is refused before anything is decoded: see bot.chat.uploads.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adapters.files.shape import complain
from adapters.files.yaml.text import Document, Path, Position
from bot.chat.decoding import EXCEL_SEPARATOR, WORKBOOKS, Undecodable, decoded
from bot.chat.uploads import MOST_CELLS, MOST_PEOPLE, excess

QUOTED = re.compile(r'"[^"]*(?:"|$)')
"""What stands in quotes on a line, where a separator is none."""
Row = tuple[int, list[str]]
"""A row's first line, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file that has a header: `names` are its columns, case ignored, without empty ends."""

    document: Document
    names: list[str]
    header: Position
    starts: list[int]
    """The column at which each name of the header stands."""
    rows: Iterator[Row]
    lines: list[str]
    delimiter: str

    def at_name(self, index: int) -> Position:
        """Return where a column's name stands."""
        column = self.starts[index] if index < len(self.starts) else 1
        return Position(self.header.line, column)

    def found(
        self, row: Row, path: Path, columns: Mapping[str, str], *, short: bool = False
    ) -> dict[str, str] | None:
        """Return the cells that aren't empty by the words `columns` gives their names.

        Each cell's position is noted below `path`. A row of another length than the header is
        reported, and None comes back; a `short` one may be.
        """
        line, cells = row
        self.document.values[path] = Position(line, 1)
        while len(cells) > len(self.names) and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) != len(self.names) and not short:
            self._report_length(path, len(cells))
            return None
        starts = _cell_columns(self.lines[line - 1], self.delimiter)
        words: dict[str, str] = {}
        for index, (name, cell) in enumerate(zip(self.names, cells, strict=False)):
            word = columns.get(name)
            if word and cell.strip():
                words[word] = cell.strip()
                column = starts[index] if index < len(starts) else 1
                self.document.values[(*path, word)] = Position(line, column)
        return words

    def plain(self, row: Row, columns: Mapping[str, str]) -> dict[str, str] | None:
        """Return what `found` does of a row of which nothing but its line will ever be said."""
        if len(row[1]) != len(self.names):
            return self.found(row, ("rows", row[0]), {})
        pairs = zip(self.names, row[1], strict=True)
        return {columns[name]: cell.strip() for name, cell in pairs if name in columns and cell}

    def _report_length(self, path: Path, cells: int) -> None:
        text = f"This row has {cells} cells, the first line has {len(self.names)}."
        hint = "Put quotes around a cell that holds the separator."
        if cells < len(self.names):
            hint = "Leave a cell empty, but keep its separator."
        complain(self.document, path, text, hint, value="")


def read_table(content: bytes, document: Document) -> Table | None:
    """Return the table in a file's bytes; None after reporting why there is none."""
    text = _decoded(content, document)
    if text is None:
        return None
    lines = text.split("\n")
    begins = 1 if EXCEL_SEPARATOR.fullmatch(lines[0].strip()) else 0
    first = next((line for line in lines[begins:] if line.strip(",;\t ")), "")
    delimiter = max(",;\t", key=QUOTED.sub("", first).count)
    lines[:begins] = [""] * begins
    rows = _rows("\n".join(lines), delimiter, document)
    header = next(rows, None)
    if header is None:
        if not document.problems:
            text = "This roster is empty."
            complain(document, (), text, "Add a line for each person.", value="")
        return None
    names = [name.strip().casefold() for name in header[1]]
    while not names[-1]:
        names.pop()
    starts = _cell_columns(first, delimiter)
    return Table(document, names, Position(header[0], 1), starts, rows, lines, delimiter)


def report_crowd(table: Table, line: int) -> None:
    """Report that more people stand in a roster than any class has, from a line on."""
    text = f"From this line on there are more than {MOST_PEOPLE:,} people."
    report_row(table.document, line, text, "Export this class only.")


def _decoded(content: bytes, document: Document) -> str | None:
    """Return the text of a file in UTF-8 or UTF-16; None after reporting that it is neither."""
    if content.startswith(WORKBOOKS):
        text = "This is a workbook, no CSV file."
        complain(document, (), text, "Save it as “CSV UTF-8”.", value="")
        return None
    if (found := excess(content)) is not None:
        _report(document, found.line, found.message, found.suggestion)
        return None
    try:
        _, text = decoded(content)
    except Undecodable as error:
        wrong = ("This file is not UTF-8.", "Save it as “CSV UTF-8”.")
        if error.cut:
            wrong = ("This file is cut off here.", "Export the roster again.")
        _report(document, error.line, *wrong)
        return None
    if "\0" in text:
        complain(document, (), "This is no CSV file.", "Export the roster as CSV.", value="")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _report(document: Document, line: int, message: str, suggestion: str) -> None:
    document.values[()] = document.keys[()] = Position(line, 1)
    complain(document, (), message, suggestion, value="")


def _rows(text: str, delimiter: str, document: Document) -> Iterator[Row]:
    """Yield each row that isn't blank with the line on which it begins."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > MOST_CELLS:
                said = f"This row has more than {MOST_CELLS:,} cells."
                report_row(document, line, said, "Check that this is the right file.")
                return
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        said = f"From this line on the file can't be read as CSV ({error})."
        report_row(document, line, said, "Check its quotes.")


def report_row(
    document: Document, line: int, message: str, suggestion: str, value: str = ""
) -> None:
    """Report what is wrong with a row of which no cell has been noted."""
    document.values["csv", line] = Position(line, 1)
    complain(document, ("csv", line), message, suggestion, value=value)


def _cell_columns(line: str, delimiter: str) -> list[int]:
    """Return the column (from 1) at which each cell of a line begins."""
    starts, quoted = [1], False
    for column, character in enumerate(line, start=1):
        if character == '"':
            quoted = not quoted
        elif character == delimiter and not quoted:
            starts.append(column + 1)
    return starts
