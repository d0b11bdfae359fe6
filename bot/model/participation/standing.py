"""A student's standing: earned, asked, still possible, and the easiest way there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.model.course import Course
from bot.model.participation import excuses as excused_by
from bot.model.participation.alike import Alike
from bot.model.participation.excuses import Excuse
from bot.model.participation.ledger import SESSION_ROUTES, Act
from bot.model.participation.matching import Candidate, Completion, Supplies, total
from bot.model.participation.offers import WeekOffer
from bot.model.participation.policy import Excused, Policy
from bot.model.participation.search import best
from bot.model.participation.steps import (
    NextStep,
    OptionStanding,
    Progress,
    next_step,
    option_standings,
)
from bot.model.participation.supplies import (
    candidates,
    done,
    granted,
    offered,
    partly_excused,
    still_possible,
)
from bot.model.participation.tally import Acts
from bot.model.people import Person
from bot.model.time.weeks import week_end

NOTHING = Decimal(0)
NO_ACTS: Acts = {}


class WeekState(StrEnum):
    """Where a week stands for one person."""

    AHEAD = "ahead"
    PROVISIONAL = "provisional"
    LOCKED = "locked"
    NOT_ASKED = "not asked"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class WeekStanding:
    """One week of one person; `earned`, `asked` and `possible` are in the policy's worth.

    `asked` is the most that the week's requirements could earn from what the week offered this
    person; `possible` is what can still be added to `earned`. `counted` are the completions that
    `earned` is made of, `note` says why a week isn't asked.
    """

    week: int
    state: WeekState
    earned: Decimal = NOTHING
    asked: Decimal = NOTHING
    possible: Decimal = NOTHING
    options: tuple[OptionStanding, ...] = ()
    counted: tuple[Completion, ...] = ()
    step: NextStep | None = None
    note: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether the week counts for this person."""
        return self.state not in (WeekState.NOT_ASKED, WeekState.EXCUSED)

    @property
    def closed(self) -> bool:
        """Whether the person can add nothing more to it."""
        return not self.possible

    @property
    def decided(self) -> Decimal:
        """How much of what was asked is settled: earned, or no longer possible."""
        return self.asked - self.possible


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's standing over the weeks of a term.

    `earned` of `asked` speaks only of what is settled so far, so that a perfect first week is
    "2 of 2 so far" and what can still be earned is never shown as lost.
    """

    person: str
    policy: int
    weeks: tuple[WeekStanding, ...]

    @property
    def earned(self) -> Decimal:
        """What was earned in all weeks so far."""
        return sum((week.earned for week in self.weeks), NOTHING)

    @property
    def asked(self) -> Decimal:
        """What was asked and is settled so far; never the whole term's worth."""
        return sum((week.decided for week in self.weeks), NOTHING)

    @property
    def possible(self) -> Decimal:
        """What can still be earned in the weeks given."""
        return sum((week.possible for week in self.weeks), NOTHING)

    @property
    def percent(self) -> Decimal | None:
        """`earned` of `asked` in percent; None while nothing is settled."""
        return 100 * self.earned / self.asked if self.asked else None

    def week(self, number: int) -> WeekStanding:
        """Return the standing of one week; KeyError if it isn't among the weeks."""
        for week in self.weeks:
            if week.week == number:
                return week
        raise KeyError(number)


def locks_at(policy: Policy, course: Course, week: int) -> datetime:
    """Return the UTC instant at which `week` locks."""
    return week_end(course, week) + policy.locks_after


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What besides acts decides a course's standings.

    `zone` is the course's; `choices` holds the option keys that a person declared for a week,
    by (person, week); `locked` the weeks that are locked. `alike` remembers the weeks reckoned
    with these circumstances: in a large class most stand like somebody else's.
    """

    zone: str
    excuses: tuple[Excuse, ...] = ()
    choices: Mapping[tuple[str, int], Collection[str]] = field(default_factory=dict)
    locked: frozenset[int] = frozenset()
    alike: Alike[WeekStanding] = field(default_factory=Alike, compare=False)


def standing(
    policy: Policy,
    person: Person,
    offers: Sequence[WeekOffer],
    acts: Mapping[int, Acts],
    now: datetime,
    around: Circumstances,
) -> Standing:
    """Return the standing of `person` over the weeks of `offers` at `now`.

    `offers` are this person's own, since due instants differ by zone, and so are their `acts` by
    week; what is `around` may hold other people's too.
    """
    excused = [excuse for excuse in around.excuses if excuse.person == person.id]
    weeks: list[WeekStanding] = []
    for offer in offers:
        reason = excused_by.why_not_asked(policy, person, offer, around.zone)
        if reason is not None:
            weeks.append(WeekStanding(offer.week, WeekState.NOT_ASKED, note=reason))
            continue
        own = acts.get(offer.week, NO_ACTS)
        excuses = [excuse for excuse in excused if excuse.week == offer.week]
        declared = frozenset(around.choices.get((person.id, offer.week), ()))
        missed = excused_by.before_joining(person, offer, around.zone)
        locked = offer.week in around.locked
        shape = (missed, frozenset(e.about for e in excuses), declared, now, locked)
        week = around.alike.get(policy, offer, own, shape)
        if week is None:
            did = done(policy, own, offer)
            week = _week(_Case(policy, offer, did, missed, excuses, declared, now, locked))
            around.alike.put(policy, offer, own, shape, week)
        weeks.append(week)
    return Standing(person.id, policy.version, tuple(weeks))


@dataclass(frozen=True, slots=True)
class _Case:
    """All that one week's standing depends on."""

    policy: Policy
    offer: WeekOffer
    done: Supplies
    missed: frozenset[str]
    excuses: Sequence[Excuse]
    declared: frozenset[str]
    now: datetime
    locked: bool

    @property
    def excused(self) -> frozenset[str]:
        return excused_by.excused_things(self.excuses)


