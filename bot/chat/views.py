"""Views: what to show, not how. Each platform's render module decides how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.chat.spans import Inline, PersonName, Spans, plain, spans


class Look(StrEnum):
    """What a button means to the reader; never conveyed by color alone."""

    PLAIN = "plain"
    MAIN = "main"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Heading:
    """A short title inside a view."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of spans."""

    line: Spans


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one line of spans an item."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, set apart."""

    line: Spans


@dataclass(frozen=True, slots=True)
class Note:
    """A small line: who can see this, what happens next."""

    line: Spans


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; every row has the header's number of cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts beside labels, shown as bars with their numbers (poll results)."""

    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored file shown as a picture; `description` is its alternative in words."""

    file: str
    description: str


@dataclass(frozen=True, slots=True)
class Download:
    """A stored file offered for download; `file` is its id in the store."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something a person can press; `action` is its whole state (see bot.chat.actions)."""

    label: str
    action: str
    look: Look = Look.PLAIN
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that only leads somewhere (http, https)."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Select:
    """One choice of several, acted on at once; `choices` are (label, action) pairs."""

    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str | None = None


Control = Button | LinkButton | Select


@dataclass(frozen=True, slots=True)
class Controls:
    """Controls that stand together."""

    items: tuple[Control, ...]


Block = Heading | Paragraph | Bullets | Quote | Note | Table | Bars | Picture | Download | Controls


@dataclass(frozen=True, slots=True)
class View:
    """What to show: a title and blocks. `fallback` reads as one line (notifications, readers).

    People are meant to write in a `thread` of that name under the message, where threads don't
    open by themselves. `tags` are what it is filed under, where a place files by them, `untagged`
    what it may be filed under from before and is no longer. A `pinned` message stays at hand in its
    place.
    """

    blocks: tuple[Block, ...] = ()
    title: str = ""
    fallback: str = ""
    thread: str = ""
    tags: tuple[str, ...] = ()
    untagged: tuple[str, ...] = ()
    pinned: bool = False

    def also(self, *blocks: Block) -> View:
        """Return this view with more blocks at its end."""
        return replace(self, blocks=(*self.blocks, *blocks))

    @property
    def pictured(self) -> bool:
        """Whether the view shows a picture."""
        return any(isinstance(block, Picture) for block in self.blocks)

    def in_words(self) -> View:
        """Return this view with each picture's words in its place."""
        blocks = (
            note(block.description) if isinstance(block, Picture) else block
            for block in self.blocks
        )
        return replace(self, blocks=tuple(blocks))

    def lines(self) -> Iterator[Spans]:
        """Yield all lines of spans that the view's words are made of."""
        for block in self.blocks:
            match block:
                case Paragraph(line=line) | Quote(line=line) | Note(line=line):
                    yield line
                case Bullets(items=items):
                    yield from items
                case Table(rows=rows):
                    yield from (cell for row in rows for cell in row)
                case _:
                    pass

    @property
    def summary(self) -> str:
        """The fallback, else the title, else the first words the view shows."""
        return self.fallback or self.title or next(map(_first_words, self.blocks), "")


def _first_words(block: Block) -> str:
    match block:
        case Heading(text=text):
            return text
        case Paragraph(line=line) | Quote(line=line) | Note(line=line):
            return plain(line)
        case _:
            return ""


def named(view: View) -> frozenset[str]:
    """Return the people, by id, whom a view's text names."""
    found = (span for line in view.lines() for span in line)
    return frozenset(span.person for span in found if isinstance(span, PersonName))


def paragraph(*pieces: Inline) -> Paragraph:
    """Return one paragraph."""
    return Paragraph(spans(*pieces))


def note(*pieces: Inline) -> Note:
    """Return a small line."""
    return Note(spans(*pieces))


def controls(*items: Control) -> Controls:
    """Return controls that stand together."""
    return Controls(items)


def say(*pieces: Inline) -> View:
    """Return a view of one paragraph: the plain answer to a command."""
    return View((paragraph(*pieces),))
