"""Views as a person reads them: words by their own clock, and what can be pressed."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.chat.forms import Form
from bot.chat.spans import (
    GroupMention,
    Link,
    LocalTime,
    PersonName,
    PlaceName,
    Span,
    Spans,
    Text,
)
from bot.chat.views import (
    Bars,
    Block,
    Bullets,
    Button,
    Controls,
    Download,
    Heading,
    LinkButton,
    Note,
    Paragraph,
    Picture,
    Quote,
    Select,
    Table,
    View,
)


def read(shown: View | Form, zone: str = "UTC") -> str:
    """Return what a reader in `zone` sees, a line a block, buttons as [Label]."""
    if isinstance(shown, Form):
        fields = (f"{field.label}: {field.value}" for field in shown.fields)
        return "\n".join(filter(None, (shown.title, shown.intro, *fields, f"[{shown.submit}]")))
    lines = [shown.title] if shown.title else []
    for block in shown.blocks:
        lines += _lines(block, zone)
    return "\n".join(lines)


def _lines(block: Block, zone: str) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(line=line) | Quote(line=line) | Note(line=line):
            yield words(line, zone)
        case Bullets(items=items):
            yield from (f"• {words(item, zone)}" for item in items)
        case Table(header=header, rows=rows):
            yield " | ".join(header)
            yield from (" | ".join(words(cell, zone) for cell in row) for row in rows)
        case Bars(rows=counts):
            yield from (f"{label}: {count}" for label, count in counts)
        case Picture(description=description):
            yield f"({description})"
        case Download(name=name):
            yield f"({name})"
        case Controls(items=items):
            yield " ".join(f"[{item.label}]" for item in items)


def words(line: Spans, zone: str = "UTC") -> str:
    """Return a line of spans as plain words."""
    return "".join(_span(span, zone) for span in line)


def _span(span: Span, zone: str) -> str:
    match span:
        case Text(text=text) | Link(text=text):
            return text
        case PersonName(name=name):
            return name
        case PlaceName(place=place):
            return f"#{place.id}"
        case GroupMention():
            return "@group"
        case LocalTime(at=at):
            return at.astimezone(ZoneInfo(zone)).strftime("%a %d %b %H:%M")


def actions(view: View) -> Iterator[tuple[str, str, str]]:
    """Yield what can be pressed: its label, a select's choice or "", and the action."""
    for block in view.blocks:
        for item in block.items if isinstance(block, Controls) else ():
            match item:
                case Button(label=label, action=state, disabled=False):
                    yield label, "", state
                case Select(label=label, choices=choices):
                    yield from ((label, choice, state) for choice, state in choices)
                case LinkButton() | Button():
                    pass
