"""Hours of the week that never work for a person."""

from datetime import time

from bot.model.time.availability import WeeklyHours, hit
from bot.model.time.spans import Span
from tests.support.instants import utc

TUESDAY_SHIFT = WeeklyHours(1, time(17), time(21))
FRIDAY_NIGHT = WeeklyHours(4, time(22), time(6))
SUNDAY = WeeklyHours(6, time(0), time(0))
WEEK = (TUESDAY_SHIFT, FRIDAY_NIGHT, SUNDAY)


def session(starts: str, ends: str) -> Span:
    return Span(utc(starts), utc(ends))


def test_a_session_in_a_shift_hits_it_by_the_persons_own_clock() -> None:
    tuesday = session("2026-10-06 16:30", "2026-10-06 18:00")
    assert hit(WEEK, tuesday, "Europe/Berlin") == (TUESDAY_SHIFT,)
    assert hit(WEEK, tuesday, "America/New_York") == ()
    assert hit(WEEK, session("2026-10-07 16:30", "2026-10-07 18:00"), "Europe/Berlin") == ()


def test_a_session_that_ends_as_the_shift_begins_works() -> None:
    assert hit(WEEK, session("2026-10-06 16:00", "2026-10-06 17:00"), "UTC") == ()
    assert hit(WEEK, session("2026-10-06 16:00", "2026-10-06 17:01"), "UTC") == (TUESDAY_SHIFT,)


def test_a_night_shift_lasts_into_the_next_day_and_only_that() -> None:
    assert hit(WEEK, session("2026-10-10 05:00", "2026-10-10 06:30"), "UTC") == (FRIDAY_NIGHT,)
    assert hit(WEEK, session("2026-10-09 05:00", "2026-10-09 06:30"), "UTC") == ()
    assert hit(WEEK, session("2026-10-10 22:30", "2026-10-10 23:30"), "UTC") == ()


def test_a_whole_day_may_be_out_and_several_hours_hit_at_once() -> None:
    assert hit(WEEK, session("2026-10-11 00:00", "2026-10-11 00:30"), "UTC") == (SUNDAY,)
    weekend = session("2026-10-10 04:00", "2026-10-11 04:00")
    assert hit(WEEK, weekend, "UTC") == (FRIDAY_NIGHT, SUNDAY)
