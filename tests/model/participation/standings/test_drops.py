"""Which weeks are dropped: those that cost the total most, never all, and never for nothing."""

from decimal import Decimal

import pytest

from bot.model.participation.policies.policy import Period
from bot.model.participation.standings.drops import dropped
from bot.model.participation.standings.standing import (
    PeriodStanding,
    Standing,
    WeekStanding,
    WeekState,
)


def term(*weeks: str, unit: str = "") -> Standing:
    """Return a standing of weeks as "earned/asked", or "earned/asked+possible" where open."""
    found = []
    for number, text in enumerate(weeks, 1):
        earned, _, rest = text.partition("/")
        asked, _, possible = rest.partition("+")
        state = WeekState.PROVISIONAL if asked != "0" else WeekState.NOT_ASKED
        found.append(
            WeekStanding(
                week=number,
                state=state,
                earned=Decimal(earned),
                asked=Decimal(asked),
                possible=Decimal(possible or 0),
            )
        )
    periods = []
    if unit:
        earned, _, asked = unit.partition("/")
        periods = [
            PeriodStanding(
                state=WeekState.LOCKED,
                earned=Decimal(earned),
                asked=Decimal(asked),
                per=Period.UNIT,
                title="Acids",
                first=1,
                last=len(weeks),
            )
        ]
    return Standing("ana", 1, tuple(found), tuple(periods))


@pytest.mark.parametrize(
    ("standing", "most", "weeks"),
    [
        (term("1/2", "0/2", "2/2"), 1, {2}),
        (term("1/2", "0/2", "2/2"), 2, {1, 2}),
        (term("1/2", "0/2", "2/2"), 9, {1, 2}),
        (term("1/2", "0/2", "2/2"), 0, set()),
        (term("2/2", "2/2"), 1, set()),
        (term("1/2", "1/2"), 1, set()),
        (term("0/2"), 1, set()),
        (term("0/2", unit="1/1"), 1, {1}),
        (term("0/0", "0/2", "2/2"), 1, {2}),
        (term("0/0", "0/2"), 1, set()),
        (term("0/0"), 1, set()),
        (term(), 1, set()),
    ],
)
def test_as_many_as_may_go_those_that_cost_most(
    standing: Standing, most: int, weeks: set[int]
) -> None:
    assert dropped(standing, most) == weeks


def test_nothing_of_six_may_cost_more_than_the_lowest_share() -> None:
    assert dropped(term("0/1", "3/6", "6/6"), 1) == {2}
    assert dropped(term("0/1", "5/6", "6/6"), 1) == {1}


def test_of_weeks_that_cost_as_much_the_first_goes() -> None:
    assert dropped(term("2/2", "1/2", "1/2"), 1) == {2}


def test_an_open_week_counts_as_far_as_it_is_settled() -> None:
    assert dropped(term("0/2+2", "1/2", "2/2"), 1) == {2}
    assert dropped(term("0/2+1", "2/2"), 1) == {1}
