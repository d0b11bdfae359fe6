"""The term counted by hand, as it were: from the table alone, by none of the bot's own rules.

A student has up to three things in a week: the seminar (attended or made up), the discussion, and
two questions. The week asks for two of them, from week 6 on for three, but never for more than
there were; the gradebook's points are what was done of what was asked, of ten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tests.scenarios.term.students import Student

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


def points(student: Student, week: int, apart: Apart) -> Decimal | None:
    """Return what the gradebook gives a student for a locked week; None for no grade at all."""
    name = student.username
    first, last = apart.joined.get(name, 0) + 1, apart.left.get(name, 99) - 1
    if not first <= week <= last or week in apart.weeks.get(name, ()):
        return None
    excused = week in apart.seminars.get(name, ())
    did = student.did[week - 1] + apart.corrected.get(name, {}).get(week, "")
    seminar = week not in NO_SEMINAR
    offered = 2 + (seminar and not excused)
    asked = min(2 if week < CHANGED else 3, offered)
    done = ("a" in did or "m" in did) + ("d" in did) + ("q" in did)
    return (min(done, asked) * FULL / asked).quantize(Decimal("0.01"), ROUND_HALF_UP)
