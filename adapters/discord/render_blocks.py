"""Blocks of words as Discord's markdown, each within the room there is and saying what is cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapters.discord.escaping import cleaned, coded, size
from adapters.discord.render_spans import MORE, Address, markup
from bot.chat.spans import PersonName, Spans, Text, plain, spans
from bot.chat.views import Bars, Bullets, Heading, Note, Paragraph, Quote, Table

Words = Heading | Paragraph | Quote | Note | Bullets | Table | Bars

LONGEST_HEADING = 250
LONGEST_ITEM = 1200
WIDEST_TABLE = 46
"""Columns of a table that still stands side by side on a small screen."""
LONGEST_BAR = 12
FENCE = "```"


@dataclass(frozen=True, slots=True)
class Shown:
    """A block's markdown, and what of it found no room: "12 more rows", or nothing."""

    text: str
    rest: str = ""


def words_of(block: Words, address: Address, room: int) -> Shown:
    """Return a block as markdown of at most `room` characters; empty if it says nothing."""
    match block:
        case Heading(text=text):
            return _prefixed("### ", (Text(text),), address, min(room, LONGEST_HEADING))
        case Note(line=line):
            return _prefixed("-# ", line, address, room)
        case Paragraph(line=line):
            text = markup(line, address, room)
            return Shown("" if blank(text) else text)
        case Quote(line=line):
            return Shown(_quoted(line, address, room))
        case Bullets(items=items):
            lines = [_prefixed("- ", item, address, min(room, LONGEST_ITEM)).text for item in items]
            return _listed(lines, room, "lines")
        case Table():
            return _table(block, address, room)
        case Bars():
            return _bars(block, address, room)


def blank(text: str) -> bool:
    """Whether a text shows nothing: Discord refuses such a message."""
    return all(sign.isspace() or unicodedata.category(sign) in ("Cf", "Mn") for sign in text)


def _prefixed(prefix: str, line: Spans, address: Address, room: int) -> Shown:
    text = markup(line, address, room - len(prefix), one_line=True)
    return Shown(f"{prefix}{text}" if not blank(text) else "")


def _quoted(line: Spans, address: Address, room: int) -> str:
    """Return lines each set apart; the marks take room, too."""
    most = room
    while most > 0:
        text = markup(line, address, most)
        if blank(text):
            return ""
        quoted = "\n".join(f"> {each}" for each in text.split("\n"))
        if size(quoted) <= room:
            return quoted
        most -= size(quoted) - room
    return ""


def _listed(lines: Iterable[str], room: int, what: str) -> Shown:
    """Return as many of the lines as fit, and how many more there are."""
    known = [line for line in lines if line]
    fitting, used = 0, 0
    for line in known:
        used += size(line) + 1
        if used - 1 > room:
            break
        fitting += 1
    missing = len(known) - fitting
    return Shown("\n".join(known[:fitting]), f"{missing} more {what}" if missing else "")


def _table(table: Table, address: Address, room: int) -> Shown:
    """Return a table side by side where all cells are plain and narrow, else a line a row."""
    cells = [[_plain(cell) for cell in row] for row in table.rows]
    header = [cleaned(name).replace("\n", " ") for name in table.header]
    if all(cell is not None for row in cells for cell in row):
        rows = [header, *([cell or "" for cell in row] for row in cells)]
        widths = [max(_width(row[at]) for row in rows) for at in range(len(header))]
        if sum(widths) + 2 * (len(widths) - 1) <= WIDEST_TABLE:
            return _aligned(rows, widths, room)
    lines = [_row(table.header, row, address, min(room, LONGEST_ITEM)) for row in table.rows]
    return _listed(lines, room, "rows")


def _plain(cell: Spans) -> str | None:
    """Return a cell's words if it is no more than words, which is all that code can show."""
    if not all(isinstance(span, Text | PersonName) for span in cell):
        return None
    return " ".join(cleaned(plain(cell)).split())


def _aligned(rows: Sequence[Sequence[str]], widths: Sequence[int], room: int) -> Shown:
    lines = ["  ".join(_padded(*each) for each in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join("─" * width for width in widths))
    fitting = _listed([line.rstrip() for line in lines], room - 2 * len(FENCE) - 2, "rows")
    if not fitting.text:
        return fitting
    return Shown(f"{FENCE}\n{fitting.text}\n{FENCE}", fitting.rest)


def _padded(cell: str, width: int) -> str:
    return coded(cell) + " " * (width - _width(cell))


def _width(text: str) -> int:
    """Return the columns that a text takes: Chinese letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    unseen = sum(unicodedata.category(sign) in ("Mn", "Me", "Cf") for sign in text)
    return len(text) + wide - unseen


def _row(header: Sequence[str], row: Sequence[Spans], address: Address, room: int) -> str:
    """Return a row as a line: its first cell, then each other one after its header."""
    first, *others = row
    bold = tuple(Text(span.text, bold=True) if isinstance(span, Text) else span for span in first)
    line: Spans = bold
    for name, cell in zip(header[1:], others, strict=True):
        line = (*line, *spans(f" · {name}: "), *cell)
    return _prefixed("- ", line, address, room).text


def _bars(bars: Bars, address: Address, room: int) -> Shown:
    """Return counts in numbers and, below, in length: neither color nor sight is needed."""
    most = max((count for _, count in bars.rows), default=0)
    lines = []
    for label, count in bars.rows:
        line = spans(f"{label}: ", Text(str(count), bold=True))
        filled = max(round(LONGEST_BAR * count / most), 1) if count > 0 else 0
        bar = f"\n`{'█' * filled}`" if filled else ""
        lines.append(markup(line, address, min(room, LONGEST_ITEM), one_line=True) + bar)
    return _listed(lines, room, "bars")


def rest_line(parts: int, rest: str) -> str:
    """Return the small line that says what found no room; nothing if all did."""
    told = [rest] if rest else []
    if parts:
        told.append("1 more part" if parts == 1 else f"{parts} more parts")
    return f"-# {MORE} and {', '.join(told)} that did not fit here." if told else ""