def _week(case: _Case) -> WeekStanding:
    asked = _asked(case)
    if excused_by.whole_week(case.excuses) and case.policy.excuses is Excused.NOT_COUNTED:
        return WeekStanding(case.offer.week, WeekState.EXCUSED, note="Excused from this week.")
    if not asked:
        if case.excused:
            note = "Excused from what this week offers."
            return WeekStanding(case.offer.week, WeekState.EXCUSED, note=note)
        note = "This week offers nothing that is counted."
        return WeekStanding(case.offer.week, WeekState.NOT_ASKED, note=note)
    counted = _best(case, case.done)
    ahead = {} if case.locked else _open(case)
    earned = max(min(total(counted), asked), _floor(case, asked))
    most = _best(case, {**case.done, **ahead}) if ahead else counted
    reach = max(min(total(most), asked), earned)
    progress = Progress(
        case.policy,
        case.offer,
        _allowed(case, candidates(case.policy, case.offer, case.declared)),
        case.done,
        ahead,
        counted,
        case.declared,
        room=reach > earned,
    )
    return WeekStanding(
        case.offer.week,
        _state(case),
        earned,
        asked,
        reach - earned,
        option_standings(progress),
        counted,
        next_step(progress, lambda supplies: total(_best(case, supplies)) > total(counted)),
    )


def _state(case: _Case) -> WeekState:
    if case.locked:
        return WeekState.LOCKED
    return WeekState.AHEAD if case.now < case.offer.starts else WeekState.PROVISIONAL


def _open(case: _Case) -> Supplies:
    """Return what this person can still do; nobody is held to what began before they came."""
    return still_possible(case.policy, case.offer, case.now, case.missed)


def _asked(case: _Case) -> Decimal:
    """Return the most that what the week offered this person could earn."""
    without = set(case.missed)
    if case.policy.excuses is Excused.NOT_COUNTED:
        without |= case.excused
    supplies = offered(case.policy, case.offer, without)
    every = candidates(case.policy, case.offer, ())
    return total(best(case.policy.requirements, every, supplies))


def _floor(case: _Case, asked: Decimal) -> Decimal:
    """Return what an excuse for the whole week earns at least."""
    if not excused_by.whole_week(case.excuses):
        return NOTHING
    return asked if case.policy.excuses is Excused.PRESENT else asked * case.policy.excuse_fraction


def _best(case: _Case, supplies: Supplies) -> tuple[Completion, ...]:
    """Return the best completions from `supplies` and what excuses give."""
    policy, requirements = case.policy, case.policy.requirements
    if policy.excuses is Excused.PRESENT and case.excused:
        supplies = {**supplies, **granted(policy, case.offer, case.excused)}
    whole = _allowed(case, candidates(policy, case.offer, case.declared))
    counted = best(requirements, whole, supplies)
    if policy.excuses is Excused.PARTIAL and case.excused:
        eased = best(requirements, partly_excused(policy, whole, case.excused), supplies)
        counted = max(counted, eased, key=total)
    return counted


def _allowed(case: _Case, every: list[Candidate]) -> list[Candidate]:
    """Return the candidates that count: the declared options' alone where a choice is binding.

    Who declared to attend may make up instead: it is the same session's other route.
    """
    if not (case.policy.binding and case.declared):
        return every
    declared = [case.policy.option(key) for key in case.declared if _known(case.policy, key)]
    attends = any(Act.ATTEND in option.acts for option in declared)
    return [
        candidate
        for candidate in every
        if candidate.option.key in case.declared
        or (attends and candidate.option.acts & SESSION_ROUTES)
    ]


def _known(policy: Policy, key: str) -> bool:
    return any(option.key == key for option in policy.options)
