"""How times are written in a course file: forgiving to people, and the same when read back."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.courses import formats
from adapters.files.courses.formats import Unreadable
from bot.model.course import QuietHours
from bot.model.courses.plan import DueRule

DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))
MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90 min", 90),
        ("90min", 90),
        ("1 h 30 min", 90),
        ("1h, 30m", 90),
        ("1.5 h", None),
        ("2 hours", 120),
        ("3 days", 4320),
        ("1 week", 10080),
        ("90", None),
        ("soon", None),
        ("", None),
    ],
)
def test_lengths_are_written_as_people_say_them(text: str, minutes: int | None) -> None:
    if minutes is None:
        with pytest.raises(Unreadable, match="no length of time"):
            formats.read_length(text)
    else:
        assert formats.read_length(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(days=9), "9 days"),
        (timedelta(days=14), "2 weeks"),
        (timedelta(minutes=75), "1 h 15 min"),
        (timedelta(0), "0 min"),
    ],
)
def test_lengths_are_written_short(length: timedelta, text: str) -> None:
    assert formats.write_length(length) == text


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("thu 23:59", DueRule(time(23, 59), weekday=3)),
        ("Local  Sunday 9:00", DueRule(time(9), weekday=6, local=True)),
        ("2026-10-01 12:00", DueRule(time(12), day=date(2026, 10, 1))),
        ("local 10 days later 23:59", DueRule(time(23, 59), days=10, local=True)),
        ("1 day later at 08:30", DueRule(time(8, 30), days=1)),
    ],
)
def test_due_times_are_read(text: str, due: DueRule) -> None:
    assert formats.read_due(text) == due


@pytest.mark.parametrize("text", ["24:00", "7", "7:5", "17.00", "1700", "-1:00", ""])
def test_no_time_of_day_is_guessed(text: str) -> None:
    with pytest.raises(Unreadable, match="no time of day"):
        formats.read_clock(text)


@pytest.mark.parametrize("text", ["110%", "-1%", "NaN", "much", "Infinity"])
def test_no_share_is_guessed(text: str) -> None:
    with pytest.raises(Unreadable, match="share"):
        formats.read_share(text)


def test_a_misspelt_weekday_is_named() -> None:
    with pytest.raises(Unreadable) as said:
        formats.read_weekday("wendesday")
    assert said.value.suggestion == "Did you mean wednesday?"


@given(st.timedeltas(timedelta(0), timedelta(days=900)))
def test_a_length_reads_back(length: timedelta) -> None:
    whole = length // timedelta(minutes=1) * timedelta(minutes=1)
    assert formats.read_length(formats.write_length(whole)) == whole


@given(st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31)))  # noqa: DTZ001 - a wall time has no zone
def test_a_wall_time_reads_back(wall: datetime) -> None:
    whole = wall.replace(second=0, microsecond=0)
    assert formats.read_wall(formats.write_wall(whole)) == whole


@given(MINUTES, st.integers(0, 6), DAYS, st.integers(0, 99), st.booleans())
def test_a_due_time_reads_back(at: time, weekday: int, day: date, days: int, local: bool) -> None:
    for due in (
        DueRule(at, weekday=weekday, local=local),
        DueRule(at, day=day, local=local),
        DueRule(at, days=days, local=local),
    ):
        assert formats.read_due(formats.write_due(due)) == due


@given(MINUTES, MINUTES)
def test_hours_read_back(starts: time, ends: time) -> None:
    hours = QuietHours(starts, ends)
    assert formats.read_hours(formats.write_hours(hours)) == hours


@given(st.decimals(0, 1, places=4))
def test_a_share_reads_back(share: Decimal) -> None:
    assert formats.read_share(formats.write_share(share)) == share
