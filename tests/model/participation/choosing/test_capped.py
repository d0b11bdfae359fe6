"""A busy week under a soft cap: over a hundred acts, late ones among them, that compete."""

from decimal import Decimal

import pytest

from bot.model.participation.acts.ledger import Act
from bot.model.participation.choosing import capped as search
from bot.model.participation.choosing.matching import Field, Supplies, Supply, asking, total
from bot.model.participation.choosing.search import Choice, choose
from bot.model.participation.policies.policy import Period
from bot.model.participation.policies.qualify import Fit
from tests.model.participation.choosing.test_sums import capped, way

WAYS = [way("talk", 5, 12), way("vote", "0.3", 22), way("write", 3, 20)]
CAP = Decimal("40.7")
WRITE = Supply("x", Act.ANSWER, (Fit("talk", 0, 100), Fit("write", 0, 80)))


def act(act: Act, **percents: int) -> Supply:
    return Supply("x", act, tuple(Fit(key, 0, percent) for key, percent in percents.items()))


DONE = {
    act(Act.POST, talk=97, write=33, vote=64): 31,
    act(Act.POST, vote=80, talk=100): 33,
    act(Act.REPLY, talk=80): 29,
    act(Act.POST, talk=33, write=33): 10,
    act(Act.REPLY, write=33, talk=33): 35,
    act(Act.REPLY, vote=100, talk=64, write=100): 5,
}


def busy(done: Supplies) -> Choice:
    requirement = capped(CAP, ("talk", "vote", "write"))
    return choose([Field(WAYS, done, asking([requirement], Period.WEEK))])


def test_a_hundred_acts_come_within_a_hundredth_of_the_cap_and_one_in_full() -> None:
    chosen = busy(DONE)
    assert total(chosen.weeks[0]) == CAP - Decimal("0.01") + 5
    assert chosen.exact
    assert chosen.steps < 3_000


def test_five_answers_more_lower_nothing() -> None:
    """Of so many, the search once took the best it had found, which was less than before."""
    more = {**DONE, WRITE: 5}
    assert total(busy(more).weeks[0]) >= total(busy(DONE).weeks[0])


def test_a_search_that_was_cut_short_says_so_and_takes_the_best_it_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SOON", "TRYING", "MOST"):
        monkeypatch.setattr(search, name, 30)
    chosen = busy(DONE)
    assert not chosen.exact
    assert CAP < total(chosen.weeks[0]) < CAP + 5


def test_what_a_unit_takes_costs_no_week_a_point() -> None:
    """Twice the same week, and twenty points of the same options over the unit."""
    keys = ("talk", "vote", "write")
    own = asking([capped(CAP, keys)], Period.WEEK)
    unit = capped(20, keys, Period.UNIT)
    both = choose([Field(WAYS, DONE, own, "u", ((1, unit),))] * 2)
    alone = total(busy(DONE).weeks[0])
    earned = [total(one for one in each if one.requirement == 0) for each in both.weeks]
    assert earned == [alone, alone]
    assert total(one for each in both.weeks for one in each if one.requirement == 1) > 20


def test_who_made_up_late_and_turns_out_to_have_come_has_no_less() -> None:
    """The late make-up still counts where with it others come nearer to the cap."""
    ways = [
        way("session", 1, 4),
        way("write", 2, 5),
        way("talk", "1.5", 10),
        way("vote", "0.5", 10),
    ]
    made_up = act(Act.MAKE_UP, session=90, vote=75)
    done = {
        act(Act.REPLY, write=100): 3,
        act(Act.POST, write=100, talk=90): 3,
        act(Act.REPLY, talk=75, vote=90): 3,
        made_up: 1,
    }
    field = asking([capped("12.5", ("session", "write", "talk", "vote"))], Period.WEEK)
    before, after = (
        choose([Field(ways, acts, field)])
        for acts in (done, {**done, act(Act.ATTEND, session=100, vote=100): 1})
    )
    assert before.exact
    assert after.exact
    assert total(after.weeks[0]) >= total(before.weeks[0]) == Decimal("14.47")
    [session] = [one for one in after.weeks[0] if made_up in one.used]
    assert session.percent < 100
