"""Blocks of words as Discord's markdown, each within the room there is and saying what is cut."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.discord.rendering.escaping import coded
from adapters.discord.rendering.spans import Address, markup
from bot.chat.columns import bar, columns, row_line
from bot.chat.letters import blank, size
from bot.chat.room import Shown, Words
from bot.chat.spans import Spans, Text, bold, spans
from bot.chat.views import Bars, Bullets, Heading, Note, Paragraph, Quote, Table

LONGEST_HEADING = 250
LONGEST_ITEM = 1200
FENCE = "```"


def words_of(block: Words, address: Address, room: int) -> Shown[str]:
    """Return a block as markdown of at most `room` characters; nothing if it says nothing."""
    match block:
        case Heading(text=text):
            heading = (Text(text),)
            return _shown(_prefixed("### ", heading, address, min(room, LONGEST_HEADING)))
        case Note(line=line):
            return _shown(_prefixed(small(""), line, address, room))
        case Paragraph(line=line):
            return _shown(markup(line, address, room))
        case Quote(line=line):
            return _shown(_quoted(line, address, room))
        case Bullets(items=items):
            lines = [_prefixed("- ", item, address, min(room, LONGEST_ITEM)) for item in items]
            return _listed(lines, room, "lines")
        case Table():
            return _table(block, address, room)
        case Bars():
            return _bars(block, address, room)


def small(text: str) -> str:
    """Return a small line of our own words."""
    return f"-# {text}"


def _shown(text: str, rest: str = "") -> Shown[str]:
    """Return markdown with its size, which counts the line's end, too."""
    return Shown(None, 0, rest) if blank(text) else Shown(text, size(text) + 1, rest)


def _prefixed(prefix: str, line: Spans, address: Address, room: int) -> str:
    text = markup(line, address, room - len(prefix), one_line=True)
    return "" if blank(text) else f"{prefix}{text}"


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


def _listed(lines: Iterable[str], room: int, what: str) -> Shown[str]:
    """Return as many of the lines as fit, and how many more there are."""
    known = [line for line in lines if line]
    fitting, used = 0, 0
    for line in known:
        used += size(line) + 1
        if used - 1 > room:
            break
        fitting += 1
    missing = len(known) - fitting
    return _shown("\n".join(known[:fitting]), f"{missing} more {what}" if missing else "")


def _table(table: Table, address: Address, room: int) -> Shown[str]:
    """Return a table side by side where all cells are plain and narrow, else a line a row."""
    aligned = columns(table, coded)
    if aligned is None:
        items = [row_line(table.header, row) for row in table.rows]
        lines = [_prefixed("- ", item, address, min(room, LONGEST_ITEM)) for item in items]
        return _listed(lines, room, "rows")
    fitting = _listed(aligned, room - 2 * len(FENCE) - 2, "rows")
    if fitting.what is None:
        return fitting
    return _shown(f"{FENCE}\n{fitting.what}\n{FENCE}", fitting.rest)


def _bars(bars: Bars, address: Address, room: int) -> Shown[str]:
    """Return counts in numbers and, below, in length: neither color nor sight is needed."""
    most = max((count for _, count in bars.rows), default=0)
    lines = []
    for label, count in bars.rows:
        line = spans(f"{label}: ", bold(str(count)))
        drawn = f"\n`{bar(count, most)}`" if count > 0 else ""
        lines.append(markup(line, address, min(room, LONGEST_ITEM), one_line=True) + drawn)
    return _listed(lines, room, "bars")
