"""Units and the term: what they ask beside the weeks, and the choice that is best for both."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from bot.model.participation.choosing.matching import (
    Completion,
    Field,
    Supplies,
    asked_by,
    asking,
    total,
)
from bot.model.participation.choosing.search import choose
from bot.model.participation.policies.policy import Period, Policy, Unit
from bot.model.participation.standings.alike import Alike
from bot.model.participation.standings.cases import Case
from bot.model.participation.standings.standing import (
    PeriodStanding,
    Standing,
    WeekStanding,
    WeekState,
)
from bot.model.participation.standings.steps import NextStep, Progress, next_step
from bot.model.participation.standings.tally import Acts

Chosen = tuple[tuple[Completion, ...], ...]
"""What is chosen in each week of a span."""
Reckoned = Callable[[Case, tuple[Completion, ...], tuple[Completion, ...]], WeekStanding]
"""How a week stands with the completions it counts, and those that longer periods count."""


@dataclass(frozen=True, slots=True)
class Span:
    """Weeks that are chosen for together, with what longer periods come to in them."""

    chosen: Chosen
    periods: tuple[PeriodStanding, ...]


def longer(policy: Policy) -> bool:
    """Whether the policy asks for anything by the unit or the term."""
    return any(each.per is not Period.WEEK for each in policy.requirements)


def in_periods(
    standing: Standing,
    cases: Sequence[tuple[Case, Acts]],
    known: Alike[Span],
    reckoned: Reckoned,
) -> Standing:
    """Return `standing` with its units and term, and the weeks as they are best for these too.

    Each completion serves one requirement: its week's, its unit's or the term's. The weeks come
    first: no week earns less for the sake of its unit. Of choices equally good for the weeks the
    one that is best for the units is taken, of those the one that is best for the term. So what
    a week earns never depends on another week.
    """
    weeks = {week.week: week for week in standing.weeks}
    periods: list[PeriodStanding] = []
    for some in _spans(cases):
        own_cases = [case for case, _ in some]
        span = known.once(_same(some), partial(_span, own_cases))
        for (case, _), chosen in zip(some, span.chosen, strict=True):
            own = tuple(each for each in chosen if each.per is Period.WEEK)
            beyond = tuple(each for each in chosen if each.per is not Period.WEEK)
            week = weeks[case.offer.week]
            if not case.left_out and (own, beyond) != (week.counted, week.beyond):
                weeks[case.offer.week] = reckoned(case, own, beyond)
        periods += span.periods
    return replace(standing, weeks=tuple(weeks.values()), periods=tuple(periods))


def _spans(cases: Sequence[tuple[Case, Acts]]) -> Iterator[Sequence[tuple[Case, Acts]]]:
    """Yield the weeks that must be chosen for together: a unit's, or all if the term asks."""
    if cases and asking(cases[-1][0].policy.requirements, Period.TERM):
        yield cases
        return
    units: dict[str, list[tuple[Case, Acts]]] = {}
    for each in cases:
        unit = each[0].policy.unit_of(each[0].offer.week)
        if unit is not None:
            units.setdefault(unit.title, []).append(each)
    for some in units.values():
        if asking(some[-1][0].policy.requirements, Period.UNIT):
            yield some


def _same(some: Sequence[tuple[Case, Acts]]) -> Hashable:
    """Return what decides a span, whoever's it is."""
    return tuple(
        (
            id(case.policy),
            id(case.offer),
            frozenset(own.items()),
            case.missed,
            frozenset(excuse.about for excuse in case.excuses),
            case.declared,
            case.now,
            case.locked,
        )
        for case, own in some
    )


