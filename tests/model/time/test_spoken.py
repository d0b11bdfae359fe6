"""Times in words, for terminal and plain text."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.time.spoken import (
    spoken_date,
    spoken_day,
    spoken_distance,
    spoken_duration,
    spoken_time,
    your_time,
    zone_city,
)
from tests.support.instants import instants, utc

NOW = utc("2026-10-06 12:00")
SESSION = utc("2026-11-03 13:00")


def test_a_date_says_weekday_day_and_month_and_the_year_when_it_is_another() -> None:
    assert spoken_date(date(2026, 11, 3), date(2026, 1, 1)) == "Tue, Nov 3"
    assert spoken_date(date(2027, 1, 31), date(2026, 12, 31)) == "Sun, Jan 31, 2027"
    assert spoken_date(date(2026, 11, 3)) == "Tue, Nov 3, 2026"
    assert spoken_day(date(2026, 11, 3)) == "Nov 3"


@given(st.dates())
def test_a_date_in_words_is_the_one_the_calendar_knows(day: date) -> None:
    assert spoken_date(day) == f"{day:%a}, {day:%b} {day.day}, {day.year}"


def test_a_time_is_told_by_the_readers_clock() -> None:
    assert spoken_time(SESSION, "Asia/Kolkata", NOW) == "Tue, Nov 3, 18:30"
    assert spoken_time(SESSION, "America/St_Johns", NOW) == "Tue, Nov 3, 09:30"
    assert spoken_time(SESSION, "Asia/Kolkata") == "Tue, Nov 3, 2026, 18:30"
    assert your_time(SESSION, "Asia/Kolkata", NOW) == "Tue, Nov 3, 18:30 your time (Kolkata)"
    assert your_time(SESSION, "UTC") == "Tue, Nov 3, 2026, 13:00 your time (UTC)"


def test_the_year_is_that_of_the_readers_clock() -> None:
    eve = utc("2026-12-31 20:00")
    assert spoken_time(eve, "Asia/Kolkata", eve - timedelta(hours=2)) == "Fri, Jan 1, 2027, 01:30"
    assert spoken_time(eve, "Asia/Kolkata", eve) == "Fri, Jan 1, 01:30"


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Asia/Kolkata", "Kolkata"),
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("Etc/GMT+5", "UTC-5"),
        ("Etc/GMT-14", "UTC+14"),
        ("GMT", "GMT"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, city: str) -> None:
    assert zone_city(zone) == city


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=29), "less than a minute"),
        (timedelta(seconds=30), "1 minute"),
        (timedelta(minutes=25), "25 minutes"),
        (timedelta(minutes=59, seconds=40), "1 hour"),
        (timedelta(minutes=75), "1 hour 15 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=24), "1 day"),
        (timedelta(days=2, hours=1, minutes=5), "2 days 1 hour"),
        (timedelta(days=3, minutes=5), "3 days 5 minutes"),
        (-timedelta(minutes=25), "25 minutes"),
    ],
)
def test_a_length_is_told_in_its_two_largest_units(length: timedelta, words: str) -> None:
    assert spoken_duration(length) == words


def test_a_distance_says_in_which_direction() -> None:
    assert spoken_distance(NOW + timedelta(hours=2), NOW) == "in 2 hours"
    assert spoken_distance(NOW - timedelta(days=3), NOW) == "3 days ago"
    assert spoken_distance(NOW, NOW) == "now"
    assert spoken_distance(NOW + timedelta(seconds=29), NOW) == "now"
    assert spoken_distance(NOW - timedelta(seconds=29), NOW) == "now"
    assert spoken_distance(NOW + timedelta(seconds=30), NOW) == "in 1 minute"


@given(instants, instants)
def test_a_distance_reads_the_same_both_ways(one: datetime, other: datetime) -> None:
    there, back = spoken_distance(one, other), spoken_distance(other, one)
    assert there.removeprefix("in ").removesuffix(" ago") == back.removeprefix("in ").removesuffix(
        " ago"
    )
