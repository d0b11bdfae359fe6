"""What holds for any policy over a term: weeks, units, points, caps, late acts and drops."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import SESSION_ROUTES, Entry, withdrawal
from bot.model.participation.policies.policy import Period, Policy
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.periods import longer
from bot.model.participation.standings.standing import Standing
from bot.model.participation.standings.tally import TallyKey, add, change, recount
from tests.support.participation import NEXT_WEEK
from tests.support.policies import policies
from tests.support.terms import CHOICES, EXCUSES, LEDGERS, TIMES, stand

Choices = Mapping[tuple[str, int], Sequence[str]]


def totals(standing: Standing) -> tuple[Decimal, ...]:
    """Return what the weeks, the units and the term earned."""
    weeks = sum((week.earned for week in standing.weeks), Decimal(0))
    periods = [
        sum((each.earned for each in standing.periods if each.per is per), Decimal(0))
        for per in (Period.UNIT, Period.TERM)
    ]
    return weeks, *periods


@given(LEDGERS, policies(), TIMES, EXCUSES, CHOICES)
def test_more_acts_never_lower_a_standing(
    acts: list[Entry], policy: Policy, now: datetime, excuses: list[Excuse], choices: Choices
) -> None:
    before = stand(acts[:-1], policy, now, excuses, choices)
    after = stand(acts, policy, now, excuses, choices)
    for old, new in zip(before.weeks, after.weeks, strict=True):
        assert new.earned >= old.earned
        assert new.earned + new.possible >= old.earned + old.possible
        assert new.impossible <= old.impossible
    assert totals(after) >= totals(before)
    if not longer(policy):
        assert (after.percent or 0) >= (before.percent or 0)


@given(LEDGERS, policies(), TIMES, EXCUSES, CHOICES)
def test_without_the_steps_a_standing_comes_to_the_same(
    acts: list[Entry], policy: Policy, now: datetime, excuses: list[Excuse], choices: Choices
) -> None:
    told = stand(acts, policy, now, excuses, choices)
    weeks = tuple(replace(each, options=(), step=None) for each in told.weeks)
    periods = tuple(replace(each, step=None) for each in told.periods)
    bare = replace(told, weeks=weeks, periods=periods)
    assert stand(acts, policy, now, excuses, choices, steps=False) == bare


@given(LEDGERS, policies(), TIMES, EXCUSES, CHOICES)
def test_what_is_earned_possible_and_impossible_is_what_is_asked(
    acts: list[Entry], policy: Policy, now: datetime, excuses: list[Excuse], choices: Choices
) -> None:
    standing = stand(acts, policy, now, excuses, choices)
    for each in standing.counting:
        assert min(each.earned, each.possible, each.impossible) >= 0
        assert each.decided <= each.asked
        assert each.earned + each.possible + each.impossible >= each.asked
        assert (each.step is not None) == (each.possible > 0)
    assert standing.percent is None or 0 <= standing.percent <= 100


@given(LEDGERS, policies(), TIMES, EXCUSES)
def test_no_act_counts_twice(
    acts: list[Entry], policy: Policy, now: datetime, excuses: list[Excuse]
) -> None:
    policy = replace(policy, excuses=Policy(1, "", (), ()).excuses)
    standing = stand(acts, policy, now, excuses)
    used: Counter[tuple[str, str]] = Counter()
    for week in standing.weeks:
        for completion in (*week.counted, *week.beyond):
            for supply in completion.used:
                kind = "session" if supply.act in SESSION_ROUTES else supply.act.value
                used[f"{week.week} {supply.about}", kind] += 1
    done: Counter[tuple[str, str]] = Counter()
    for entry in acts:
        done[f"{entry.week} {entry.about or ''}", entry.act.value] += 1
        if entry.act in SESSION_ROUTES:
            done[f"{entry.week} {entry.about or ''}", "session"] = 1
    assert all(count <= done[what] for what, count in used.items())
    for period in standing.periods:
        shown = [each for week in standing.weeks for each in week.beyond]
        assert all(completion in shown for _, completion in period.counted)


@given(LEDGERS, policies(), TIMES, EXCUSES, st.data())
def test_order_redelivery_and_splitting_change_nothing(
    acts: list[Entry], policy: Policy, now: datetime, excuses: list[Excuse], data: st.DataObject
) -> None:
    gone = [withdrawal(e, "gone", NEXT_WEEK) for e in acts if data.draw(st.booleans())]
    again = data.draw(st.lists(st.sampled_from([*acts, *gone]))) if acts else []
    mixed = data.draw(st.permutations([*acts, *gone, *again]))
    tallies: dict[TallyKey, int] = {}
    rest = list({entry.id: entry for entry in mixed}.values())
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        tallies = add(tallies, change(policy, rest[:size]))
        rest = rest[size:]
    assert tallies == recount(policy, [*acts, *gone])
    left = {entry.id for entry in acts} - {entry.withdraws for entry in gone}
    alone = [entry for entry in acts if entry.id in left]
    assert stand(mixed, policy, now, excuses) == stand(alone, policy, now, excuses)


@given(LEDGERS, policies(), TIMES, EXCUSES)
def test_what_is_dropped_is_best(
    acts: list[Entry], policy: Policy, now: datetime, excuses: list[Excuse]
) -> None:
    """Against every choice of up to so many weeks; and each dropped week raises the total."""
    standing = stand(acts, policy, now, excuses)
    whole = replace(standing, weeks=tuple(replace(w, dropped=False) for w in standing.weeks))
    every = [
        replace(whole, weeks=tuple(replace(w, dropped=w.week in out) for w in whole.weeks))
        for count in range(policy.drops + 1)
        for out in combinations([week.week for week in whole.weeks], count)
    ]
    assert standing.percent == max(
        (each.percent for each in every if each.percent), default=standing.percent
    )
    assert sum(week.dropped for week in standing.weeks) <= policy.drops


@given(LEDGERS, policies(), TIMES)
def test_a_week_never_earns_less_for_the_sake_of_its_unit(
    acts: list[Entry], policy: Policy, now: datetime
) -> None:
    alone = replace(policy, requirements=policy.asks(Period.WEEK), drops=0)
    together = stand(acts, policy, now)
    for week, apart in zip(together.weeks, stand(acts, alone, now).weeks, strict=True):
        assert (week.earned, week.asked, week.possible) == (
            apart.earned,
            apart.asked,
            apart.possible,
        )
