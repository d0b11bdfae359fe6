"""However presence is told, in whatever order and how often: it is found once, never inflated."""

import itertools
import random
from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.model.attendance.settling import VOICE, Evidence, Told, settled
from bot.model.live.presence import Seen, inside, intervals, read_at, thinned, until
from bot.model.participation.acts.evidence import GRACE, Presence, minutes_present
from bot.model.people import Account
from bot.model.places import Place
from bot.model.sessions import State
from tests.support.sample import ANA, BEN, PLATFORM, account, at, session

ROOM, OTHER = Place(PLATFORM, "hall"), Place(PLATFORM, "corner")
LIMITS = replace(
    session("limits", at(hours=10)), state=State.ENDED, began=at(hours=10), ended=at(hours=11)
)


def moment(minutes: float) -> datetime:
    return at(hours=10, minutes=minutes)


def seen(present: bool, minutes: float, place: Place = ROOM, who: Account | None = None) -> Seen:
    return Seen(place, who or account(ANA), present, moment(minutes))


def stays(*told: Seen, place: Place = ROOM, who: Account | None = None) -> list[Presence]:
    return intervals(told).get((place, who or account(ANA)), [])


def test_joining_leaving_and_joining_again_are_two_intervals() -> None:
    told = (seen(True, 0), seen(False, 10), seen(True, 20))
    assert stays(*told) == [Presence(moment(0), moment(10)), Presence(moment(20))]


def test_a_state_that_is_told_again_in_between_changes_nothing() -> None:
    assert stays(seen(True, 0), seen(True, 5), seen(False, 10), seen(False, 15)) == [
        Presence(moment(0), moment(10))
    ]


def test_who_was_only_seen_to_be_absent_has_no_interval() -> None:
    assert intervals([seen(False, 0)]) == {}


def test_looking_anew_ends_who_is_gone_and_begins_who_is_there() -> None:
    ben = account(BEN)
    told = [seen(True, 0), *read_at(ROOM, [ben], moment(30))]
    assert intervals(told) == {
        (ROOM, account(ANA)): [Presence(moment(0), moment(30))],
        (ROOM, ben): [Presence(moment(30))],
    }


def test_looking_at_one_place_says_nothing_of_another() -> None:
    told = [seen(True, 0, OTHER), *read_at(ROOM, [], moment(30))]
    assert stays(*told, place=OTHER) == [Presence(moment(0))]


def test_a_join_told_after_a_later_look_ends_with_that_look() -> None:
    told = [*read_at(ROOM, [], moment(30)), seen(True, 20)]
    assert stays(*told) == [Presence(moment(20), moment(30))]


def test_leaving_and_joining_at_one_instant_leaves_one_where_one_was() -> None:
    both = (seen(False, 10), seen(True, 10))
    assert stays(seen(True, 0), *both) == [Presence(moment(0))]
    assert stays(*both) == []


def test_what_is_still_to_come_does_not_count_yet() -> None:
    told = [Presence(moment(0), moment(50)), Presence(moment(55)), Presence(moment(70))]
    assert until(told, moment(60)) == [
        Presence(moment(0), moment(50)),
        Presence(moment(55), moment(60)),
    ]
    assert inside(told, moment(60))
    assert not inside(told, moment(52))


states = st.lists(
    st.one_of(
        st.builds(
            lambda present, minutes, place, who: [seen(present, minutes, place, account(who))],
            st.booleans(),
            st.integers(-30, 90),
            st.sampled_from([ROOM, OTHER]),
            st.sampled_from([ANA, BEN]),
        ),
        st.builds(
            lambda people, minutes, place: read_at(place, map(account, people), moment(minutes)),
            st.sets(st.sampled_from([ANA, BEN])),
            st.integers(-30, 90),
            st.sampled_from([ROOM, OTHER]),
        ),
    ),
    max_size=12,
).map(lambda lists: [each for each_list in lists for each in each_list])


@given(states, st.integers())
def test_order_and_repetition_change_nothing(told: list[Seen], seed: int) -> None:
    again = [*told, *told]
    random.Random(seed).shuffle(again)
    assert intervals(again) == intervals(told)


@given(states)
def test_intervals_are_in_order_and_never_overlap(told: list[Seen]) -> None:
    for presences in intervals(told).values():
        ends = [each.left for each in presences]
        assert None not in ends[:-1]
        for before, after in itertools.pairwise(presences):
            assert before.left is not None
            assert before.joined < before.left < after.joined


@given(states)
def test_nobody_is_there_longer_than_the_session_took(told: list[Seen]) -> None:
    mine = [p for (_, who), found in intervals(told).items() if who == account(ANA) for p in found]
    began, ended = moment(0), moment(60)
    minutes = minutes_present(mine, began, ended, GRACE)
    assert 0 <= minutes <= 60
    apart = sum(
        minutes_present(found, began, ended)
        for (_, who), found in intervals(told).items()
        if who == account(ANA)
    )
    assert minutes_present(mine, began, ended) <= apart + 1
    again = [*mine, *mine]
    assert minutes_present(again, began, ended, GRACE) == minutes
    entry = settled(LIMITS, ANA.id, Evidence(told=(Told(VOICE, tuple(mine)),)))
    assert entry is None or 0 < entry.amount <= (entry.out_of or 0) == 60


@given(states)
def test_of_a_time_without_sessions_only_who_came_or_left_is_kept(told: list[Seen]) -> None:
    since, before = moment(0), moment(60)
    kept = thinned(told, since, before)
    assert len({(each.place, each.account) for each in kept}) == len(kept)
    rest = [each for each in told if not since <= each.at < before]
    whole, thin = intervals(told), intervals([*rest, *kept])
    for whose in {*whole, *thin}:
        for instant in (since, before, moment(61)):
            assert inside(whole.get(whose, ()), instant) == inside(thin.get(whose, ()), instant)


@given(states)
def test_of_all_that_came_before_only_who_is_there_is_kept(told: list[Seen]) -> None:
    before = moment(60)
    kept = thinned(told, None, before)
    assert all(each.present for each in kept)
    rest = [each for each in told if each.at >= before]
    looks = [each for each in told if each.of_all]
    for others in ([], looks):
        thin = intervals([*rest, *kept, *others])
        for whose, presences in intervals(told).items():
            assert inside(presences, before) == inside(thin.get(whose, ()), before)
