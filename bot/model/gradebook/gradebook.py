"""The gradebook's week: what an export holds, as plain values, and its summary in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Key(StrEnum):
    """What a gradebook tells its people apart by."""

    EMAIL = "email"
    USERNAME = "username"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class GradebookRow:
    """One student's week.

    `earned` and `asked` are in the gradebook's own points; `earned` is None for someone who is
    not counted this week (excused, not yet enrolled): no grade, which is not a zero. `marks` are
    the credits of the week's options, in their order. `status` and `note` are a word and a
    sentence for people.
    """

    person: str
    name: str
    email: str | None
    username: str | None
    number: str | None
    earned: Decimal | None
    asked: Decimal
    marks: tuple[Decimal, ...]
    status: str = ""
    note: str = ""
    group: str | None = None

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

    def __post_init__(self) -> None:
        """Refuse rows whose marks don't follow the options."""
        for row in self.rows:
            if len(row.marks) != len(self.options):
                raise ValueError(
                    f"{row.name} needs one mark an option, {len(self.options)} in all."
                )

    @property
    def column(self) -> str:
        """The title of the week's column in a gradebook; the same in every export of the week."""
        return f"Participation W{self.week:02}"

    @property
    def state(self) -> str:
        """Whether the week may still change, in a word."""
        return "locked" if self.locked else "provisional"


def takers(week: GradebookWeek) -> tuple[tuple[str, int], ...]:
    """Return for each option how many students earned credit by it."""
    return tuple(
        (option, sum(row.marks[index] > 0 for row in week.rows))
        for index, option in enumerate(week.options)
    )


def summary(week: GradebookWeek) -> tuple[str, ...]:
    """Return the week in a few sentences, for the staff's message and the spreadsheet."""
    counted = [row for row in week.rows if row.earned is not None]
    full = sum(row.earned >= row.asked for row in counted if row.earned is not None)
    nothing = sum(row.earned == 0 < row.asked for row in counted)
    partly = len(counted) - full - nothing
    sentences = [
        f"Week {week.week} of {week.course} "
        f"({_day(week.starts)} to {_day(week.ends)} {week.ends.year}) is {week.state}.",
        f"Of {_students(len(counted))} counted, {full} earned everything asked, "
        f"{partly} a part and {nothing} nothing.",
    ]
    if left := len(week.rows) - len(counted):
        sentences.append(f"{_students(left)} {'is' if left == 1 else 'are'} not counted this week.")
    if used := [f"{option} {count}" for option, count in takers(week) if count]:
        sentences.append(f"Routes taken: {', '.join(used)}.")
    return tuple(sentences)


def _students(count: int) -> str:
    return f"{count} student{'' if count == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
