"""The policy: the course's rules that turn the ledger into credit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from bot.model.participation.acts.ledger import Act


class Within(StrEnum):
    """Where the acts of one completion belong together."""

    SESSION = "session"
    DISCUSSION = "discussion"
    WEEK = "week"


class Excused(StrEnum):
    """What an excuse does: as if present, not asked at all, or a fraction of the worth."""

    PRESENT = "present"
    NOT_COUNTED = "not counted"
    PARTIAL = "partial"


class Joining(StrEnum):
    """From when a student who enrolls during a week is asked to take part."""

    SAME_WEEK = "same week"
    NEXT_WEEK = "next week"


class Period(StrEnum):
    """What a requirement asks for anew each time: a week, one of the policy's units, the term."""

    WEEK = "week"
    UNIT = "unit"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that students are to learn; options say which outcomes they serve."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the term, from the week `first` to the week `last`, both included."""

    title: str
    first: int
    last: int

    @property
    def weeks(self) -> range:
        """The unit's weeks."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Late:
    """How an act counts that comes after its due instant.

    Within `grace` it counts in full; then its part falls linearly `over` a length of time to
    `floor` (0 to 1), where it stays. Without `over` it falls to the floor at once: a floor of 0.8
    alone is "late counts 80%". Perusall's late credit falls linearly, Canvas Roll Call's is 80%.
    """

    grace: timedelta = timedelta()
    over: timedelta = timedelta()
    floor: Decimal = Decimal(0)

    @property
    def lasts(self) -> timedelta:
        """How late an act may come and still count for anything."""
        return timedelta.max if self.floor else self.grace + self.over

    def percent(self, late: timedelta) -> int:
        """Return in whole percents, rounded up, how an act counts that came `late` (0 or more).

        Whole percents keep the rollup small, and equal to a recount whoever reckons it.
        """
        if late < self.grace:
            return 100
        floor = 100 * self.floor
        beyond = late - self.grace
        if beyond >= self.over:
            return int(floor.to_integral_value(ROUND_CEILING))
        left = Decimal((self.over - beyond) // timedelta.resolution)
        share = left / (self.over // timedelta.resolution)
        return int((floor + (100 - floor) * share).to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Part:
    """One thing an option asks for: `count` acts, any of `acts`, each large enough.

    Large enough means at least `minimum` words or minutes, and at least `share` (0 to 1) of what
    the entry says it is measured against: `share=Decimal("0.75")` of a session's minutes,
    `share=1` for the words that its discussion expects. With `count` None the discussion's own
    expectation says how many.
    """

    acts: tuple[Act, ...]
    count: int | None = 1
    minimum: int = 0
    share: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to participate; all its parts together, `within` one thing, are a completion.

    `worth` is earned by each completion, at most `times` a week and never more than `cap`.
    `minutes` estimates what one completion asks of a student. An `optional` one is recorded and
    shown, but never counted. `outcomes` are the keys of what it teaches. Without `late`, an act
    after its due instant doesn't count; with it, a completion is worth what its latest act is.
    """

    key: str
    title: str
    parts: tuple[Part, ...]
    within: Within = Within.WEEK
    worth: Decimal = Decimal(1)
    times: int = 1
    cap: Decimal | None = None
    optional: bool = False
    minutes: int = 30
    outcomes: tuple[str, ...] = ()
    late: Late | None = None

    @property
    def limit(self) -> int:
        """How many completions a week may count."""
        return self.times if self.cap is None else min(self.times, int(self.cap / self.worth))

    @property
    def acts(self) -> frozenset[Act]:
        """Every act that one of its parts takes."""
        return frozenset(act for part in self.parts for act in part.acts)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What each period asks of `options` (their keys).

    Either any `choose` completions of them, or, with `choose` 0, `points`: what completions of
    them are worth together, of which `points` is asked. A soft `cap` ends it: a completion counts
    in full if what counts before it is below the cap, in the order that is best for the student.
    """

    choose: int
    options: tuple[str, ...]
    per: Period = Period.WEEK
    points: Decimal | None = None
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A course's rules; a change makes a new `version`.

    Each completion serves one requirement. `excuse_fraction` is used when `excuses` is PARTIAL.
    With `binding`, only the options that a student declared count for a week they declared;
    otherwise the best for the student counts. A week locks `locks_after` its end. Weeks in
    `free_weeks` (holidays) ask nothing. `scale` is what a full week is in the gradebook; None
    leaves it at the worth. `units` don't overlap. The `drops` weeks that harm a student's total
    most don't count in it.
    """

    version: int
    title: str
    options: tuple[Option, ...]
    requirements: tuple[Requirement, ...]
    excuses: Excused = Excused.NOT_COUNTED
    excuse_fraction: Decimal = Decimal("0.5")
    joining: Joining = Joining.NEXT_WEEK
    binding: bool = False
    locks_after: timedelta = timedelta(days=7)
    free_weeks: frozenset[int] = frozenset()
    scale: Decimal | None = None
    outcomes: tuple[Outcome, ...] = ()
    units: tuple[Unit, ...] = ()
    drops: int = 0

    def asks(self, per: Period) -> tuple[Requirement, ...]:
        """Return the requirements of one kind of period."""
        return tuple(each for each in self.requirements if each.per is per)

    def unit_of(self, week: int) -> Unit | None:
        """Return the unit that a week is part of, None if it is part of none."""
        return next((unit for unit in self.units if week in unit.weeks), None)

    def option(self, key: str) -> Option:
        """Return the option called `key`; KeyError if there is none."""
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)


def as_expected() -> tuple[Part, ...]:
    """Return the parts of an option that asks what each discussion itself expects."""
    return (
        Part((Act.POST,), count=None, share=Decimal(1)),
        Part((Act.REPLY,), count=None, share=Decimal(1)),
    )


def figure(worth: Decimal) -> str:
    """Return a worth as people write it: `2`, `1.5`, not `2.0`; two decimals at most."""
    text = f"{worth:.2f}"
    return text.rstrip("0").rstrip(".")
