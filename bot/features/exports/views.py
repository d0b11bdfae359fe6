"""How exports look: the week's message to staff, with its files, and the answer to a demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.actions import action
from bot.chat.spans import LocalTime, Text, bold, spans
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
from bot.features.exports.views_seats import doubted
from bot.features.exports.writing import Written
from bot.model.course import Course
from bot.model.gradebook.export import in_words
from bot.model.gradebook.gradebook import GradebookWeek, Scope, summary
from bot.model.participation.policies.policy import Period
from bot.ports.gradebooks import LeftOut

SHOWN = 10
"""How many people a list in a message names; the file names them all."""
MANY = 24
"""How many left out are still all named: nobody is dropped silently."""
TITLES = {
    Scope.WEEK: "Participation, week {0}",
    Scope.TOTAL: "Participation, weeks 1 to {0}",
    Scope.DIFFERENCE: "Participation, week {0}, what changed",
    Scope.UNIT: "Participation, {1}",
    Scope.UNIT_DIFFERENCE: "Participation, {1}, what changed",
    Scope.TERM: "Participation, {1}",
    Scope.TERM_DIFFERENCE: "Participation, {1}, what changed",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A stored file as a message offers it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Package:
    """What an export's message shows beside its words: files, the chart, and what is missing.

    `problems` say which formats could not be written and why. `changes` are sentences on what
    differs from the week's export before, None where there was none.
    """

    files: tuple[Offered, ...]
    chart: Offered | None = None
    description: str = ""
    written: tuple[Written, ...] = ()
    problems: tuple[str, ...] = ()
    changes: tuple[str, ...] | None = None

    @property
    def left_out(self) -> list[LeftOut]:
        """Everyone whom a file could not take, each once."""
        every = [each for written in self.written for each in written.file.left_out]
        return list({(each.person, each.why): each for each in every}.values())

    @property
    def notes(self) -> list[str]:
        """What was done, what the gradebook will do, and what could not be written."""
        notes = [one for each in self.written for one in each.file.notes]
        notes += [one for each in self.written for one in each.file.warnings]
        return list(dict.fromkeys([*notes, *self.problems]))


def export_post(course: Course, week: GradebookWeek, reckoned: Reckoned, package: Package) -> View:
    """Return an export as staff read it."""
    blocks: list[Block] = [paragraph(" ".join(summary(week)))]
    if week.scope.per is Period.WEEK:
        of = f"In week {week.week}, " if week.scope is Scope.TOTAL else ""
        blocks.append(paragraph(of, in_words(reckoned.routes)))
    if reckoned.decided_since and not week.scope.is_difference:
        blocks.append(note(_decided(week, reckoned.decided_since)))
    if reckoned.decided:
        blocks += _changes(reckoned.decided, "Changed after it was locked")
    if package.changes is not None:
        blocks += _changes(package.changes)
    if package.chart is not None:
        blocks.append(Picture(package.chart.id, package.description))
    blocks += [Download(file.id, file.name) for file in package.files]
    if left_out := package.left_out:
        blocks.append(Heading("Not in the file"))
        blocks.append(_people(left_out))
    blocks += doubted(course.id, [doubt for each in package.written for doubt in each.file.doubts])
    blocks += [note(Text(one)) for one in package.notes]
    blocks.append(_made(week, package))
    blocks += [note(_ending(each)) for each in reckoned.ending]
    if not week.locked:
        what = "the week" if week.titled_week else "this"
        blocks.append(note(f"Provisional: {what} may still change until it locks."))
    number = str(week.week)
    sheet = action("export.make", course.id, number, f"xlsx,{week.scope}")
    into = action("export.into", course.id, number)
    blocks.append(
        controls(Button("As a spreadsheet", sheet), Button("Fill in a gradebook's file", into))
    )
    state = "locked" if week.locked else "so far"
    return View(tuple(blocks), title=f"{TITLES[week.scope].format(week.week, week.what)}: {state}")


def _ending(each: GradebookWeek) -> str:
    """Return that a unit, or the term, ends with the week, and how its column is had."""
    return (
        f"{each.what[:1].upper()}{each.what[1:]} ends with this week: "
        f"/class export week:{each.week} of:{each.scope} gives its own column."
    )


def _decided(week: GradebookWeek, count: int) -> str:
    grades = "1 grade was" if count == 1 else f"{count} grades were"
    of = Scope.DIFFERENCE if week.scope is Scope.TOTAL else week.scope.difference
    return (
        f"{grades} changed since it was locked. The file stays as it was; "
        f"/class export week:{week.week} of:{of} holds what changed."
    )


def _made(week: GradebookWeek, package: Package) -> Block:
    """Return a line on what a gradebook's own file can't carry."""
    sums = dict.fromkeys(each.file.checksum[:16] for each in package.written)
    return note(
        f"Policy version {week.policy}, reckoned for ",
        LocalTime(week.made_at),
        f", checksum {', '.join(sums)}.",
    )


def _changes(
    changes: Sequence[str], heading: str = "Changed since the export before"
) -> list[Block]:
    if not changes:
        return [note("Nothing has changed since the export before.")]
    lines = [spans(Text(change)) for change in changes[:SHOWN]]
    if len(changes) > SHOWN:
        lines.append(spans(f"…and {len(changes) - SHOWN} more"))
    return [Heading(heading), Bullets(tuple(lines))]


def _people(left_out: Sequence[LeftOut]) -> Bullets:
    """Return who is left out, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for each in left_out:
        reasons.setdefault(each.why, []).append(each.name)
    return Bullets(
        tuple(spans(bold(", ".join(_named(names))), f": {why}") for why, names in reasons.items())
    )


def _named(names: Sequence[str]) -> Iterator[str]:
    yield from names[:MANY]
    if len(names) > MANY:
        yield f"{len(names) - MANY} more"


def begun(course: str, week: int, what: str) -> View:
    """Return the answer to staff who asked for an export."""
    into = action("export.into", course, str(week))
    return View(
        (
            paragraph(f"{what[:1].upper()}{what[1:]} is being made. It arrives in your private "
                      "messages."),
            note("It holds personal data: keep it where only staff can read."),
            controls(Button("Fill in a gradebook's file", into)),
        ),
        title="Export",
    )  # fmt: skip


def refused(why: str) -> View:
    """Return what is sent when an export could not be made after all."""
    return View((paragraph(Text(why)),), title="Export")
