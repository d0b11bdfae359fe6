"""Soft caps: the sum nearest to the cap is found, however high it is, and more acts never harm."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act
from bot.model.participation.choosing.matching import (
    Candidate,
    Completion,
    Field,
    Supply,
    asking,
    total,
)
from bot.model.participation.choosing.search import best, choose
from bot.model.participation.policies.policy import Option, Part, Period, Requirement
from bot.model.participation.policies.qualify import Fit

WORTHS = st.sampled_from(["0.3", "0.55", "0.8", "1.5", "2", "3", "5"]).map(Decimal)
PERCENTS = st.sampled_from([100, 100, 97, 80, 64, 33])
FITS = st.dictionaries(st.sampled_from("abc"), PERCENTS, min_size=1).map(
    lambda found: tuple(Fit(key, 0, percent) for key, percent in found.items())
)
KINDS = (Act.POST, Act.REPLY, Act.HELP, Act.ANSWER, Act.ATTEND, Act.MAKE_UP)


def way(key: str, worth: Decimal | str | int, times: int = 60) -> Candidate:
    """Return a completion of an option that takes one act, as often as `times`."""
    option = Option(key, key.upper(), (Part((Act.POST,)),), worth=Decimal(worth), times=times)
    return Candidate(option, "", option.worth, ((0, 1),))


def capped(cap: Decimal | str | int, keys: Sequence[str], per: Period = Period.WEEK) -> Requirement:
    return Requirement(0, tuple(keys), per, Decimal(1), Decimal(cap))


def acts(key: str, count: int, percent: int = 100) -> dict[Supply, int]:
    return {Supply(f"{key}{percent}", Act.POST, (Fit(key, 0, percent),)): count}


def sums(chosen: Sequence[Completion]) -> list[Decimal]:
    return sorted((each.worth for each in chosen), reverse=True)


@given(
    st.tuples(WORTHS, WORTHS, WORTHS),
    st.tuples(*[st.integers(1, 40)] * 3),
    st.sampled_from(["1", "12.5", "40.7", "62.5", "203"]),
    st.dictionaries(
        st.builds(Supply, st.just("x"), st.sampled_from(KINDS), FITS),
        st.integers(1, 40),
        max_size=6,
    ),
    st.data(),
)
def test_more_acts_never_lower_what_counts_however_high_the_cap(
    worths: tuple[Decimal, ...],
    times: tuple[int, ...],
    cap: str,
    done: dict[Supply, int],
    data: st.DataObject,
) -> None:
    ways = [way(*each) for each in zip("abc", worths, times, strict=True)]
    more = data.draw(st.builds(Supply, st.just("x"), st.sampled_from(KINDS), FITS))
    after = {**done, more: done.get(more, 0) + data.draw(st.integers(1, 5))}
    asked = asking([capped(cap, "abc")], Period.WEEK)
    before, later = (choose([Field(ways, each, asked)]) for each in (done, after))
    # Of more than a hundred acts in a week, each late in its own way, it takes the best it found.
    if later.exact:
        assert total(later.weeks[0]) >= total(before.weeks[0])


@given(st.lists(st.tuples(st.sampled_from("abc"), PERCENTS), max_size=9), st.integers(1, 120))
def test_no_other_sum_is_nearer_to_the_cap(did: list[tuple[str, int]], cap: int) -> None:
    """Against every subset of acts that each serve one option."""
    worths = {"a": Decimal("1.5"), "b": Decimal("0.8"), "c": Decimal("0.55")}
    limit = Decimal(cap) / 10
    each = [
        (worths[key] * percent / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for key, percent in did
    ]
    every = (some for count in range(len(each) + 1) for some in combinations(each, count))
    most = max(sum(some) for some in every if not some or sum(some) - max(some) < limit)
    done: dict[Supply, int] = {}
    for key, percent in did:
        for supply in acts(key, 1, percent):
            done[supply] = done.get(supply, 0) + 1
    chosen = best([capped(limit, "abc")], [way(*one) for one in worths.items()], done)
    assert total(chosen) == most


def test_small_ones_below_the_cap_are_worth_more_than_one_that_is_larger() -> None:
    done = {**acts("a", 1), **acts("b", 1), **acts("c", 3, 80)}
    ways = [way("a", 3), way("b", "1.5"), way("c", "0.8")]
    assert sums(best([capped(2, "abc")], ways, done)) == [
        Decimal(3), Decimal("0.64"), Decimal("0.64"), Decimal("0.64"),
    ]  # fmt: skip


def test_a_term_of_posts_and_comments_comes_as_near_as_they_can() -> None:
    """15 weeks, capped at 190: all but a twentieth of a point, and the crossing post in full."""
    ways = [way("post", "1.5", 20), way("reply", "0.8", 20), way("got", "0.55", 20)]
    asked = [capped(190, ("post", "reply", "got"), Period.TERM)]
    done = {**acts("post", 9), **acts("reply", 9), **acts("got", 4)}
    term = [Field(ways, done, ()) for _ in range(15)]
    chosen = choose(term, asking(asked, Period.TERM))
    assert total(c for week in chosen.weeks for c in week) == Decimal("191.45")
    assert chosen.steps < 4_000


@pytest.mark.parametrize("cap", ["12.5", "62.5", "80"])
def test_dozens_of_acts_each_late_in_its_own_way_take_few_steps(cap: str) -> None:
    ways = [way("a", "1.5"), way("b", "0.8")]
    done = {
        Supply("x", Act.POST, (Fit("a", 0, percent), Fit("b", 0, percent))): 2
        for percent in range(37, 98)
    }
    chosen = choose([Field(ways, done, asking([capped(cap, "ab")], Period.WEEK))])
    [week] = chosen.weeks
    assert sums(week)[0] == Decimal("1.46")
    assert sum(sums(week)[1:]) == Decimal(cap) - Decimal("0.01")
    assert chosen.steps < 10_000


def test_what_weeks_choose_is_left_to_them_and_the_unit_takes_the_nearest_of_the_rest() -> None:
    """Two a week, and 25 points over the unit: every week has its worthiest two."""
    ways = [way("a", 2, 2), way("b", "1.5", 20), way("c", "0.55", 20)]
    weekly = Requirement(2, ("a", "b", "c"))
    unit = capped(25, ("b", "c"), Period.UNIT)
    done = {**acts("a", 1), **acts("b", 6), **acts("c", 5), **acts("b", 3, 71)}
    week = Field(ways, done, ((0, weekly),), "u", ((1, unit),))
    chosen = choose([week] * 5)
    own = [total(c for c in each if c.requirement == 0) for each in chosen.weeks]
    assert own == [Decimal("3.5")] * 5
    rest = sums([c for each in chosen.weeks for c in each if c.requirement == 1])
    assert Decimal("24.9") < sum(rest[1:]) < 25
    assert rest[0] == Decimal("1.5")
    assert chosen.steps < 10_000
