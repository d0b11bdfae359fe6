"""The rollup: whatever order, batches and repetitions, it equals a recount."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act, Entry, withdrawal
from bot.model.participation.policies.policy import Option, Part, Within, as_expected
from bot.model.participation.policies.qualify import Fit, needed, qualify
from bot.model.participation.standings.tally import (
    TallyKey,
    add,
    by_person,
    change,
    read_fits,
    recount,
    tallies_of,
    write_fits,
)
from tests.support.participation import (
    ANY_TWO,
    HELP,
    NEXT_WEEK,
    POSTS_DUE,
    WEEK,
    act,
    attended,
    discussed,
    made_up,
    post,
    replies,
)

POLICY = replace(ANY_TWO, options=(*ANY_TWO.options, HELP))
ENTRIES = st.lists(
    st.one_of(
        st.builds(attended, st.integers(0, 60), st.sampled_from(["s3", "s4"])),
        st.builds(made_up, st.sampled_from(["s3", "s4"])),
        st.builds(post, st.integers(60, 90), st.sampled_from("abcd")),
        st.sampled_from(replies(4)),
        st.builds(lambda name: act(Act.HELP, None, name=name), st.sampled_from("abc")),
    ),
    max_size=10,
    unique_by=lambda entry: entry.id,
)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Return entries, and withdrawals of some of them, in any order."""
    acts = draw(ENTRIES)
    gone = [withdrawal(entry, "gone", NEXT_WEEK) for entry in acts if draw(st.booleans())]
    return list(draw(st.permutations([*acts, *gone])))


@given(ledgers(), st.data())
def test_batches_add_up_to_a_recount(ledger: list[Entry], data: st.DataObject) -> None:
    tallies: dict[TallyKey, int] = {}
    rest: Sequence[Entry] = ledger
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        tallies = add(tallies, change(POLICY, rest[:size]))
        rest = rest[size:]
    assert tallies == recount(POLICY, ledger)
    assert all(count > 0 for count in tallies.values())


@given(ledgers(), st.integers(0, 10))
def test_repetition_changes_nothing(ledger: list[Entry], again: int) -> None:
    assert recount(POLICY, [*ledger, *ledger[:again]]) == recount(POLICY, ledger)


@given(ledgers())
def test_a_recount_ignores_order_and_what_was_withdrawn(ledger: list[Entry]) -> None:
    gone = {entry.withdraws for entry in ledger if entry.withdraws}
    left = [entry for entry in ledger if not entry.withdraws and entry.id not in gone]
    assert recount(POLICY, sorted(ledger, key=lambda entry: entry.id)) == recount(POLICY, left)


def test_a_row_says_who_when_where_and_what_it_can_serve() -> None:
    assert recount(POLICY, discussed()) == {
        TallyKey("ana", WEEK, "d3", Act.POST, "discuss.0"): 1,
        TallyKey("ana", WEEK, "d3", Act.REPLY, "discuss.1"): 2,
    }
    helped = act(Act.HELP, None)
    assert recount(POLICY, [helped]) == {TallyKey("ana", WEEK, "", Act.HELP, "help.0"): 1}


def test_a_withdrawal_takes_away_what_its_entry_gave() -> None:
    entry = attended()
    gone = withdrawal(entry, "deleted", NEXT_WEEK)
    (key,) = change(POLICY, [entry])
    assert change(POLICY, [gone]) == {key: -1}
    assert change(POLICY, [gone, entry]) == {}


@given(
    st.lists(
        st.builds(
            Fit, st.sampled_from(["a", "b-2", "c_d"]), st.integers(0, 12), st.integers(1, 100)
        )
    )
)
def test_fits_are_read_as_they_were_written(fits: list[Fit]) -> None:
    assert read_fits(write_fits(fits)) == tuple(fits)


def test_what_is_too_short_or_late_or_nowhere_fits_nothing() -> None:
    assert qualify(POLICY, post(74)) == ()
    assert qualify(POLICY, post(75)) == (Fit("discuss", 0),)
    assert qualify(POLICY, post(75, at=POSTS_DUE)) == ()
    assert qualify(POLICY, replace(post(75), about=None)) == ()
    assert qualify(POLICY, act(Act.ASK, "s3")) == ()


def test_an_act_can_fit_several_options() -> None:
    posts = Option("posts", "Posts", (Part((Act.REPLY, Act.POST)),), Within.WEEK)
    policy = replace(POLICY, options=(*POLICY.options, posts))
    assert qualify(policy, post(80)) == (Fit("discuss", 0), Fit("posts", 0))
    assert qualify(policy, post(10)) == (Fit("posts", 0),)


@pytest.mark.parametrize(("minutes", "enough"), [(44, False), (45, True)])
def test_a_share_is_of_what_the_session_took(minutes: int, enough: bool) -> None:
    come = Option("come", "Come", (Part((Act.ATTEND,), share=Decimal("0.75")),), Within.SESSION)
    policy = replace(POLICY, options=(come,))
    entry = replace(attended(minutes), out_of=60)
    assert bool(qualify(policy, entry)) is enough


def test_what_a_discussion_expects_is_measured_by_its_own_words() -> None:
    own, reply = as_expected()
    assert needed(own, replace(post(), out_of=120)) == 120
    assert needed(own, post()) == 0
    assert needed(replace(own, minimum=150), replace(post(), out_of=120)) == 150
    assert needed(replace(own, share=Decimal("0.5")), replace(post(), out_of=75)) == 38
    assert (own.acts, own.count, reply.acts, reply.count) == ((Act.POST,), None, (Act.REPLY,), None)
    assert reply.share == 1


def test_lateness_is_known_to_the_second() -> None:
    assert post(at=POSTS_DUE).late == timedelta()
    assert not post(at=POSTS_DUE).in_time
    assert post(at=POSTS_DUE + timedelta(hours=2)).late == timedelta(hours=2)
    assert post(at=POSTS_DUE - timedelta(hours=2)).late == timedelta()
    assert attended().late == timedelta()
    assert attended().in_time


def test_people_s_weeks_and_tallies_are_the_same_both_ways() -> None:
    later = replace(attended(), id="later", week=WEEK + 1)
    bens = replace(attended(), id="bens", person="ben")
    found = recount(POLICY, [attended(), later, bens, *discussed()])
    people = by_person(found)
    weeks = [tallies_of(people, week) for week in (WEEK, WEEK + 1, WEEK + 2)]
    assert [{key.week for key in some} for some in weeks] == [{WEEK}, {WEEK + 1}, set()]
    assert weeks[0] | weeks[1] == found
    assert {key.person for key in weeks[0]} == {"ana", "ben"}


def test_a_key_with_a_full_stop_is_read_back_whole() -> None:
    fits = (Fit("unit.2", 1), Fit("help", 0, 80))
    assert write_fits(fits) == "unit.2.1 help.0@80"
    assert read_fits(write_fits(fits)) == fits
