"""Blocks of words as Slack's blocks, each within the room there is and saying what is cut.

All but small notes are rich text, where text is text whatever it holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.slack.rendering.mrkdwn import note_block
from adapters.slack.rendering.spans import LinkTo, rich, weight, words
from adapters.slack.wire import Json
from bot.chat.columns import bar, columns, row_line
from bot.chat.room import Shown, Words
from bot.chat.spans import Spans, bold, spans
from bot.chat.views import Bars, Bullets, Heading, Note, Paragraph, Quote, Table

LONGEST_HEADING = 600
LONGEST_ITEM = 2500
"""What a heading, or one line of several, weighs at most."""


def block_of(block: Words, link: LinkTo, room: int) -> Shown[Json]:
    """Return a block as one of Slack's that weighs at most `room`; none if it says nothing."""
    made: Json | None
    match block:
        case Heading(text=text):
            most = min(room, LONGEST_HEADING)
            made = _filled("section", words(text, most - _EMPTY, one_line=True, bold=True))
        case Note(line=line):
            made = note_block(line, link, room)
        case Paragraph(line=line):
            made = _filled("section", rich(line, link, room - _EMPTY))
        case Quote(line=line):
            made = _filled("quote", rich(line, link, room - _EMPTY))
        case Bullets(items=items):
            lines = _lines(items, link, room)
            return _listed("lines", lines, room, bullets=True)
        case Table():
            return _table(block, link, room)
        case Bars():
            return _bars(block, link, room)
    return Shown(made, weight(made)) if made else Shown(None)


def rich_text(parts: Sequence[Json]) -> Json:
    """Return a block of rich text."""
    return {"type": "rich_text", "elements": list(parts)}


def _part(kind: str, elements: Sequence[Json]) -> Json:
    return {"type": f"rich_text_{kind}", "elements": list(elements)}


def _bulleted(lines: Sequence[Json]) -> list[Json]:
    return [{"type": "rich_text_list", "style": "bullet", "elements": list(lines)}]


_EMPTY = weight(rich_text([_part("preformatted", [])]))
"""What a block of rich text weighs before there is anything in it."""


def _filled(kind: str, elements: Sequence[Json]) -> Json | None:
    return rich_text([_part(kind, elements)]) if elements else None


def _lines(items: Sequence[Spans], link: LinkTo, room: int) -> list[Json]:
    """Return each line that says something as a section; one that doesn't is none."""
    most = min(room - weight(rich_text(_bulleted([]))), LONGEST_ITEM) - weight(_part("section", []))
    found = (rich(item, link, most, one_line=True) for item in items)
    return [_part("section", elements) for elements in found if elements]


def _listed(what: str, lines: Sequence[Json], room: int, *, bullets: bool) -> Shown[Json]:
    """Return a block of as many of the lines as fit, and how many more there are."""

    def made(count: int) -> Json:
        return rich_text(_bulleted(lines[:count]) if bullets else lines[:count])

    fitting, used = 0, weight(made(0))
    for line in lines:
        used += weight(line)
        if used > room:
            break
        fitting += 1
    missing = len(lines) - fitting
    rest = f"{missing} more {what}" if missing else ""
    return Shown(made(fitting), weight(made(fitting)), rest) if fitting else Shown(None, 0, rest)


def _table(table: Table, link: LinkTo, room: int) -> Shown[Json]:
    """Return a table side by side where all cells are plain and narrow, else a line a row.

    Slack's own table block may stand once in a message only, and not in a home or a form.
    """
    aligned = columns(table)
    if aligned is None:
        items = [row_line(table.header, row) for row in table.rows]
        return _listed("rows", _lines(items, link, room), room, bullets=True)
    count = len(aligned)
    while count > 2 and weight(_drawn(aligned[:count])) > room:
        count -= 1
    missing = len(aligned) - count
    rest = f"{missing} more rows" if missing else ""
    drawn = _drawn(aligned[:count])
    return Shown(drawn, weight(drawn), rest) if weight(drawn) <= room else Shown(None, 0, rest)


def _drawn(lines: Sequence[str]) -> Json:
    return rich_text([_part("preformatted", [_text("\n".join(lines))])])


def _bars(bars: Bars, link: LinkTo, room: int) -> Shown[Json]:
    """Return counts in numbers and, below, in length: neither color nor sight is needed."""
    most = max((count for _, count in bars.rows), default=0)
    lines: list[Json] = []
    for label, count in bars.rows:
        told = rich(spans(f"{label}: ", bold(str(count))), link, LONGEST_ITEM, one_line=True)
        drawn = [_text("\n"), _text(bar(count, most), code=True)] if count > 0 else []
        lines.append(_part("section", [*told, *drawn]))
    return _listed("bars", lines, room, bullets=False)


def _text(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}
