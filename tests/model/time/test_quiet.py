"""Nobody is woken: quiet hours by everyone's own clock, also in the nights when clocks change."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import example, given

from bot.model.course import QuietHours
from bot.model.time.quiet import earlier_outside, is_quiet, later_outside, next_quiet, quiet_at
from bot.model.time.spans import Span
from bot.model.time.zones import local
from tests.support.instants import instants, minutes, utc, zones

NIGHT = QuietHours()
NONE = QuietHours(time(9), time(9))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("instant", "quiet"),
    [
        ("2026-10-06 19:59:59", False),
        ("2026-10-06 20:00", True),
        ("2026-10-06 23:00", True),
        ("2026-10-07 05:59:59", True),
        ("2026-10-07 06:00", False),
        ("2026-10-07 12:00", False),
    ],
)
def test_quiet_hours_span_midnight(instant: str, quiet: bool) -> None:
    assert is_quiet(utc(instant), NIGHT, "Europe/Berlin") is quiet


def test_quiet_hours_are_everyones_own() -> None:
    session = utc("2026-10-06 16:30")
    assert not is_quiet(session, NIGHT, "Europe/Berlin")
    assert is_quiet(session, NIGHT, "Asia/Kolkata")
    assert quiet_at(session, NIGHT, "Asia/Kolkata") == Span(
        utc("2026-10-06 16:30"), utc("2026-10-07 02:30")
    )


def test_hours_within_a_day_may_be_quiet_for_those_who_work_at_night() -> None:
    day = QuietHours(time(9), time(17))
    assert is_quiet(utc("2026-10-06 12:00"), day, "UTC")
    assert not is_quiet(utc("2026-10-06 20:00"), day, "UTC")


def test_equal_start_and_end_mean_none() -> None:
    assert quiet_at(utc("2026-10-06 09:00"), NONE, "UTC") is None
    assert next_quiet(utc("2026-10-06 09:00"), NONE, "UTC") is None
    assert earlier_outside(utc("2026-10-06 09:00"), NONE, "UTC") == utc("2026-10-06 09:00")


def test_the_night_in_which_the_clock_shows_an_hour_twice_stays_quiet() -> None:
    quiet = QuietHours(time(22), time(2, 30))
    night = Span(utc("2026-10-24 20:00"), utc("2026-10-25 01:30"))
    assert quiet_at(utc("2026-10-25 00:15"), quiet, "Europe/Berlin") == night  # 02:15 first
    assert quiet_at(utc("2026-10-25 00:45"), quiet, "Europe/Berlin") == night  # 02:45 first
    assert quiet_at(utc("2026-10-25 01:15"), quiet, "Europe/Berlin") == night  # 02:15 again
    assert not is_quiet(utc("2026-10-25 01:30"), quiet, "Europe/Berlin")


def test_the_night_in_which_the_clock_leaps_ends_with_the_leap() -> None:
    until = QuietHours(time(22), time(2, 30))
    assert is_quiet(utc("2026-03-29 00:59"), until, "Europe/Berlin")
    assert not is_quiet(utc("2026-03-29 01:00"), until, "Europe/Berlin")
    since = QuietHours(time(2, 30), time(9))
    assert not is_quiet(utc("2026-03-29 00:59"), since, "Europe/Berlin")
    assert is_quiet(utc("2026-03-29 01:00"), since, "Europe/Berlin")


def test_a_reminder_at_night_moves_to_the_minute_before() -> None:
    assert earlier_outside(utc("2026-10-07 03:00"), NIGHT, "UTC") == utc("2026-10-06 21:59")
    assert earlier_outside(utc("2026-10-06 22:00"), NIGHT, "UTC") == utc("2026-10-06 21:59")
    assert earlier_outside(utc("2026-10-06 21:59:30"), NIGHT, "UTC") == utc("2026-10-06 21:59:30")
    assert earlier_outside(utc("2026-10-07 08:00"), NIGHT, "UTC") == utc("2026-10-07 08:00")


def test_a_margin_never_reaches_into_the_night_before() -> None:
    brief = QuietHours(time(8, 5), time(8))
    hour = timedelta(hours=1)
    at = utc("2026-10-07 12:00")
    assert earlier_outside(at, NIGHT, "UTC", hour) == at
    assert earlier_outside(at, brief, "UTC", hour) == utc("2026-10-07 08:00")
    assert earlier_outside(at, brief, "UTC", timedelta(minutes=5)) == utc("2026-10-07 08:00")
    assert earlier_outside(at, brief, "UTC", timedelta(minutes=4)) == utc("2026-10-07 08:01")


def test_news_at_night_waits_for_the_morning() -> None:
    assert later_outside(utc("2026-10-07 03:00"), NIGHT, "UTC") == utc("2026-10-07 08:00")
    assert later_outside(utc("2026-10-06 22:00"), NIGHT, "UTC") == utc("2026-10-07 08:00")
    assert later_outside(utc("2026-10-07 08:00"), NIGHT, "UTC") == utc("2026-10-07 08:00")


def test_two_nights_run_together_where_a_day_was_skipped() -> None:
    # Apia went from the evening of 29 December 2011 straight to 31 December.
    night = utc("2011-12-30 12:00")  # 31 December, 02:00
    assert earlier_outside(night, NIGHT, "Pacific/Apia") == utc("2011-12-30 07:59")
    evening = utc("2011-12-30 09:00")  # 29 December, 23:00
    assert later_outside(evening, NIGHT, "Pacific/Apia") == utc("2011-12-30 18:00")


def test_the_next_quiet_instant_is_the_coming_night_or_now() -> None:
    assert next_quiet(utc("2026-10-06 12:00"), NIGHT, "UTC") == utc("2026-10-06 22:00")
    assert next_quiet(utc("2026-10-06 22:00"), NIGHT, "UTC") == utc("2026-10-06 22:00")
    assert next_quiet(utc("2026-10-06 23:00"), NIGHT, "UTC") == utc("2026-10-06 23:00")
    assert next_quiet(utc("2026-10-06 08:00"), NIGHT, "UTC") == utc("2026-10-06 22:00")


@given(instants, minutes, minutes, zones)
@example(utc("2026-10-25 01:15"), time(22), time(2, 30), "Europe/Berlin")
def test_whatever_the_clock_calls_quiet_is_quiet(
    instant: datetime, starts: time, ends: time, zone: str
) -> None:
    shown = local(instant, zone).time()
    inside = starts <= shown < ends if starts <= ends else not ends <= shown < starts
    if inside:
        assert is_quiet(instant, QuietHours(starts, ends), zone)


@given(instants, minutes, minutes, zones)
def test_moving_leaves_the_quiet_hours_by_the_nearest_edge(
    instant: datetime, starts: time, ends: time, zone: str
) -> None:
    quiet = QuietHours(starts, ends)
    earlier, later = earlier_outside(instant, quiet, zone), later_outside(instant, quiet, zone)
    assert earlier <= instant <= later
    assert not is_quiet(earlier, quiet, zone)
    assert not is_quiet(later, quiet, zone)
    assert (earlier == instant) is (later == instant) is not is_quiet(instant, quiet, zone)
    if later > instant:
        assert is_quiet(later - datetime.resolution, quiet, zone)
        assert is_quiet(earlier + MINUTE, quiet, zone)
