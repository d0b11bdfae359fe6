"""Announcements keep the wall's time over a change of the clocks."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.time.announcing import announced_at
from bot.model.time.zones import local
from tests.support.instants import utc

BERLIN = "Europe/Berlin"
THREE_DAYS = timedelta(days=3)


def test_three_days_before_is_at_the_same_hour_though_the_clock_goes_back() -> None:
    starts = utc("2026-10-27 14:00")  # 15:00 in Berlin, after its change on the 25th
    assert announced_at(starts, THREE_DAYS, BERLIN) == utc("2026-10-24 13:00")


def test_three_days_before_is_at_the_same_hour_though_the_clock_goes_forward() -> None:
    starts = utc("2026-03-30 13:00")
    assert announced_at(starts, THREE_DAYS, BERLIN) == utc("2026-03-27 14:00")


def test_hours_are_hours() -> None:
    starts = utc("2026-10-25 09:00")
    assert announced_at(starts, timedelta(hours=12), BERLIN) == utc("2026-10-24 21:00")
    assert announced_at(starts, timedelta(days=1, hours=2), BERLIN) == utc("2026-10-24 06:00")


def test_an_hour_that_the_clock_leaps_over_moves_forward() -> None:
    starts = utc("2026-03-30 00:30")  # 02:30 in Berlin, where that didn't exist the night before
    assert announced_at(starts, timedelta(days=1), BERLIN) == utc("2026-03-29 01:30")


@given(
    hours=st.integers(0, 24 * 500),
    days=st.integers(0, 30),
    zone=st.sampled_from([BERLIN, "Australia/Lord_Howe", "America/St_Johns", "UTC"]),
)
def test_whole_days_keep_the_hour_unless_it_does_not_exist(
    hours: int, days: int, zone: str
) -> None:
    starts = utc("2026-01-01 00:00") + timedelta(hours=hours)
    at = announced_at(starts, timedelta(days=days), zone)
    passed = _wall(starts, zone) - _wall(at, zone)
    assert timedelta(days=days) - timedelta(hours=1) <= passed <= timedelta(days=days)


def _wall(at: datetime, zone: str) -> datetime:
    return local(at, zone).replace(tzinfo=None)
