"""Tables and bars drawn with letters, for places where all letters are equally wide."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat.letters import cleaned, width
from bot.chat.spans import PersonName, Spans, Text, bold, plain, spans
from bot.chat.views import Table

WIDEST = 46
"""Columns of a table that still stands side by side on a small screen."""
LONGEST_BAR = 12


def columns(table: Table, written: Callable[[str], str] = str) -> list[str] | None:
    """Return a table's lines, side by side under its header; None unless it is plain and narrow.

    `written` makes of a cell's words what is sent; it may not change how wide they are.
    """
    cells = [[_plain(cell) for cell in row] for row in table.rows]
    rows = [[" ".join(cleaned(name).split()) for name in table.header]]
    for row in cells:
        known = [cell for cell in row if cell is not None]
        if len(known) < len(row):
            return None
        rows.append(known)
    widths = [max(width(row[at]) for row in rows) for at in range(len(table.header))]
    if sum(widths) + 2 * (len(widths) - 1) > WIDEST:
        return None
    lines = [
        "  ".join(_padded(*each, written) for each in zip(row, widths, strict=True)) for row in rows
    ]
    lines.insert(1, "  ".join("─" * most for most in widths))
    return [line.rstrip() for line in lines]


def row_line(header: tuple[str, ...], row: tuple[Spans, ...]) -> Spans:
    """Return a table's row as a line: its first cell in bold, each other one after its header."""
    first, *others = row
    line: Spans = tuple(bold(one.text) if isinstance(one, Text) else one for one in first)
    for name, cell in zip(header[1:], others, strict=True):
        line = (*line, *spans(f" · {name}: "), *cell)
    return line


def bar(count: int, most: int) -> str:
    """Return a count as a bar beside the longest, which is `most`; any but zero shows a bit."""
    return "█" * max(round(LONGEST_BAR * count / most), 1) if count > 0 else ""


def _padded(cell: str, most: int, written: Callable[[str], str]) -> str:
    return written(cell) + " " * (most - width(cell))


def _plain(cell: Spans) -> str | None:
    """Return a cell's words if it is no more than words."""
    if not all(isinstance(span, Text | PersonName) for span in cell):
        return None
    return " ".join(cleaned(plain(cell)).split())
