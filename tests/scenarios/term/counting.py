"""The term counted by hand, as it were: from the table alone, by none of the bot's own rules.

A student has up to three things in a week: the seminar (attended or made up), the discussion, and
two questions. The week asks for two of them, from week 6 on for three, but never for more than
there were; a week's points are what was done of what was asked, of ten; the total is in percent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tests.scenarios.term.students import WEEKS, Student

CHANGED = 6
"""The first week in which three things are asked."""
NO_SEMINAR = frozenset({8})
FULL = Decimal(10)


@dataclass(frozen=True, slots=True)
class Apart:
    """What the table doesn't say: by username, weeks; `seminars` are those excused from alone."""

    joined: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    weeks: Mapping[str, frozenset[int]] = field(default_factory=dict)
    seminars: Mapping[str, frozenset[int]] = field(default_factory=dict)
    corrected: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


def counted(student: Student, week: int, apart: Apart) -> tuple[int, int] | None:
    """Return how many things a student did in a week of how many asked; None if not counted."""
    name = student.username
    first, last = apart.joined.get(name, 0) + 1, apart.left.get(name, 99) - 1
    if not first <= week <= last or week in apart.weeks.get(name, ()):
        return None
    did = student.did[week - 1] + apart.corrected.get(name, {}).get(week, "")
    offered = 2 + (week not in NO_SEMINAR and week not in apart.seminars.get(name, ()))
    asked = min(2 if week < CHANGED else 3, offered)
    done = ("a" in did or "m" in did) + ("d" in did) + ("q" in did)
    return min(done, asked), asked


def points(student: Student, week: int, apart: Apart) -> Decimal | None:
    """Return what the gradebook gives a student for a locked week; None for no grade at all."""
    found = counted(student, week, apart)
    return None if found is None else _share(*found, FULL)


def total(student: Student, apart: Apart) -> Decimal:
    """Return the percentage of what was asked of a student in the whole term."""
    found = [counted(student, week, apart) for week in range(1, WEEKS + 1)]
    weeks = [each for each in found if each is not None]
    return _share(sum(done for done, _ in weeks), sum(asked for _, asked in weeks), Decimal(100))


def _share(done: int, asked: int, full: Decimal) -> Decimal:
    return (done * full / asked).quantize(Decimal("0.01"), ROUND_HALF_UP)
