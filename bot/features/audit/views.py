"""How the audit looks: a line for each deed, with its button."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.spans import LocalTime, short
from bot.chat.views import Block, Button, View, controls, note, paragraph
from bot.model.course import Course
from bot.ports.audit import Deed

SHOWN = 8
"""How many deeds are listed with their buttons at once: the strictest platform takes no more."""
LONGEST = 300


def audit(course: Course, deeds: Sequence[Deed], skipped: int) -> View:
    """Return the first deeds of `deeds`, newest first, after `skipped` newer ones."""
    blocks: list[Block] = []
    for deed in deeds[:SHOWN]:
        blocks.append(paragraph(LocalTime(deed.at), " · ", short(deed.what, LONGEST)))
        if deed.undo is not None:
            blocks.append(controls(Button("Undo", deed.undo)))
    if not blocks:
        blocks.append(paragraph("Staff have done nothing yet that is kept here."))
    if len(deeds) > SHOWN:
        older = action("audit.show", course.id, "", str(skipped + SHOWN))
        blocks.append(controls(Button("Older", older)))
    blocks.append(note("Only staff see this."))
    return View(tuple(blocks), title=f"What staff did in {course.title}")
