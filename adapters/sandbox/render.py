"""Views and forms as the page's JSON: structured, so that text stays data in every reader's zone.

The page's limits and what it can't do are solved here: what is too long ends in a line that says
how much is missing, and a link that is no web address becomes plain words.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from adapters.sandbox.wire import Json, iso
from bot.chat.forms import Form
from bot.chat.spans import GroupMention, Link, LocalTime, PersonName, PlaceName, Span, Spans, Text
from bot.chat.views import (
    Bars,
    Block,
    Bullets,
    Button,
    Control,
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
from bot.ports.platform import StoredFile

LONGEST_LINE = 4000
MOST_ITEMS = 100
MOST_ROWS = 200
MOST_BLOCKS = 100
"""What one message shows before it says how much more there is: more can't be read in a chat."""


def render_view(view: View, files: Mapping[str, StoredFile]) -> Json:
    """Return a view's JSON; a picture or download whose file is missing is told in words."""
    blocks = [block for one in view.blocks for block in _block(one, files)]
    rest = len(blocks) - MOST_BLOCKS
    if rest > 0:
        blocks = [*blocks[:MOST_BLOCKS], _note(f"… and {rest} more parts that don't fit here.")]
    return {"title": view.title, "fallback": view.summary, "blocks": blocks}


def shown_files(view: View, files: Mapping[str, StoredFile]) -> list[StoredFile]:
    """Return the files that a view shows, each once."""
    wanted = [one.file for one in view.blocks if isinstance(one, Picture | Download)]
    return [files[name] for name in dict.fromkeys(wanted) if name in files]


def _block(block: Block, files: Mapping[str, StoredFile]) -> list[Json]:
    match block:
        case Heading(text=text):
            return [{"type": "heading", "text": text}]
        case Paragraph(line=line) | Quote(line=line) | Note(line=line):
            return [{"type": type(block).__name__.lower(), "line": _line(line)}]
        case Bullets(items=items):
            listed = [_line(item) for item in items[:MOST_ITEMS]]
            return [{"type": "bullets", "items": listed}, *_rest(len(items), MOST_ITEMS, "lines")]
        case Table(header=header, rows=rows):
            cells = [[_line(cell) for cell in row] for row in rows[:MOST_ROWS]]
            table = {"type": "table", "header": list(header), "rows": cells}
            return [table, *_rest(len(rows), MOST_ROWS, "rows")]
        case Bars(rows=counts):
            bars = [{"label": label, "count": count} for label, count in counts[:MOST_ITEMS]]
            return [{"type": "bars", "rows": bars}, *_rest(len(counts), MOST_ITEMS, "bars")]
        case Controls(items=controls):
            return [{"type": "controls", "items": [_control(one) for one in controls]}]
        case Picture() | Download():
            return [_file(block, files)]


def _rest(count: int, most: int, what: str) -> list[Json]:
    return [_note(f"… and {count - most} more {what}.")] if count > most else []


def _note(text: str) -> Json:
    return {"type": "note", "line": [_text(Text(text))]}


def _file(block: Picture | Download, files: Mapping[str, StoredFile]) -> Json:
    if isinstance(block, Picture):
        if block.file not in files:
            return _note(block.description)
        return {"type": "picture", "file": block.file, "description": block.description}
    if block.file not in files:
        return _note(f"The file {block.name} is no longer kept.")
    return {"type": "download", "file": block.file, "name": block.name}


def _control(control: Control) -> Json:
    match control:
        case Button(label=label, action=action, look=look, disabled=disabled):
            state = {"label": label, "action": action, "look": look.value, "disabled": disabled}
            return {"type": "button", **state}
        case LinkButton(label=label, url=url):
            if not is_web_address(url):
                empty = {"action": "", "look": "plain", "disabled": True}
                return {"type": "button", "label": label, **empty}
            return {"type": "link", "label": label, "url": url}
        case Select(label=label, choices=choices, chosen=chosen):
            offered = [
                {"label": one, "action": action, "chosen": chosen in (one, action)}
                for one, action in choices
            ]
            return {"type": "select", "label": label, "choices": offered}


def _line(line: Spans) -> list[Json]:
    shown: list[Json] = []
    room = LONGEST_LINE
    for span in line:
        piece = _span(span)
        text = piece.get("text", "")
        if len(text) > room:
            shown += [{**piece, "text": text[: max(room - 1, 0)] + "…"}]
            break
        room -= len(text)
        shown.append(piece)
    return shown


def _span(span: Span) -> Json:
    match span:
        case Text():
            return _text(span)
        case Link(text=text, message=message) if message is not None:
            where = {"place": message.place.id, "thread": message.place.thread}
            return {"type": "message", "text": text, **where, "message": message.id}
        case Link(text=text, url=url):
            if not is_web_address(url):
                return _text(Text(text))
            return {"type": "link", "text": text, "url": url}
        case PersonName(name=name):
            return {"type": "person", "name": name}
        case PlaceName(place=place):
            return {"type": "place", "place": place.id}
        case GroupMention():
            return _text(Text(""))
        case LocalTime(at=at, style=style):
            return {"type": "time", "at": iso(at), "style": style.value}


def _text(span: Text) -> Json:
    looks = {"bold": span.bold, "italic": span.italic, "code": span.code}
    return {"type": "text", "text": span.text, **looks}


def is_web_address(url: str) -> bool:
    """Whether a link may be followed: http or https with a host, nothing else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def render_form(form: Form) -> Json:
    """Return a form's JSON; its action stays with the server."""
    return {
        "title": form.title,
        "action": form.action,
        "intro": form.intro,
        "submit": form.submit,
        "page": form.page,
        "pages": form.pages,
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "type": field.type.value,
                "required": field.required,
                "hint": field.hint,
                "value": field.value,
                "choices": [{"value": value, "label": label} for value, label in field.choices],
                "most": field.most,
            }
            for field in form.fields
        ],
    }
