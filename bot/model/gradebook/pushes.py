"""Pushes: what a push would write into a gradebook's column, and what it leaves alone.

A push never takes away what a person entered in the gradebook. A grade there is Homeroom's own only
if it is the one that was pushed last; any other, an excuse and a grade that was taken away are
somebody's decision, and stay unless staff say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from bot.model.gradebook.gradebook import GradebookRow, GradebookWeek, Scope
from bot.model.gradebook.matching import Doubt, FileRow, match
from bot.model.gradebook.scaling import Scaling, scaling
from bot.model.ids import short_id
from bot.model.participation.policies.policy import figure


@dataclass(frozen=True, slots=True)
class HeldGrade:
    """What a gradebook holds for one person in one column, in its points; None: no grade.

    `closed` says why nothing can be written there by a program, "" where something can.
    """

    row: FileRow
    grade: Decimal | None
    excused: bool = False
    closed: str = ""


@dataclass(frozen=True, slots=True)
class HeldColumn:
    """A gradebook's column: its title, the most it gives, and what it holds for everyone.

    A `strict` one saves nothing above its most.
    """

    title: str
    most: Decimal | None
    grades: tuple[HeldGrade, ...]
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Pushed:
    """The last grade that was pushed to one row of a column, by whom and when (aware UTC).

    It is kept before it is sent, with what stood there `before`, and `confirmed` once the
    gradebook was seen to hold it: a push that was killed in between knows its own grade again.
    Of what a person entered nothing is kept: to write over it is to be said again.
    """

    course: str
    column: str
    row: str
    person: str
    grade: Decimal
    before: Decimal | None
    by: str
    at: datetime
    confirmed: bool = False

    def left(self, held: Decimal | None) -> bool:
        """Whether what a gradebook holds is as the push left it."""
        return held == self.grade or (not self.confirmed and held == self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """One person's grade: what the gradebook holds, and what it is to hold, in its points.

    With `over`, what it holds is a person's own, to be written over all the same.
    """

    row: str
    person: str
    name: str
    before: Decimal | None
    after: Decimal
    why: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class Omitted:
    """Someone to whom nothing is written, and the sentence that says why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push does.

    `changes` are written; `standing` stand there already; `theirs` were changed in the gradebook
    by a person and are left alone. `doubts` are rows that are nobody's for certain.
    """

    title: str
    week: int
    changes: tuple[Change, ...]
    standing: tuple[Change, ...] = ()
    theirs: tuple[Change, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sorted:
    """The people of a push, as they are sorted out."""

    changes: list[Change] = field(default_factory=list)
    standing: list[Change] = field(default_factory=list)
    theirs: list[Change] = field(default_factory=list)
    omitted: list[Omitted] = field(default_factory=list)


def plan_push(
    week: GradebookWeek,
    held: HeldColumn,
    pushed: Mapping[str, Pushed],
    decided: Mapping[str, str],
    *,
    overwrite: bool = False,
) -> Plan:
    """Return what is to be written for a week, given what was `pushed` before, by row.

    `decided` tells whose rows are, as in matching. With `overwrite`, what people entered is
    written over, too.
    """
    matched = match([each.row for each in held.grades], week.rows, decided)
    people = {row.person: row for row in week.rows}
    scaled = scaling(week, held.most)
    out = _Sorted()
    for one in held.grades:
        person = matched.found.get(one.row.line)
        if person is None:
            continue
        row = people[person]
        if why := _unwritten(row, week, one):
            out.omitted.append(Omitted(row.name, why))
            continue
        after = scaled.points(row)
        if held.strict and held.most is not None and after > held.most:
            out.omitted.append(Omitted(row.name, _too_high(after, held.most, week)))
            continue
        _sort(Change(one.row.id, person, row.name, one.grade, after), one, pushed, out, overwrite)
    out.omitted += _missing(week, set(matched.found.values()))
    written = [each.after for each in (*out.changes, *out.standing)]
    notes = list(_notes(week, held, scaled, written))
    return Plan(
        held.title, week.week, tuple(out.changes), tuple(out.standing), tuple(out.theirs),
        tuple(out.omitted), matched.doubts, tuple(notes),
    )  # fmt: skip


def _sort(
    change: Change,
    held: HeldGrade,
    pushed: Mapping[str, Pushed],
    out: _Sorted,
    overwrite: bool,
) -> None:
    """Put one grade where it belongs: to be written, standing, or a person's own."""
    last = pushed.get(change.row)
    ours = last.left(held.grade) if last else held.grade is None
    if held.grade == change.after and not held.excused:
        out.standing.append(change)
    elif ours and not held.excused:
        out.changes.append(change)
    elif overwrite:
        out.changes.append(replace(change, over=True))
    else:
        said = "excused there" if held.excused else "changed there since the last push"
        why = said if last or held.excused else "entered there, not by Homeroom"
        out.theirs.append(replace(change, why=why))


def _unwritten(row: GradebookRow, week: GradebookWeek, held: HeldGrade) -> str:
    """Return why nothing is written for somebody, or ""."""
    if row.earned is None:
        return "Not counted, or nothing is decided yet; a grade that is there stays."
    if row.status == "open" and week.scope is not Scope.TOTAL:
        return "Still open: more can be earned. Push again once it is closed."
    return held.closed


def _too_high(grade: Decimal, most: Decimal, week: GradebookWeek) -> str:
    """Return why a grade isn't written that the gradebook wouldn't save, and what to do."""
    to = f" to {figure(week.most)}, the most that somebody may have" if week.most else ""
    return (
        f"{figure(grade)} is above the column's maximum, {figure(most)}, and would not be saved. "
        f"Raise it there{to}."
    )


def _missing(week: GradebookWeek, there: set[str]) -> Iterator[Omitted]:
    for row in week.rows:
        if row.person not in there and row.earned is not None:
            yield Omitted(row.name, "The gradebook has no row that is theirs for certain.")


def _notes(
    week: GradebookWeek, held: HeldColumn, scaled: Scaling, written: Sequence[Decimal]
) -> Iterator[str]:
    if note := scaled.note(held.title, "there"):
        yield note
    if note := scaled.above(written, held.title):
        yield note
    if not week.locked:
        yield f"Week {week.week} is not locked yet: push it again when it is."


def mark_of(plan: Plan) -> str:
    """Return what tells a plan from another: who is to have which grade in the end.

    While a push is at work grades come to stand, and it stays the same.
    """
    whole = sorted((each.row, str(each.after)) for each in (*plan.changes, *plan.standing))
    return short_id("push", plan.title, str(plan.week), *(text for pair in whole for text in pair))


def batches(changes: Sequence[Change], most: int) -> Iterator[Sequence[Change]]:
    """Yield changes, so many at a time."""
    for start in range(0, len(changes), most):
        yield changes[start : start + most]
