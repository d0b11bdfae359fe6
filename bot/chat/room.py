"""The room that a message's words share: what is kept, what is cut, and a line that says so.

Small notes, which say who can see something, are kept. The other words are cut from the end, and
a line in the place of the first missing ones says how much there was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.chat.letters import MORE
from bot.chat.views import (
    Bars,
    Bullets,
    Button,
    Control,
    Heading,
    Note,
    Paragraph,
    Quote,
    Select,
    Table,
)

T = TypeVar("T")
Words = Heading | Paragraph | Quote | Note | Bullets | Table | Bars
"""Blocks that are made of words."""
FOLDED = "More to do"


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """A block as a platform shows it, None if it says nothing; its size; what found no room.

    `rest` is such as "12 more rows", or nothing.
    """

    what: T | None
    size: int = 0
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """How much room words have, in whatever a platform counts."""

    most: int
    shortest: int
    """Less room than this is not worth beginning a block in."""
    longest_note: int
    most_notes: int
    """What notes may take together; beyond it the first notes go like other words."""
    parts: int = 10_000
    """Blocks of words, besides kept notes, that may be shown at all."""


@dataclass(frozen=True, slots=True)
class Shared(Generic[T]):
    """What words became: each piece's, or None; where what found no room is told, and how.

    `rest` stands after the piece `at`; there is none if all found room.
    """

    pieces: list[T | None]
    at: int = -1
    rest: str = ""


def shared(
    pieces: Sequence[Words | None], show: Callable[[Words, int], Shown[T]], room: Room
) -> Shared[T]:
    """Return what each piece of a message is shown as; a None is none of words.

    `show` makes a block into what a platform shows, in at most so much room.
    """
    shown: list[T | None] = [None] * len(pieces)
    kept = _notes(pieces, show, room)
    left = room.most - sum(note.size for note in kept.values())
    missing, parts, full_at, rest = 0, 0, -1, ""
    for at, piece in enumerate(pieces):
        if piece is None:
            continue
        if at in kept:
            shown[at] = kept[at].what
        elif full_at >= 0 or left < room.shortest or parts >= room.parts:
            missing += 1
            full_at = at if full_at < 0 else full_at
        else:
            found = show(piece, left)
            shown[at] = found.what
            left -= found.size
            parts += found.what is not None
            if found.rest:
                full_at, rest = at, found.rest
    return Shared(shown, full_at, rest_of(missing, rest))


def rest_of(parts: int, rest: str = "") -> str:
    """Return the line that says what found no room; nothing if all did."""
    told = [rest] if rest else []
    if parts:
        told.append("1 more part" if parts == 1 else f"{parts} more parts")
    return f"{MORE} and {', '.join(told)} that did not fit here." if told else ""


def in_one(items: Sequence[Control], folds: Callable[[Control], bool]) -> list[Control]:
    """Return controls with the buttons that `folds` names as one select, which comes first."""
    buttons = [item for item in items if isinstance(item, Button) and folds(item)]
    select = Select(FOLDED, tuple((item.label, item.action) for item in buttons))
    return [select, *(item for item in items if not folds(item))]


def _notes(
    pieces: Sequence[Words | None], show: Callable[[Words, int], Shown[T]], room: Room
) -> dict[int, Shown[T]]:
    """Return the notes to keep, by where they stand; the last ones first, if room is short."""
    kept: dict[int, Shown[T]] = {}
    left = room.most_notes
    for at in reversed(range(len(pieces))):
        piece = pieces[at]
        if isinstance(piece, Note):
            found = show(piece, room.longest_note)
            left -= found.size
            if left < 0:
                break
            kept[at] = found
    return kept
