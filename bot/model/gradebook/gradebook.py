"""The gradebook's week: what an export holds, as plain values, and its summary in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.model.time.spoken import spoken_day

TOTAL_COLUMN = "Participation total"
"""The title of the column that holds the grade so far."""


class Scope(StrEnum):
    """What an export holds: a week, the grade so far, or what changed since a week's last one."""

    WEEK = "week"
    TOTAL = "total"
    DIFFERENCE = "difference"


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
    percent. A DIFFERENCE holds only the rows that changed `since` the week's last export; the
    others are `unchanged` and not written, but their rows in a gradebook's file are known by them.
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
        return TOTAL_COLUMN if self.scope is Scope.TOTAL else f"Participation W{self.week:02}"

    @property
    def titled_week(self) -> int | None:
        """The week that the column's title names, None for a total."""
        return None if self.scope is Scope.TOTAL else self.week

    @property
    def state(self) -> str:
        """Whether the week may still change, in a word."""
        return "locked" if self.locked else "provisional"


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
        when = "yet" if week.scope is Scope.TOTAL else "this week"
        sentences.append(f"{_students(left)} {'is' if left == 1 else 'are'} not counted {when}.")
    if week.scope is Scope.DIFFERENCE:
        same = len(week.unchanged)
        sentences.append(f"Only what changed since the export before is here; {same} did not.")
    return tuple(sentences)


def _what(week: GradebookWeek) -> str:
    if week.scope is Scope.TOTAL:
        return f"The grade so far, weeks 1 to {week.week},"
    return f"Week {week.week}"


def _students(count: int) -> str:
    return f"{count} student{'' if count == 1 else 's'}"
