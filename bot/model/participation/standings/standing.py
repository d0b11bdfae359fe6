"""A student's standing: earned, asked, still possible, and the easiest way there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.model.course import Course
from bot.model.participation.choosing.matching import Completion
from bot.model.participation.policies.policy import Period, Policy
from bot.model.participation.standings.steps import NextStep, OptionStanding, OptionState
from bot.model.time.weeks import week_end

NOTHING = Decimal(0)
FULL = Decimal(100)


class WeekState(StrEnum):
    """Where a week stands for one person, or a unit, or the term."""

    AHEAD = "ahead"
    PROVISIONAL = "provisional"
    LOCKED = "locked"
    NOT_ASKED = "not asked"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a period comes to for one person, in the policy's worth.

    `asked` is the most that its requirements could earn from what it offered this person, of
    points their target; `possible` is what can still be added to `earned`.
    """

    state: WeekState
    earned: Decimal = NOTHING
    asked: Decimal = NOTHING
    possible: Decimal = NOTHING
    step: NextStep | None = None
    note: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether the period counts for this person."""
        return self.state not in (WeekState.NOT_ASKED, WeekState.EXCUSED)

    @property
    def closed(self) -> bool:
        """Whether the person can add nothing more to it."""
        return not self.possible

    @property
    def impossible(self) -> Decimal:
        """How much of what was asked can't be earned any more."""
        return max(self.asked - self.earned - self.possible, NOTHING)

    @property
    def decided(self) -> Decimal:
        """How much of what was asked is settled: earned, or no longer possible."""
        return min(self.earned, self.asked) + self.impossible


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekStanding(Measured):
    """One week of one person.

    `counted` are the completions that `earned` is made of, `beyond` those that its unit or the
    term counts instead. `note` says why a week isn't asked. A week is `dropped` where the total
    is better without it.
    """

    week: int
    options: tuple[OptionStanding, ...] = ()
    counted: tuple[Completion, ...] = ()
    beyond: tuple[Completion, ...] = ()
    dropped: bool = False

    @property
    def lost(self) -> tuple[OptionStanding, ...]:
        """The options that have become impossible, which say why, where that cost something."""
        if not self.impossible:
            return ()
        return tuple(each for each in self.options if each.state is OptionState.IMPOSSIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodStanding(Measured):
    """One unit or the term of one person, from the week `first` to `last`: its own requirements.

    Provisional until the last week locks. `counted` are its completions, each with its week.
    """

    per: Period
    title: str
    first: int
    last: int
    counted: tuple[tuple[int, Completion], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's standing over the weeks of a term, and over its units and the term itself.

    `earned` of `asked` speaks only of what is settled so far, so that a perfect first week is
    "2 of 2 so far" and what can still be earned is never shown as lost. Points above their target
    make up for other weeks. What is dropped doesn't count, neither earned nor asked.
    """

    person: str
    policy: int
    weeks: tuple[WeekStanding, ...]
    periods: tuple[PeriodStanding, ...] = ()

    @property
    def counting(self) -> Iterator[Measured]:
        """What the total is made of."""
        yield from (week for week in self.weeks if not week.dropped)
        yield from self.periods

    @property
    def earned(self) -> Decimal:
        """What was earned so far."""
        return sum((each.earned for each in self.counting), NOTHING)

    @property
    def asked(self) -> Decimal:
        """What was asked and is settled so far; never the whole term's worth."""
        return sum((each.decided for each in self.counting), NOTHING)

    @property
    def possible(self) -> Decimal:
        """What can still be earned in the weeks given."""
        return sum((each.possible for each in self.counting), NOTHING)

    @property
    def percent(self) -> Decimal | None:
        """`earned` of `asked` in percent, at most 100; None while nothing is settled."""
        return min(FULL * self.earned / self.asked, FULL) if self.asked else None

    def week(self, number: int) -> WeekStanding:
        """Return the standing of one week; KeyError if it isn't among the weeks."""
        for week in self.weeks:
            if week.week == number:
                return week
        raise KeyError(number)


def locks_at(policy: Policy, course: Course, week: int) -> datetime:
    """Return the UTC instant at which `week` locks."""
    return week_end(course, week) + policy.locks_after