def _span(cases: Sequence[Case]) -> Span:
    term = asking(cases[-1].policy.requirements, Period.TERM)
    here = [number for number, case in enumerate(cases) if not case.left_out]

    def best(fields: Sequence[Field]) -> Chosen:
        found = dict(zip(here, choose(fields, term).weeks, strict=True))
        return tuple(found.get(number, ()) for number in range(len(cases)))

    done = [cases[n].field(cases[n].done, cases[n].eased) for n in here]
    open_ = [cases[n].ahead() for n in here]
    could = [
        cases[n].field({**cases[n].done, **ahead}, cases[n].eased)
        for n, ahead in zip(here, open_, strict=True)
    ]
    chosen = best(done)
    most = best([cases[n].everything() for n in here])
    reach = best(could) if any(open_) else chosen
    periods: list[PeriodStanding] = []
    for per, unit in _asked(cases):
        own = [n for n in here if unit is None or _unit(cases[n]) == unit.title]
        bare = _standing(cases, own, per, unit, (chosen, most, reach))

        def raises(own: list[int], per: Period, n: int, supplies: Supplies) -> bool:
            fields = list(done)
            fields[here.index(n)] = cases[n].field(supplies, cases[n].eased)
            return _worth(best(fields), own, per) > _worth(chosen, own, per)

        if bare.possible and cases[0].steps:
            step = _step(cases, own, per, chosen, partial(raises, own, per))
            bare = replace(bare, step=step)
        periods.append(bare)
    return Span(chosen, tuple(periods))


def _asked(cases: Sequence[Case]) -> Iterator[tuple[Period, Unit | None]]:
    """Yield the units and the term, as far as something is asked by them."""
    units: dict[str, tuple[Unit, Policy]] = {}
    for case in cases:
        unit = case.policy.unit_of(case.offer.week)
        if unit is not None:
            units[unit.title] = unit, case.policy
    for unit, policy in units.values():
        if asking(policy.requirements, Period.UNIT):
            yield Period.UNIT, unit
    if asking(cases[-1].policy.requirements, Period.TERM):
        yield Period.TERM, None


def _unit(case: Case) -> str | None:
    unit = case.policy.unit_of(case.offer.week)
    return None if unit is None else unit.title


def _of(chosen: Chosen, own: Sequence[int], per: Period) -> list[tuple[int, Completion]]:
    return [(n, each) for n in own for each in chosen[n] if each.per is per]


def _worth(chosen: Chosen, own: Sequence[int], per: Period) -> Decimal:
    return total(each for _, each in _of(chosen, own, per))


def _standing(
    cases: Sequence[Case],
    own: Sequence[int],
    per: Period,
    unit: Unit | None,
    found: tuple[Chosen, Chosen, Chosen],
) -> PeriodStanding:
    """Return how a unit stands, or the term for None, by what is, could at best and can be."""
    named = cases[-1].policy.title if unit is None else unit.title
    weeks = [case.offer.week for case in cases if unit is None or _unit(case) == unit.title]
    first, last = (weeks[0], weeks[-1]) if unit is None else (unit.first, unit.last)
    base = PeriodStanding(state=WeekState.EXCUSED, per=per, title=named, first=first, last=last)
    if not own:
        return replace(base, note="Excused from all of it.")
    chosen, most, reach = ([each for _, each in _of(one, own, per)] for one in found)
    asked = asked_by(cases[own[-1]].policy.requirements, most)
    if not asked:
        note = "Nothing is left that it could count."
        return replace(base, state=WeekState.NOT_ASKED, note=note)
    ceiling = max(total(most), asked)
    earned = min(total(chosen), ceiling)
    state = WeekState.PROVISIONAL
    if cases[own[-1]].locked:
        state = WeekState.LOCKED
    elif cases[own[0]].now < cases[own[0]].offer.starts:
        state = WeekState.AHEAD
    return replace(
        base,
        state=state,
        earned=earned,
        asked=asked,
        possible=max(min(total(reach), ceiling), earned) - earned,
        counted=tuple((cases[n].offer.week, each) for n, each in _of(found[0], own, per)),
    )


def _step(
    cases: Sequence[Case],
    own: Sequence[int],
    per: Period,
    chosen: Chosen,
    raises: Callable[[int, Supplies], bool],
) -> NextStep | None:
    """Return the easiest step of the first week that has one for a unit or the term.

    One that adds to it at once comes first; else one that does together with others.
    """
    found: list[Progress] = []
    for n in own:
        case = cases[n]
        wanted = {key for _, one in asking(case.policy.requirements, per) for key in one.options}
        able = [each for each in case.allowed() if each.option.key in wanted]
        progress = Progress(
            case.policy,
            case.offer,
            able,
            case.done,
            case.ahead(),
            chosen[n],
            case.declared,
            room=True,
        )
        step = next_step(progress, partial(raises, n))
        if step is not None:
            return step
        found.append(progress)
    steps = (next_step(progress, lambda supplies: True) for progress in found)
    return next((step for step in steps if step is not None), None)
