"""How what was found looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.actions import LONGEST, action
from bot.chat.spans import Inline, Link, LocalTime, Spans, Text, TimeStyle, bold, short, spans
from bot.chat.views import (
    Block,
    Button,
    Control,
    Paragraph,
    Quote,
    Select,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.places import Message
from bot.model.recap.archive import Document, Kind, Order, Piece

LABEL = 70
TITLE = 120
WHOLE = 3000
HELD = "="
"""Marks a button whose search is too long for it: its argument is the call that is held."""


@dataclass(frozen=True, slots=True)
class Found:
    """One result: a document, the stretch of it to show, and where it stands in chat."""

    document: Document
    pieces: Sequence[Piece]
    message: Message | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of results, counted from 0; `state` stands for the search in the buttons."""

    course: str
    asked: str
    order: Order
    number: int
    found: Sequence[Found]
    more: bool
    state: str
    held: bool


def results(page: Page) -> View:
    """Return a page of results with links back, and ways on."""
    if not page.found:
        return _nothing(page)
    blocks: list[Block] = []
    for each in page.found:
        blocks += [Paragraph(_line(each)), Quote(_snippet(each.pieces))]
    choices = tuple(
        (short(f"{each.document.kind}: {_title(each.document)}", LABEL), _show(each.document))
        for each in page.found
    )
    blocks.append(controls(Select("Read one in full", choices)))
    items: list[Control] = []
    if page.more:
        items.append(Button("More", _again(page, page.order, page.number + 1)))
    other = Order.BEST if page.order is Order.NEWEST else Order.NEWEST
    if page.asked:
        items.append(Button(f"{other.value.capitalize()} first", _again(page, other, 0)))
    if items:
        blocks.append(controls(*items))
    about = f"{page.order.value} first, page {page.number + 1}"
    asked = short(page.asked, 80)
    said = f"Found for “{asked}”" if asked else "Found"
    if asked and not any(letter.isalnum() for letter in page.asked):
        said = f"“{asked}” holds no word to look for, so this is everything"
    return View((note(f"{said}, {about}."), *blocks), title="Archive")


def _nothing(page: Page) -> View:
    if page.number:
        return View((paragraph("That was all."),), title="Archive")
    words = "Nothing is in the archive yet: it fills with the first recap."
    if page.asked:
        words = f"Nothing found for “{short(page.asked, 80)}”. Try fewer words, or week:3 alone."
    hidden = "Answers of a session are found once you attended it or made it up."
    return View((paragraph(words), note(hidden)), title="Archive")


def whole(found: Found) -> View:
    """Return a document in full, as the archive keeps it."""
    document = found.document
    blocks: list[Block] = [Paragraph(_line(found))]
    if document.text:
        blocks.append(Quote(spans(document.text[:WHOLE])))
    blocks.append(note(f"Week {document.week}. The archive keeps these words."))
    return View(tuple(blocks), title=short(_title(document), TITLE))


def _line(found: Found) -> Spans:
    document = found.document
    title = short(_title(document), TITLE)
    pieces: list[Inline] = [Text(document.kind.value.capitalize(), bold=True), ": "]
    pieces.append(Link(title, message=found.message) if found.message else bold(title))
    if document.kind is Kind.RESOURCE and document.title.startswith(("http://", "https://")):
        pieces += [" · ", Link("open the link", document.title)]
    pieces += [f" · week {document.week} · ", LocalTime(document.at, TimeStyle.DATE)]
    return spans(*pieces)


def _title(document: Document) -> str:
    return document.title or document.text or document.kind.value


def _snippet(pieces: Sequence[Piece]) -> Spans:
    return tuple(Text(piece.text, bold=piece.found) for piece in pieces)


def _show(document: Document) -> str:
    return action("archive.show", document.course, document.id)


def _again(page: Page, order: Order, number: int) -> str:
    """Return the button's state for another page or order of the same search."""
    mark = HELD if page.held else ""
    return action("archive.more", page.course, f"{mark}{order.value[0]}{number}", page.state)


def fits(course: str, asked: str) -> bool:
    """Whether a search fits into a button beside a page's number."""
    return len(f"v1:archive.more:{course}:n9999:{asked}") <= LONGEST
