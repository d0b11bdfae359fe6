"""How standings are reckoned: each week of one person, then the units, then what is dropped."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.model.participation.choosing.matching import Completion, Supplies, asked_by, total
from bot.model.participation.choosing.supplies import done
from bot.model.participation.policies.policy import Excused, Policy
from bot.model.participation.standings import excuses as excused_by
from bot.model.participation.standings.alike import Alike
from bot.model.participation.standings.cases import Case
from bot.model.participation.standings.drops import dropped
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.offers import WeekOffer
from bot.model.participation.standings.periods import Span, in_periods, longer
from bot.model.participation.standings.standing import NOTHING, Standing, WeekStanding, WeekState
from bot.model.participation.standings.steps import (
    Progress,
    joint_step,
    next_step,
    option_standings,
)
from bot.model.participation.standings.tally import Acts
from bot.model.people import Person

NO_ACTS: Acts = {}
ELSEWHERE = "Nothing is asked by the week; what you do counts for more than one week together."


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What besides acts decides a course's standings.

    `zone` is the course's; `choices` holds the option keys that a person declared for a week,
    by (person, week); `locked` the weeks that are locked. `alike` remembers the weeks reckoned
    with these circumstances, `spans` the units, `known` what is the same for everybody in a week:
    in a large class most stand like somebody else's. Without `steps` a standing says what is
    earned, asked and possible, but not how far each option has come nor what to do next.
    """

    zone: str
    excuses: tuple[Excuse, ...] = ()
    choices: Mapping[tuple[str, int], Collection[str]] = field(default_factory=dict)
    locked: frozenset[int] = frozenset()
    alike: Alike[WeekStanding] = field(default_factory=Alike, compare=False)
    known: Alike[Any] = field(default_factory=Alike, compare=False)
    spans: Alike[Span] = field(default_factory=Alike, compare=False)
    steps: bool = True


def standing(
    policy: Policy,
    person: Person,
    offers: Sequence[WeekOffer],
    acts: Mapping[int, Acts],
    now: datetime,
    around: Circumstances,
) -> Standing:
    """Return the standing of `person` over the weeks of `offers` at `now`, all by one policy."""
    return ruled_standing([(policy, offer) for offer in offers], person, acts, now, around)


def ruled_standing(
    ruled: Sequence[tuple[Policy, WeekOffer]],
    person: Person,
    acts: Mapping[int, Acts],
    now: datetime,
    around: Circumstances,
) -> Standing:
    """Return the standing of `person` over weeks, each with the policy that rules it, at `now`.

    The offers are this person's own, since due instants differ by zone, and so are their `acts`
    by week; what is `around` may hold other people's too. A unit is reckoned over those of its
    weeks that are given, by the policy that rules the last of them, and so is the term.
    """
    excused = [excuse for excuse in around.excuses if excuse.person == person.id]
    together = any(longer(policy) for policy in {id(each[0]): each[0] for each in ruled}.values())
    weeks: list[WeekStanding] = []
    cases: list[tuple[Case, Acts]] = []
    for policy, offer in ruled:
        reason = excused_by.why_not_asked(policy, person, offer, around.zone)
        if reason is not None:
            weeks.append(WeekStanding(week=offer.week, state=WeekState.NOT_ASKED, note=reason))
            continue
        own = acts.get(offer.week, NO_ACTS)
        excuses = [excuse for excuse in excused if excuse.week == offer.week]
        declared = frozenset(around.choices.get((person.id, offer.week), ()))
        missed = excused_by.before_joining(person, offer, around.zone)
        locked = offer.week in around.locked
        shape = (missed, frozenset(e.about for e in excuses), declared, now, locked)
        week = around.alike.get(policy, offer, own, shape)
        if week is None or together:
            did = done(policy, own, offer)
            same = declared, now, locked, around.known, around.steps
            case = Case(policy, offer, did, missed, excuses, *same)
            cases.append((case, own))
            if week is None:
                week = reckoned(case)
                around.alike.put(policy, offer, own, shape, week)
        weeks.append(week)
    found = Standing(person.id, ruled[-1][0].version if ruled else 0, tuple(weeks))
    if together:
        found = in_periods(found, cases, around.spans, reckoned)
    drops = ruled[-1][0].drops if ruled else 0
    return _without(found, dropped(found, drops)) if drops else found


def _without(standing: Standing, weeks: Collection[int]) -> Standing:
    kept = [replace(each, dropped=True) if each.week in weeks else each for each in standing.weeks]
    return replace(standing, weeks=tuple(kept))


def reckoned(
    case: Case,
    counted: tuple[Completion, ...] | None = None,
    beyond: tuple[Completion, ...] = (),
) -> WeekStanding:
    """Return the week's standing, with the completions that are best for it.

    Of several equally good choices `counted` is the one to show, and `beyond` what its unit or
    the term counts.
    """
    number = case.offer.week
    if case.left_out:
        note = "Excused from this week."
        return WeekStanding(week=number, state=WeekState.EXCUSED, note=note)
    most = case.most()
    asked = asked_by(case.policy.requirements, most)
    if not asked:
        return _nothing_asked(case, beyond)
    best = case.best(case.done)
    before = total(best)
    ahead = case.ahead()
    ceiling = max(total(most), asked)
    earned = max(min(before, ceiling), _floor(case, asked))
    could = case.best({**case.done, **ahead}) if ahead else best
    reach = max(min(total(could), ceiling), earned)
    found = WeekStanding(
        week=number,
        state=_state(case),
        earned=earned,
        asked=asked,
        possible=reach - earned,
        counted=best if counted is None else counted,
        beyond=beyond,
    )
    if not case.steps:
        return found
    progress = _progress(case, found.counted, beyond, room=reach > earned)

    def raises(supplies: Supplies) -> bool:
        return total(case.best(supplies)) > before

    step = next_step(progress, raises) or joint_step(progress, raises)
    return replace(found, options=option_standings(progress), step=step)


def _nothing_asked(case: Case, beyond: tuple[Completion, ...]) -> WeekStanding:
    number = case.offer.week
    if longer(case.policy) and not case.own:
        state = WeekState.NOT_ASKED
        found = WeekStanding(week=number, state=state, note=ELSEWHERE, beyond=beyond)
        if not case.steps:
            return found
        options = option_standings(_progress(case, (), beyond, room=True))
        return replace(found, options=options)
    if case.excused:
        note = "Excused from what this week offers."
        return WeekStanding(week=number, state=WeekState.EXCUSED, note=note, beyond=beyond)
    note = "This week offers nothing that is counted."
    return WeekStanding(week=number, state=WeekState.NOT_ASKED, note=note, beyond=beyond)


def _progress(
    case: Case,
    counted: tuple[Completion, ...],
    beyond: tuple[Completion, ...],
    *,
    room: bool,
) -> Progress:
    return Progress(
        case.policy,
        case.offer,
        case.allowed(),
        case.done,
        case.ahead(),
        counted,
        case.declared,
        room=room,
        beyond=beyond,
    )


def _state(case: Case) -> WeekState:
    if case.locked:
        return WeekState.LOCKED
    return WeekState.AHEAD if case.now < case.offer.starts else WeekState.PROVISIONAL


def _floor(case: Case, asked: Decimal) -> Decimal:
    """Return what an excuse for the whole week earns at least."""
    if not excused_by.whole_week(case.excuses):
        return NOTHING
    return asked if case.policy.excuses is Excused.PRESENT else asked * case.policy.excuse_fraction
