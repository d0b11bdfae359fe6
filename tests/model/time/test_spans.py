"""Spans of time and the local hours of a day."""

from datetime import date, datetime, time, timedelta

from hypothesis import given

from bot.model.time.spans import Span, hours_near, overlaps, touch
from tests.support.instants import instants, minutes, utc, zones


def span(starts: str, ends: str) -> Span:
    return Span(utc(f"2026-10-06 {starts}"), utc(f"2026-10-06 {ends}"))


def test_spans_that_share_time_touch() -> None:
    assert touch(span("10:00", "11:00"), span("10:59", "12:00"))
    assert touch(span("10:59", "12:00"), span("10:00", "11:00"))
    assert touch(span("10:00", "12:00"), span("10:30", "11:00"))


def test_one_that_begins_as_the_other_ends_does_not() -> None:
    assert not touch(span("10:00", "11:00"), span("11:00", "12:00"))
    assert not touch(span("11:00", "12:00"), span("10:00", "11:00"))
    assert not touch(span("10:30", "10:30"), span("10:00", "11:00"))


def test_every_overlapping_pair_is_found_the_earlier_first() -> None:
    long, early = span("09:00", "12:00"), span("09:30", "10:00")
    late, after = span("11:00", "12:30"), span("12:30", "13:00")
    assert overlaps([after, late, early, long]) == ((long, early), (long, late))
    assert overlaps([early, late, after]) == ()


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    near = Span(utc("2026-10-06 00:00"), utc("2026-10-07 00:00"))
    assert list(hours_near(time(22), time(8), "Europe/Berlin", near)) == [
        (date(2026, 10, 5), Span(utc("2026-10-05 20:00"), utc("2026-10-06 06:00"))),
        (date(2026, 10, 6), Span(utc("2026-10-06 20:00"), utc("2026-10-07 06:00"))),
    ]


def test_hours_within_a_day_end_on_it_and_equal_ones_last_a_day() -> None:
    near = span("12:00", "12:01")
    assert list(hours_near(time(9), time(17), "UTC", near)) == [
        (date(2026, 10, 6), span("09:00", "17:00"))
    ]
    assert list(hours_near(time(0), time(0), "UTC", near)) == [
        (date(2026, 10, 6), Span(utc("2026-10-06 00:00"), utc("2026-10-07 00:00")))
    ]


def test_hours_that_the_clock_leaps_over_do_not_exist() -> None:
    near = Span(utc("2026-03-29 00:00"), utc("2026-03-29 04:00"))
    assert list(hours_near(time(2), time(2, 45), "Europe/Berlin", near)) == []


def test_a_day_that_the_clock_leaves_and_comes_back_to_is_found() -> None:
    # In St. John's the clock of 2010-11-07 went from 00:01 back to 23:01 of the day before.
    near = Span(utc("2010-11-07 02:31:30"), utc("2010-11-07 02:32"))
    assert [day for day, _ in hours_near(time(0), time(6), "America/St_Johns", near)] == [
        date(2010, 11, 7)
    ]


@given(instants, minutes, minutes, zones)
def test_hours_and_their_complement_fill_the_day(
    instant: datetime, starts: time, ends: time, zone: str
) -> None:
    near = Span(instant, instant + timedelta(hours=1))
    found = [*hours_near(starts, ends, zone, near), *hours_near(ends, starts, zone, near)]
    covered = instant
    for _, piece in sorted(found, key=lambda item: item[1].starts):
        assert piece.starts <= covered
        covered = max(covered, piece.ends)
    assert covered >= near.ends
