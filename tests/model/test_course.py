"""A course's places by purpose, its weeks, and the states a session may pass through."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model.places import Group, Message, Place, Purpose
from bot.model.sessions import State
from bot.model.time.weeks import first_monday, last_week, week_end, week_of, week_start
from tests.support.instants import utc
from tests.support.sample import COURSE, LIVE, MAIN, STAFF, at, session

OTHER = Place("elsewhere", "main")
BARE = replace(COURSE, places={Purpose.MAIN: (MAIN, OTHER)})


def test_the_main_places_stand_in_for_all_but_the_staffs() -> None:
    assert COURSE.places_for(Purpose.LIVE) == (LIVE,)
    assert COURSE.places_for(Purpose.STAFF) == (STAFF,)
    assert BARE.places_for(Purpose.LIVE) == (MAIN, OTHER)
    assert BARE.places_for(Purpose.MAIN) == (MAIN, OTHER)
    assert BARE.places_for(Purpose.STAFF) == ()
    assert replace(COURSE, places={}).places_for(Purpose.LIVE) == ()


def test_every_place_is_told_once_the_main_ones_first() -> None:
    places = {Purpose.STAFF: (STAFF,), Purpose.RECAPS: (MAIN,), Purpose.MAIN: (OTHER, MAIN)}
    assert replace(COURSE, places=places).all_places() == (OTHER, MAIN, STAFF)


def test_the_group_that_is_called_upon_is_the_platform_s() -> None:
    course = replace(COURSE, mention=(Group("discord", "12"), Group("elsewhere", "7")))
    assert course.mentioned(OTHER) == Group("elsewhere", "7")
    assert course.mentioned(Place("discord", "1")) == Group("discord", "12")
    assert course.mentioned(MAIN) is None


def test_a_thread_hangs_in_its_place() -> None:
    thread = Place("sandbox", "talk", "r1")
    assert thread.parent == Place("sandbox", "talk")
    assert MAIN.parent == MAIN
    assert Message(thread, "m1").place.thread == "r1"


def test_weeks_begin_on_monday_by_the_courses_clock_over_a_change_too() -> None:
    course = replace(COURSE, starts=date(2026, 9, 9), ends=date(2026, 12, 20))
    assert first_monday(course) == date(2026, 9, 7)
    assert week_start(course, 1) == utc("2026-09-06 22:00")
    assert week_end(course, 7) == week_start(course, 8) == utc("2026-10-25 23:00")
    assert [week_of(course, week_start(course, week)) for week in (0, 1, 8)] == [0, 1, 8]
    assert week_of(course, utc("2026-10-25 22:59")) == 7
    assert last_week(course) == 15


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (State.PLANNED, {State.LIVE, State.CANCELLED}),
        (State.LIVE, {State.ENDED, State.PLANNED}),
        (State.ENDED, {State.RECAPPED, State.LIVE}),
        (State.RECAPPED, {State.ENDED}),
        (State.CANCELLED, {State.PLANNED}),
    ],
)
def test_a_session_passes_through_its_states_in_order(state: State, after: set[State]) -> None:
    stands = replace(session("limits", at()), state=state)
    assert {each for each in State if stands.can_become(each)} == after
