"""What holds for every week: more acts never harm, nothing counts twice, order is nothing."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Excused, Policy, Requirement
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.standing import Standing
from tests.support.participation import (
    ANY_TWO,
    ATTEND,
    CLASS_OVER,
    DISCUSS,
    DISCUSSION,
    HELP,
    MAKE_UP,
    MAKEUP_CLOSES,
    MONDAY,
    NEXT_WEEK,
    OFFER,
    POSTS_DUE,
    TWO_SESSIONS,
    WEEK,
    act,
    attended,
    discussed,
    made_up,
    post,
    replies,
    stand,
    week_of,
)

ACTS = st.lists(
    st.one_of(
        st.builds(attended, st.integers(0, 60), st.sampled_from(["s3", "s4"])),
        st.builds(made_up, st.sampled_from(["s3", "s4"])),
        st.builds(post, st.integers(60, 90), st.sampled_from("abc")),
        st.sampled_from(replies(4)),
        st.builds(lambda n: act(Act.HELP, None, name=n), st.sampled_from("abc")),
    ),
    max_size=8,
    unique_by=lambda entry: entry.id,
)
POLICIES = st.builds(
    lambda worths, times, choose, excuses, binding: replace(
        ANY_TWO,
        options=tuple(
            replace(option, worth=Decimal(w), times=times)
            for option, w in zip((ATTEND, MAKE_UP, DISCUSS, HELP), worths, strict=True)
        ),
        requirements=(Requirement(choose, ("attend", "make-up", "discuss", "help")),),
        excuses=excuses,
        binding=binding,
    ),
    st.tuples(*[st.integers(1, 3)] * 4),
    st.integers(1, 2),
    st.integers(1, 3),
    st.sampled_from(Excused),
    st.booleans(),
)
EXCUSES = st.lists(
    st.sampled_from([Excuse("ana", WEEK, "s3"), Excuse("ana", WEEK, "d3"), Excuse("ana", WEEK)]),
    max_size=2,
)
TIMES = st.sampled_from([MONDAY, CLASS_OVER, POSTS_DUE, MAKEUP_CLOSES, NEXT_WEEK])
BOTH = replace(OFFER, things=(*TWO_SESSIONS.things, DISCUSSION))


@given(ACTS, POLICIES, EXCUSES, TIMES, st.sampled_from([(), ("attend",), ("help", "discuss")]))
def test_more_acts_never_lower_a_standing(
    entries: list[Entry],
    policy: Policy,
    excuses: list[Excuse],
    now: datetime,
    choice: tuple[str, ...],
) -> None:
    def at(acts: list[Entry]) -> Standing:
        offers = (BOTH,)
        return stand(acts, now, policy, excuses=excuses, choice=choice, offers=offers)

    before = at(entries[:-1])
    after = at(entries)
    assert after.earned >= before.earned
    assert after.earned + after.possible >= before.earned + before.possible
    assert (after.percent or 0) >= (before.percent or 0)
    week = after.week(WEEK)
    assert 0 <= week.earned <= week.asked
    assert week.earned + week.possible <= week.asked
    assert (week.step is not None) == (week.possible > 0)


@given(ACTS, POLICIES, TIMES)
def test_no_act_counts_twice(entries: list[Entry], policy: Policy, now: datetime) -> None:
    week = week_of(entries, now, policy, offers=(BOTH,))
    used: list[tuple[str, str]] = [
        (supply.about, "session" if supply.act in (Act.ATTEND, Act.MAKE_UP) else supply.act)
        for completion in week.counted
        for supply in completion.used
    ]
    done = {(e.about or "", e.act) for e in entries}
    for about, kind in set(used):
        if kind == "session":
            assert used.count((about, kind)) == 1
            assert {(about, Act.ATTEND), (about, Act.MAKE_UP)} & done
        else:
            acts = [e for e in entries if (e.about or "", e.act) == (about, kind)]
            assert used.count((about, kind)) <= len(acts)


@given(st.permutations([attended(), made_up(), *discussed()]), st.integers(1, 3))
def test_order_and_redelivery_change_nothing(entries: list[Entry], again: int) -> None:
    assert stand([*entries, *entries[:again]]) == stand([attended(), made_up(), *discussed()])


def test_another_persons_acts_are_not_mine() -> None:
    assert week_of([replace(attended(), person="ben")]).earned == 0


def test_an_act_of_another_week_is_not_this_weeks() -> None:
    assert week_of([replace(attended(), week=WEEK + 1)]).earned == 0
