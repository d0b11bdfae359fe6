"""The gradebook's week: what an export holds, as plain values, and its summary in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.model.participation.policies.policy import Period
from bot.model.time.spoken import spoken_day

TOTAL_COLUMN = "Participation total"
"""The title of the column that holds the grade so far."""


class Scope(StrEnum):
    """What an export holds.

    A week, the grade so far, or what the policy asks by the unit or over the term; or only what
    changed since the last export of the week, the unit or the term.
    """

    WEEK = "week"
    TOTAL = "total"
    DIFFERENCE = "difference"
    UNIT = "unit"
    UNIT_DIFFERENCE = "unit-difference"
    TERM = "term"
    TERM_DIFFERENCE = "term-difference"

    @property
    def whole(self) -> Scope:
        """What it is a difference of, or itself."""
        return WHOLE.get(self, self)

    @property
    def difference(self) -> Scope:
        """The difference of it, or itself."""
        return next((each for each in WHOLE if WHOLE[each] is self), self)

    @property
    def is_difference(self) -> bool:
        """Whether it holds only what changed."""
        return self in WHOLE

    @property
    def per(self) -> Period:
        """Which kind of period it is of; the total counts as a week."""
        return PERIODS.get(self.whole, Period.WEEK)


WHOLE = {
    Scope.DIFFERENCE: Scope.WEEK,
    Scope.UNIT_DIFFERENCE: Scope.UNIT,
    Scope.TERM_DIFFERENCE: Scope.TERM,
}
PERIODS = {Scope.UNIT: Period.UNIT, Scope.TERM: Period.TERM}


class Key(StrEnum):
    """What a gradebook tells its people apart by."""

    EMAIL = "email"
    USERNAME = "username"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class GradebookRow:
    """One student's week, or in a total the weeks so far.

    `earned` and `asked` are in the gradebook's own points; `earned` is None for someone who is
    not counted this week (excused, not yet enrolled): no grade, which is not a zero. `exact` is
    the same before it was rounded, for gradebooks that count in other points. `marks` are the
    credits of the week's options (of a total's weeks), in their order, None for a week that
    doesn't count. `status` and `note` are a word and a sentence for people.
    """

    person: str
    name: str
    email: str | None
    username: str | None
    number: str | None
    earned: Decimal | None
    asked: Decimal
    marks: tuple[Decimal | None, ...]
    status: str = ""
    note: str = ""
    group: str | None = None
    exact: Decimal | None = None

    def key(self, kind: Key) -> str:
        """Return what a gradebook that matches by `kind` knows this person by, "" for nothing."""
        keys = {Key.EMAIL: self.email, Key.USERNAME: self.username, Key.NUMBER: self.number}
        return (keys[kind] or "").strip()


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One act behind a student's week: what, when (aware UTC), about what, and what shows it.

    `counts` tells whether it earned credit; `note` says why where that is not obvious (withdrawn,
    late, counted for something else).
    """

    person: str
    name: str
    act: str
    at: datetime
    about: str
    amount: int
    counts: bool
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GradebookWeek:
    """One week of a course as it goes to a gradebook.

    `starts` and `ends` are the week's Monday and Sunday in the course's `zone`. `made_at` is the
    UTC instant for which the standings were reckoned. `options` are the titles that every row's
    `marks` follow. Rows and evidence stand in the order in which they are to be written.

    A TOTAL holds the weeks from the first to `week`; its options are those weeks, and its points
    percent. A UNIT, the policy's `unit`th, and the TERM are what is asked beside the weeks, up to
    their last `week`. A difference holds only the rows that changed `since` the last export; the
    others are `unchanged` and not written, but their rows in a gradebook's file are known by them.

    `most` is the most that anybody may have, where a soft cap lets in more than all that is asked.
    """

    course: str
    week: int
    starts: date
    ends: date
    zone: str
    policy: int
    made_at: datetime
    locked: bool
    options: tuple[str, ...]
    rows: tuple[GradebookRow, ...]
    evidence: tuple[EvidenceRow, ...] = ()
    scope: Scope = Scope.WEEK
    since: datetime | None = None
    unchanged: tuple[GradebookRow, ...] = ()
    unit: int | None = None
    most: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse rows whose marks don't follow the options."""
        for row in self.rows:
            if len(row.marks) != len(self.options):
                raise ValueError(
                    f"{row.name} needs one mark an option, {len(self.options)} in all."
                )

    @property
    def column(self) -> str:
        """The title of its column in a gradebook; the same in every export of it."""
        if self.scope is Scope.TOTAL:
            return TOTAL_COLUMN
        if self.scope.per is Period.WEEK:
            return f"Participation W{self.week:02}"
        return period_column(self.unit)

    @property
    def titled_week(self) -> int | None:
        """The week that the column's title names, None for what isn't a week."""
        return self.week if self.scope.whole is Scope.WEEK else None

    @property
    def what(self) -> str:
        """What it is of, in words: `week 3`, `weeks 1 to 3`, `unit 1`, `the term as a whole`."""
        if self.scope is Scope.TOTAL:
            return f"weeks 1 to {self.week}"
        if self.scope.per is Period.UNIT:
            return f"unit {self.unit}"
        return f"week {self.week}" if self.scope.per is Period.WEEK else "the term as a whole"

    @property
    def state(self) -> str:
        """Whether the week may still change, in a word."""
        return "locked" if self.locked else "provisional"


def period_column(unit: int | None) -> str:
    """Return the title of a unit's column by its number, or of the term's for None."""
    return "Participation term" if unit is None else f"Participation U{unit}"


def takers(week: GradebookWeek) -> tuple[tuple[str, int], ...]:
    """Return for each option how many students earned credit by it."""
    return tuple(
        (option, sum((row.marks[index] or 0) > 0 for row in week.rows))
        for index, option in enumerate(week.options)
    )


def earners(week: GradebookWeek) -> tuple[tuple[str, int], ...]:
    """Return how many students earned everything asked, a part, nothing, or aren't counted."""
    counted = [(row.earned, row.asked) for row in week.rows if row.earned is not None]
    full = sum(earned >= asked for earned, asked in counted)
    nothing = sum(earned == 0 < asked for earned, asked in counted)
    return (
        ("everything asked", full),
        ("a part", len(counted) - full - nothing),
        ("nothing", nothing),
        ("not counted", len(week.rows) - len(counted)),
    )


def summary(week: GradebookWeek) -> tuple[str, ...]:
    """Return the week in a few sentences, for the staff's message and the spreadsheet."""
    full, partly, nothing, left = (count for _, count in earners(week))
    days = f"{spoken_day(week.starts)} to {spoken_day(week.ends)}, {week.ends.year}"
    sentences = [
        f"{_what(week)} of {week.course} ({days}) is {week.state}.",
        f"Of {_students(full + partly + nothing)} counted, {full} earned everything asked, "
        f"{partly} a part and {nothing} nothing.",
    ]
    if left:
        when = "this week" if week.titled_week else "yet"
        sentences.append(f"{_students(left)} {'is' if left == 1 else 'are'} not counted {when}.")
    if week.scope.is_difference:
        same = len(week.unchanged)
        sentences.append(f"Only what changed since the export before is here; {same} did not.")
    return tuple(sentences)


def _what(week: GradebookWeek) -> str:
    if week.scope is Scope.TOTAL:
        return f"The grade so far, {week.what},"
    return f"{week.what[:1].upper()}{week.what[1:]}"


def _students(count: int) -> str:
    return f"{count} student{'' if count == 1 else 's'}"
