"""Filling in: a week's grades into the file that the gradebook itself gave.

Only the grades' cells change. A cell that says the same number already stays as it is, and so do
the cells of people who have no grade to give: in Canvas and Blackboard a row that comes back
unchanged changes nothing. Moodle erases a grade where a cell is empty and refuses a whole file for
one stranger, so from its files such rows are left out. All are listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from adapters.lms.cells import number
from adapters.lms.grids import Row, read_grid
from adapters.lms.moodle import HIGHEST, TOO_HIGH
from adapters.lms.targets import Layout, read_layout, refuse_column
from bot.chat.refusal import Refusal
from bot.model.gradebook.columns import Column, named, titled
from bot.model.gradebook.gradebook import GradebookRow, GradebookWeek
from bot.model.gradebook.matching import Doubt, Matching, match
from bot.model.gradebook.scaling import Scaling, cut_by_moodle, scaling
from bot.ports.gradebooks import Format, LeftOut, Target

EXCUSED = "EX"
"""What excuses a student in Canvas."""
NOT_THEIRS = "N/A"
"""What stands where Canvas would pass over a grade without a word (lib/gradebook_importer.rb)."""
GRADE = re.compile(r"\d+(\.\d+)?")
POINTS = re.compile(r"\d+(?:[.,]\d+)+")
NOT_COUNTED = "Not counted this week; a grade that is there stays."


@dataclass(slots=True)
class Filled:
    """A target that was filled in, and everything to be said about it."""

    content: bytes
    form: Format
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()
    graded: set[str] = field(default_factory=set)


def fill(week: GradebookWeek, target: Target, form: Format | None = None) -> Filled:
    """Return a target with the week's grades in it; see bot.ports.gradebooks.Gradebooks.fill."""
    layout = read_layout(read_grid(target.name, target.content), form)
    column = _column(layout, week, target.column)
    _check_backslashes(layout)
    everyone = (*week.rows, *week.unchanged)
    found = match(layout.people, everyone, target.decided)
    work = _Filling(layout, week, target, column, found)
    work.write()
    if layout.form is Format.MOODLE:
        work.drop_rows()
    work.list_missing()
    work.done.doubts = found.doubts
    work.done.content = layout.grid.content()
    return work.done


def _column(layout: Layout, week: GradebookWeek, wanted: str) -> Column:
    """Return the column to be filled; Refusal if there is none, or if it takes no grades."""
    title = wanted or week.column
    by_title = titled(layout.columns, title, week.titled_week, week.unit)
    fits = named(layout.columns, wanted) if wanted else by_title
    if len(fits) > 1:
        fits = [column for column in fits if not column.closed] or fits
    if len(fits) > 1:
        several = "”, “".join(column.header for column in fits)
        raise layout.grid.refusal(
            layout.header.line,
            f"Several columns could be “{title}”: “{several}”. Name one in full as column.",
        )
    if not fits and layout.form is Format.MOODLE and not wanted:
        return _added(layout, title)
    if not fits:
        full = max((row.asked for row in week.rows), default=Decimal(0))
        raise refuse_column(layout, title, number(full))
    if fits[0].closed:
        raise layout.grid.refusal(
            layout.header.line,
            f"“{fits[0].title}” can't be filled in: {fits[0].closed}. Name another column.",
        )
    return fits[0]


def _added(layout: Layout, title: str) -> Column:
    """Add a column to a file of Moodle's, whose importer takes any header."""
    place = len(layout.header)
    for row in layout.grid.rows:
        if len(row) == place:
            row.cells.append("")
    layout.header.put(place, title)
    return Column(place, title, "", title)


def _check_backslashes(layout: Layout) -> None:
    """Refuse, for Moodle, what lets a row swallow the next one while success is reported."""
    if layout.form is not Format.MOODLE:
        return
    for row in layout.grid.rows:
        if any("\\" in cell for cell in row.cells):
            raise layout.grid.refusal(
                row.line,
                "A backslash here would let Moodle swallow the next row and still report success. "
                "Delete it.",
            )


