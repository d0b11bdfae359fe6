"""How rows in doubt look: what is asked of staff, and the answers to what they decide."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.spans import Text, spans
from bot.chat.views import Block, Bullets, Button, Heading, View, controls, note, paragraph
from bot.model.gradebook.matching import NOBODY, Doubt
from bot.model.ids import short_id
from bot.ports.exports import Seat

ASKED = 4
"""How many rows have buttons; the others are asked about once these are decided."""


def doubted(
    course: str, doubts: Sequence[Doubt], then: str = "Then send the file again."
) -> list[Block]:
    """Return the rows of a gradebook that are nobody's for certain, with buttons that decide.

    `then` says what to do once that is done.
    """
    if not doubts:
        return []
    lines = [
        spans(Text(f"Line {doubt.row.line}, {doubt.row.name or doubt.row.id}: {doubt.why}"))
        for doubt in doubts
    ]
    blocks: list[Block] = [Heading("Rows that are nobody's for certain"), Bullets(tuple(lines))]
    for doubt in doubts[:ASKED]:
        seat = short_id("seat", course, doubt.row.id)
        buttons = [Button(f"Whose is line {doubt.row.line}?", action("export.seat", course, seat))]
        if doubt.maybe is not None:
            sure = action("export.seated", course, seat, doubt.maybe)
            buttons.insert(0, Button(f"Line {doubt.row.line} is theirs", sure))
        blocks.append(controls(*buttons))
    blocks.append(note(f"Decided once, it is remembered. {then}"))
    return blocks


def seated(course: str, seat: Seat, name: str) -> View:
    """Return the answer to staff who said whose a row is."""
    whose = "nobody's on the roster" if seat.person == NOBODY else f"{name}'s"
    undo = Button("Undo", action("export.unseat", course, seat.id))
    words = f"{seat.name or seat.row} is {whose} from now on. Send the file again."
    return View((paragraph(Text(words)), controls(undo)), title="Remembered")


def unseated(course: str, seat: Seat, before: str) -> View:
    """Return the answer to an undo: the row is in doubt again."""
    again = Button("Do it again", action("export.seated", course, seat.id, before or "-"))
    words = f"{seat.name or seat.row} is nobody's for certain again."
    return View((paragraph(Text(words)), controls(again)), title="Undone")
