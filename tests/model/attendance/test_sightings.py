"""Meetings out of sightings: whatever the order, however often, and however rooms are reopened."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.attendance.meetings import is_same
from bot.model.attendance.reports import Source
from bot.model.attendance.sightings import OVER, Sighting, is_of, told_of
from bot.model.participation.acts.evidence import Presence
from tests.support.sample import ANA, BEN, at, session

ROOM = "zoom.us/987"
LIMITS = replace(session("limits", at(hours=10)), link="https://zoom.us/j/987")


def seen(who: str, minute: int, there: bool, meeting: str = "m", name: str = "") -> Sighting:
    when = at(hours=10) + timedelta(minutes=minute)
    return Sighting(Source.ZOOM, ROOM, meeting, who, there, when, name or who)


def minute(minutes: int) -> datetime:
    return at(hours=10) + timedelta(minutes=minutes)


SIGHTINGS = st.builds(
    seen,
    st.sampled_from(["a", "b", OVER]),
    st.integers(-30, 90),
    st.booleans(),
    st.sampled_from(["m", "n"]),
).filter(lambda one: one.who != OVER or not one.present)


@given(st.lists(SIGHTINGS, max_size=12), st.randoms())
def test_neither_order_nor_repetition_matters(told: list[Sighting], chance: object) -> None:
    again = [*told, *told]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert told_of(again, LIMITS) == told_of(told, LIMITS)


@given(st.lists(SIGHTINGS, max_size=12))
def test_each_stay_is_of_the_session_and_each_meeting_one_of_its_own(told: list[Sighting]) -> None:
    meetings = [each.meeting for each in told_of(told, LIMITS)]
    for meeting in meetings:
        assert meeting.begins is not None
        assert meeting.ends is not None
        assert meeting.begins <= meeting.ends
        for stay in (stay for one in meeting.attendees for stay in one.stays):
            assert stay.joined < LIMITS.ends
            assert stay.left is None or stay.left > LIMITS.starts


def test_a_room_that_was_closed_and_opened_again_had_two_meetings() -> None:
    told = [
        seen("a", 0, True),
        seen("a", 40, True, "n"),
        seen("b", 42, True, "n"),
        seen(OVER, 61, False, "n"),
    ]
    first, second = told_of(told, LIMITS)
    assert (first.id, second.id) == ("m", "n")
    last = at(hours=10) + timedelta(minutes=40, seconds=-1)
    assert first.meeting.attendees[0].stays == (Presence(at(hours=10), last),)
    assert [one.name for one in second.meeting.attendees] == ["a", "b"]
    assert not is_same(first.meeting, second.meeting)


def test_a_meeting_is_called_by_its_number_and_over_when_somebody_was_seen_last() -> None:
    [told] = told_of([seen("a", -5, True), seen("b", 3, True), seen("a", 20, False)], LIMITS)
    assert (told.meeting.source, told.meeting.name) == (Source.ZOOM, "987")
    assert (told.meeting.begins, told.meeting.ends) == (minute(-5), LIMITS.ends)
    [told] = told_of([seen("a", 0, True), seen("a", 20, False), seen("b", 30, False)], LIMITS)
    assert told.meeting.ends == minute(30)
    [told] = told_of([seen("a", 0, True), seen("b", 70, False)], LIMITS)
    assert told.meeting.ends == minute(70)


def test_who_came_first_stands_first_and_then_the_id() -> None:
    told = [seen(who, start, True) for who, start in (("c", 2), ("b", 5), ("a", 5), ("d", 1))]
    [one] = told_of([*told, seen(OVER, 50, False)], LIMITS)
    assert [each.name for each in one.meeting.attendees] == ["d", "c", "a", "b"]
    assert {each.stays[0].left for each in one.meeting.attendees} == {minute(50)}
    assert {each.email for each in one.meeting.attendees} == {None}


def test_another_room_s_meeting_is_another_session_s() -> None:
    elsewhere = replace(seen("a", 0, True), room="zoom.us/123")
    [told] = told_of([elsewhere, seen("b", 0, True)], LIMITS)
    assert [each.name for each in told.meeting.attendees] == ["b"]


def test_a_new_name_is_taken_and_an_address_that_was_told_once() -> None:
    told = [
        replace(seen("a", 0, True, name="iPad"), email="ana@example.edu"),
        seen("a", 20, False, name="iPad"),
        seen("a", 21, True, name="Ana"),
    ]
    [[ana]] = [one.meeting.attendees for one in told_of(told, LIMITS)]
    assert (ana.name, ana.email, len(ana.stays)) == ("Ana", "ana@example.edu", 2)


def test_who_was_only_there_before_or_after_is_not_of_the_session() -> None:
    told = [seen("a", -20, True), seen("a", -5, False), seen("b", 60, True)]
    assert told_of(told, LIMITS) == []


def test_a_sighting_is_somebodys_by_address_or_else_by_name() -> None:
    anas = replace(seen("a", 0, True, name="ANA"), email="")
    assert is_of(anas, ANA)
    assert not is_of(anas, BEN)
    assert is_of(replace(anas, name="x", email=(ANA.email or "").upper()), ANA)
    assert not is_of(replace(anas, email="other@example.edu"), ANA)
