"""How exports look: the week's message to staff, with its files, and the answer to a demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.actions import action
from bot.chat.spans import Text, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Download,
    Heading,
    Picture,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.exports.making import Reckoned
from bot.model.gradebook.export import in_words
from bot.model.gradebook.gradebook import summary
from bot.ports.gradebooks import LeftOut

SHOWN = 10
"""How many people a list in a message names; the file names them all."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A stored file as a message offers it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Package:
    """What an export's message shows beside its words: files, the chart, and what is missing.

    `changes` are sentences on what differs from the week's export before, None where there was
    none.
    """

    files: tuple[Offered, ...]
    chart: Offered | None = None
    description: str = ""
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    changes: tuple[str, ...] | None = None


def export_post(course: str, reckoned: Reckoned, package: Package) -> View:
    """Return a week's export as staff read it."""
    week = reckoned.week
    blocks: list[Block] = [paragraph(" ".join(summary(week)))]
    blocks.append(paragraph(in_words(reckoned.routes)))
    if package.changes is not None:
        blocks += _changes(package.changes)
    if package.chart is not None:
        blocks.append(Picture(package.chart.id, package.description))
    blocks += [Download(file.id, file.name) for file in package.files]
    if package.left_out:
        blocks.append(Heading("Not in the file"))
        blocks.append(_people(package.left_out))
    blocks += [note(Text(warning)) for warning in package.warnings]
    if not week.locked:
        blocks.append(note("Provisional: the week may still change until it locks."))
    again = action("export.make", course, str(week.week), "xlsx")
    blocks.append(controls(Button("As a spreadsheet", again)))
    state = "locked" if week.locked else "so far"
    return View(tuple(blocks), title=f"Participation, week {week.week}: {state}")


def _changes(changes: Sequence[str]) -> list[Block]:
    if not changes:
        return [note("Nothing has changed since the export before.")]
    lines = [spans(Text(change)) for change in changes[:SHOWN]]
    if len(changes) > SHOWN:
        lines.append(spans(f"…and {len(changes) - SHOWN} more"))
    return [Heading("Changed since the export before"), Bullets(tuple(lines))]


def _people(left_out: Sequence[LeftOut]) -> Bullets:
    lines = [spans(bold(each.name), f": {each.why}") for each in left_out[:SHOWN]]
    if len(left_out) > SHOWN:
        lines.append(spans(f"…and {len(left_out) - SHOWN} more"))
    return Bullets(tuple(lines))


def demanded(week: int) -> View:
    """Return the answer to staff who asked for an export."""
    return View(
        (
            paragraph(f"Week {week} is being made. It arrives in your private messages."),
            note("It holds personal data: keep it where only staff can read."),
        ),
        title="Export",
    )


def refused(why: str) -> View:
    """Return what is sent when an export could not be made after all."""
    return View((paragraph(Text(why)),), title="Export")
