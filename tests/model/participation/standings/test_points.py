"""Points with a target and a soft cap, late acts, and the weeks that are dropped."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Late, Option, Outcome, Part, Policy, Requirement
from bot.model.participation.policies.qualify import qualify
from bot.model.participation.standings.coverage import coverage
from bot.model.participation.standings.explain import explain
from bot.model.participation.standings.steps import OptionState
from tests.support.participation import (
    ANY_TWO,
    ATTEND,
    DISCUSS,
    NEXT_WEEK,
    OFFER,
    POSTS_DUE,
    act,
    attended,
    discussed,
    post,
    replies,
    week_of,
    worths,
)
from tests.support.terms import at_week, in_week, stand

HOUR = timedelta(hours=1)
LATE = Late(grace=12 * HOUR, over=72 * HOUR)
POST = Option("post", "Post", (Part((Act.POST,), minimum=40),), worth=Decimal("1.5"), times=20)
REPLY = Option(
    "reply", "Comment", (Part((Act.REPLY,), minimum=20),), worth=Decimal("0.8"), times=20
)
YELLOWDIG = Policy(
    1,
    "Ten points a week",
    (POST, REPLY, replace(ATTEND, worth=Decimal(2))),
    (Requirement(0, ("post", "reply", "attend"), points=Decimal(10), cap=Decimal("12.5")),),
)


def posts(count: int) -> list[Entry]:
    return [post(name=f"p{number}") for number in range(count)]


@pytest.mark.parametrize(
    ("count", "earned"), [(0, "0"), (4, "6"), (8, "12"), (9, "13.5"), (50, "13.5")]
)
def test_the_act_that_crosses_the_cap_earns_in_full(count: int, earned: str) -> None:
    week = week_of(posts(count), policy=YELLOWDIG)
    assert (week.earned, week.asked) == (Decimal(earned), Decimal(10))


def test_in_the_order_that_is_best_for_the_student() -> None:
    week = week_of([*posts(8), attended()], policy=YELLOWDIG)
    assert week.earned == 14
    lines = explain(YELLOWDIG, week, OFFER, [*posts(10), attended()])
    assert [line.why for line in lines if not line.counts] == [
        "The cap is reached without it; what was best for you counted."
    ] * 2


def test_a_perfect_first_week_is_all_of_what_was_asked() -> None:
    acts = [in_week(entry, 1) for entry in posts(7)]
    standing = stand(acts, YELLOWDIG, at_week(NEXT_WEEK, 1))
    assert standing.week(1).earned == Decimal("10.5")
    assert standing.percent == 100


def test_points_above_the_target_make_up_for_other_weeks() -> None:
    acts = [in_week(entry, 1) for entry in posts(8)] + [in_week(entry, 2) for entry in posts(4)]
    standing = stand(acts, YELLOWDIG, at_week(NEXT_WEEK, 2))
    assert (standing.earned, standing.asked) == worths(18, 20)


@pytest.mark.parametrize(
    ("hours", "percent"), [(0, 100), (11, 100), (12, 100), (13, 99), (48, 50), (84, 0), (500, 0)]
)
def test_after_the_grace_it_falls_evenly(hours: int, percent: int) -> None:
    assert LATE.percent(hours * HOUR) == percent
    assert replace(LATE, floor=Decimal("0.5")).percent(hours * HOUR) == (percent + 101) // 2


def test_late_counts_eighty_percent() -> None:
    canvas = Late(floor=Decimal("0.8"))
    assert [canvas.percent(hours * HOUR) for hours in (0, 1, 1000)] == [80, 80, 80]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_later_never_counts_more(one: int, other: int) -> None:
    sooner, later = sorted((timedelta(seconds=one), timedelta(seconds=other)))
    assert LATE.percent(sooner) >= LATE.percent(later)


def with_late(option: Option) -> Policy:
    return replace(
        ANY_TWO,
        options=(ATTEND, replace(option, late=LATE)),
        requirements=(Requirement(2, ("attend", option.key)),),
    )


def test_a_completion_is_worth_what_its_latest_act_is() -> None:
    policy = with_late(DISCUSS)
    acts = [post(at=POSTS_DUE + 48 * HOUR), *replies(2)]
    week = week_of(acts, policy=policy)
    assert (week.earned, week.asked) == worths(0.5, 2)
    whys = {line.entry.act: line.why for line in explain(policy, week, OFFER, acts)}
    assert whys[Act.POST] == "Counts for “Discuss” at 50%, since it came late."
    [discussed] = [option for option in week.options if option.key == "discuss"]
    assert discussed.why == "Counts 0.5, some of it less because it came late."
    [attend] = [option for option in week.options if option.key == "attend"]
    assert attend.times == 0
    again = week_of([*acts, post(name="in time")], policy=policy)
    assert again.earned == 1


def test_what_comes_too_late_says_so() -> None:
    policy = with_late(DISCUSS)
    acts = [post(at=POSTS_DUE + 100 * HOUR)]
    assert qualify(policy, acts[0]) == ()
    [line] = explain(policy, week_of(acts, policy=policy), OFFER, acts)
    assert line.why == "Too long after its due time, so it doesn't count."


def test_what_is_late_is_still_possible_for_less() -> None:
    policy = with_late(DISCUSS)
    week = week_of([], POSTS_DUE + 48 * HOUR, policy)
    assert week.possible == Decimal("0.5")
    assert week.impossible == Decimal("1.5")
    assert [option.key for option in week.lost] == ["attend"]
    assert week.step is not None
    assert week.step.option == "discuss"


def test_the_lowest_week_is_dropped_and_says_so() -> None:
    policy = replace(ANY_TWO, drops=1)
    acts = [in_week(e, week) for week in (1, 3) for e in (attended(), *discussed())]
    standing = stand(acts, policy, at_week(NEXT_WEEK, 3))
    assert [week.week for week in standing.weeks if week.dropped] == [2]
    assert (standing.earned, standing.asked, standing.percent) == worths(4, 4, 100)


def test_nothing_is_dropped_that_costs_nothing() -> None:
    policy = replace(ANY_TWO, drops=2)
    acts = [in_week(e, 1) for e in (attended(), *discussed())]
    standing = stand(acts, policy, at_week(NEXT_WEEK, 1))
    assert not any(week.dropped for week in standing.weeks)


def test_outcomes_are_covered_by_what_counted() -> None:
    outcomes = (Outcome("argue", "Argue"), Outcome("listen", "Listen"))
    options = (
        replace(ATTEND, outcomes=("listen",)),
        replace(DISCUSS, outcomes=("argue", "listen")),
    )
    policy = replace(
        ANY_TWO,
        options=options,
        requirements=(Requirement(2, ("attend", "discuss")),),
        outcomes=outcomes,
    )
    standing = stand([in_week(e, 1) for e in discussed()], policy, at_week(NEXT_WEEK, 1))
    found = coverage(dict.fromkeys(range(1, 5), policy), standing)
    assert [(each.outcome.key, each.times, each.options) for each in found] == [
        ("argue", 1, ("Discuss",)),
        ("listen", 1, ("Discuss",)),
    ]


def test_optional_acts_are_recorded_and_never_counted() -> None:
    policy = replace(YELLOWDIG, options=(*YELLOWDIG.options, ANY_TWO.option("vote")))
    week = week_of([act(Act.VOTE, "s3")], policy=policy)
    assert week.earned == 0
    assert [o.state for o in week.options if o.key == "vote"] == [OptionState.DONE]