class _Filling:
    """One target at work."""

    def __init__(
        self,
        layout: Layout,
        week: GradebookWeek,
        target: Target,
        column: Column,
        found: Matching,
    ) -> None:
        self.layout = layout
        self.week = week
        self.target = target
        self.column = column
        self.found = found
        self.rows = {row.line: row for row in layout.grid.rows}
        self.people = {row.person: row for row in (*week.rows, *week.unchanged)}
        self.given = {row.person for row in week.rows}
        self.done = Filled(b"", layout.form)
        self.scaling = self._scaling()
        self.written: list[Decimal] = []
        self.changed = self.same = 0

    def _scaling(self) -> Scaling:
        """Return how grades go into the column; say so where not as they are."""
        found = scaling(self.week, _decimal(_pointed(self.column.possible)))
        program, title = self.layout.program, self.column.title
        if found.column == 0 and found.full:
            self.done.warnings.append(
                f"“{title}” is worth 0 points in {program}. Give it {number(found.full)} there."
            )
        if note := found.note(title, f"in {program}"):
            self.done.notes.append(note)
        return found

    def write(self) -> None:
        """Write every grade there is into its row, and list whose cell stays as it is."""
        for line, person in self.found.found.items():
            row, grade = self.rows[line], self.people[person]
            if person not in self.given:
                continue
            if why := self._write(row, grade):
                self.done.left_out.append(LeftOut(person, grade.name, why))
            else:
                self.done.graded.add(person)
        what = f"{self.changed} {'grade' if self.changed == 1 else 'grades'} written into "
        already = f"; {self.same} stood there already" if self.same else ""
        self.done.notes.insert(0, f"{what}“{self.column.header}”{already}.")
        if self.layout.form is Format.MOODLE:
            self.done.warnings += filter(None, (cut_by_moodle(self.week, HIGHEST),))
        elif note := self.scaling.above(self.written, self.column.title):
            self.done.notes.append(note)

    def _write(self, row: Row, grade: GradebookRow) -> str:
        """Write one grade; return why its cell stays as it is, or ""."""
        there = row.value(self.column.place).strip()
        canvas = self.layout.form is Format.CANVAS
        if canvas and there.upper() == NOT_THEIRS:
            return (
                f"Canvas takes no grade for them there ({there} on line {row.line}): it isn't "
                "assigned to them, or is anonymous and not posted yet."
            )
        if canvas and self.target.excused and grade.status == "excused":
            self._put(row, there, EXCUSED)
            return ""
        if grade.earned is None:
            return NOT_COUNTED
        if canvas and there.upper() == EXCUSED:
            return f"Excused in Canvas (line {row.line}); the cell stays {there}."
        value = self.scaling.points(grade)
        if self.layout.form is Format.MOODLE and not 0 <= value <= HIGHEST:
            return TOO_HIGH
        self.written.append(value)
        self._put(row, there, number(value))
        return ""

    def _put(self, row: Row, there: str, value: str) -> None:
        held = _decimal(there if self.layout.form is Format.MOODLE else _pointed(there))
        if there == value or (held is not None and held == _decimal(value)):
            self.same += 1
            return
        self.changed += 1
        row.put(self.column.place, value)

    def drop_rows(self) -> None:
        """Leave out what Moodle would refuse or take for an erased grade."""
        doubted = {doubt.row.line: doubt for doubt in self.found.doubts}
        aside = {row.line for row in self.found.aside}
        kept = []
        for row in self.layout.grid.rows:
            cell = row.value(self.column.place).strip()
            stands = row.blank or row is self.layout.header
            if stands or (row.line in self.found.found and GRADE.fullmatch(cell)):
                kept.append(row)
            elif row.line in doubted:
                self._warn_stranger(doubted[row.line])
            elif row.line not in aside:
                self._warn_cell(row, cell)
        if not any(row.line in self.found.found for row in kept):
            reasons = " ".join(self.done.warnings[:3])
            raise Refusal(f"No row of {self.layout.grid.name} is left to import. {reasons}")
        self.layout.grid.rows[:] = kept
        self.done.notes.append(
            f"In Moodle's import, map “{self.column.header}” alone: an empty cell of another "
            "column would erase that grade."
        )

    def _warn_stranger(self, doubt: Doubt) -> None:
        self.done.warnings.append(
            f"{self.layout.grid.name}:{doubt.row.line}: {doubt.why} Moodle refuses a whole file "
            "for a person it doesn't know, so the row is left out."
        )

    def _warn_cell(self, row: Row, cell: str) -> None:
        what = f"“{cell}” is no grade to Moodle, which would refuse the file"
        if cell in ("", "-"):
            what = "Moodle erases a grade where its cell is empty"
        self.done.warnings.append(
            f"{self.layout.grid.name}:{row.line}: {what}, so the row is left out."
        )

    def list_missing(self) -> None:
        """List everyone who has a grade and no row in the file."""
        there = set(self.found.found.values())
        maybe = {doubt.maybe for doubt in self.found.doubts}
        for row in self.week.rows:
            if row.person in there or row.earned is None:
                continue
            why = "No row of the file is theirs; the gradebook may not have them yet."
            if row.person in maybe:
                why = "No row is theirs for certain; see the rows in doubt."
            self.done.left_out.append(LeftOut(row.person, row.name, why))


def _pointed(text: str) -> str:
    """Return a number as it is in English: in "10,00" and "1,000.5" the last sign is the decimal.

    So Canvas reads them, which writes numbers as the instructor's language does.
    """
    if not POINTS.fullmatch(text):
        return text
    *whole, part = re.split("[.,]", text)
    return f"{''.join(whole)}.{part}"


def _decimal(text: str) -> Decimal | None:
    """Return a number as gradebooks write it; None for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
