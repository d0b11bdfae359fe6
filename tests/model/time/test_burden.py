"""Who gets up at night for class, and how the times of a term can share that fairly."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.course import QuietHours
from bot.model.time import burden
from bot.model.time.availability import WeeklyHours
from bot.model.time.burden import (
    IMPOSSIBLE_MINUTES,
    Burden,
    Falls,
    Rhythm,
    Rotation,
    ZoneBurden,
    asleep,
    burden_by_zone,
    burden_of,
    burden_totals,
    fair_rotation,
    meeting_times,
)
from bot.model.time.spans import Span
from tests.support.instants import instants, utc, zones

LENA = Rhythm("lena", "Europe/Berlin")
PRIYA = Rhythm("priya", "Asia/Kolkata")
JOHN = Rhythm("john", "America/Los_Angeles")
KIRI = Rhythm("kiri", "Pacific/Auckland")
OWL = Rhythm("owl", "UTC", QuietHours(time(4), time(12)))
NURSE = Rhythm("nurse", "UTC", impossible=(WeeklyHours(1, time(13), time(14)),))


def meeting(starts: str, minutes: int = 60) -> Span:
    return Span(utc(starts), utc(starts) + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("starts", "minutes", "expected"),
    [
        ("2026-10-06 08:00", 60, Burden(0, Falls.AWAKE)),
        ("2026-10-06 21:00", 60, Burden(0, Falls.AWAKE)),
        ("2026-10-06 07:59", 60, Burden(1, Falls.EARLY)),
        ("2026-10-06 06:00", 60, Burden(120, Falls.EARLY)),
        ("2026-10-06 05:59", 60, Burden(121, Falls.ASLEEP)),
        ("2026-10-06 21:30", 60, Burden(30, Falls.LATE)),
        ("2026-10-06 23:00", 60, Burden(120, Falls.LATE)),
        ("2026-10-06 23:01", 60, Burden(121, Falls.ASLEEP)),
        ("2026-10-06 02:30", 60, Burden(330, Falls.ASLEEP)),  # as early as late
        ("2026-10-06 20:00", 14 * 60, Burden(720, Falls.ASLEEP)),
    ],
)
def test_burden_is_how_early_one_gets_up_or_how_long_one_stays_up(
    starts: str, minutes: int, expected: Burden
) -> None:
    assert burden_of(meeting(starts, minutes), Rhythm("ann", "UTC")) == expected


def test_a_night_within_a_day_has_two_sides_too() -> None:
    shift = Rhythm("shift", "UTC", QuietHours(time(9), time(17)))
    assert burden_of(meeting("2026-10-06 12:30"), shift) == Burden(270, Falls.LATE)
    assert burden_of(meeting("2026-10-06 12:00"), shift) == Burden(240, Falls.LATE)
    assert burden_of(meeting("2026-10-06 13:00"), shift) == Burden(240, Falls.EARLY)
    assert burden_of(meeting("2026-10-06 12:30", 60 * 24), shift) == Burden(270, Falls.ASLEEP)


def test_seconds_outside_waking_hours_are_no_burden() -> None:
    just_early = Span(utc("2026-10-06 07:59:30"), utc("2026-10-06 09:00"))
    assert burden_of(just_early, Rhythm("ann", "UTC")) == Burden(0, Falls.AWAKE)


def test_the_same_session_falls_differently_around_the_world() -> None:
    session = meeting("2026-10-06 16:30", 75)
    assert burden_of(session, LENA) == Burden(0, Falls.AWAKE)
    assert burden_of(session, PRIYA) == Burden(75, Falls.LATE)  # 22:00-23:15
    assert burden_of(session, KIRI) == Burden(150, Falls.ASLEEP)  # 05:30 next day
    assert burden_of(session, JOHN) == Burden(0, Falls.AWAKE)


def test_daylight_saving_at_the_courses_place_wakes_those_elsewhere() -> None:
    assert asleep(meeting("2026-10-20 16:30", 90), [LENA, PRIYA]) == ()
    assert asleep(meeting("2026-10-27 17:30", 90), [PRIYA, LENA, KIRI]) == ("priya",)


def test_those_found_asleep_are_named_and_night_owls_are_not() -> None:
    session = meeting("2026-10-06 02:00")
    assert asleep(session, [PRIYA, OWL, LENA, KIRI]) == ("lena",)
    assert burden_of(meeting("2026-10-06 04:30"), OWL) == Burden(90, Falls.ASLEEP)
    no_night = Rhythm("bot", "UTC", QuietHours(time(0), time(0)))
    assert burden_of(session, no_night) == Burden(0, Falls.AWAKE)


def test_impossible_hours_weigh_as_much_as_the_middle_of_the_night() -> None:
    tuesday = meeting("2026-10-06 13:30")
    assert burden_of(tuesday, NURSE) == Burden(IMPOSSIBLE_MINUTES, Falls.IMPOSSIBLE)
    assert burden_of(meeting("2026-10-07 13:30"), NURSE) == Burden(0, Falls.AWAKE)
    at_night = Rhythm("ann", "UTC", impossible=(WeeklyHours(1, time(0), time(8)),))
    assert burden_of(meeting("2026-10-06 02:30"), at_night) == Burden(330, Falls.IMPOSSIBLE)
    assert asleep(meeting("2026-10-06 02:30"), [at_night]) == ()


@given(instants, zones, st.integers(1, 180))
def test_nobody_carries_anything_while_awake(at: datetime, zone: str, minutes: int) -> None:
    session = Span(at, at + timedelta(minutes=minutes))
    found = burden_of(session, Rhythm("ann", zone))
    assert (found.minutes == 0) is (found.falls is Falls.AWAKE)
    assert 0 <= found.minutes <= (10 * 60 + 60 + minutes) // 2 + 1  # an hour more in autumn
    if found.falls in (Falls.EARLY, Falls.LATE):
        assert found.minutes <= 120 + minutes


def test_a_term_adds_up_by_person_and_by_zone() -> None:
    sessions = [meeting("2026-10-06 16:30", 75), meeting("2026-10-08 16:30", 90)]
    ravi = Rhythm("ravi", "Asia/Kolkata", QuietHours(time(23), time(8)))
    people = [LENA, PRIYA, ravi]
    totals = burden_totals(sessions, people)
    assert totals == {"lena": 0, "priya": 165, "ravi": 45}
    india = ZoneBurden("Asia/Kolkata", 2, 210)
    assert burden_by_zone(totals, people) == (india, ZoneBurden("Europe/Berlin", 1, 0))
    assert india.each == 105


def test_zones_are_compared_by_what_each_of_their_people_carries() -> None:
    people = [Rhythm("a", "UTC"), Rhythm("b", "UTC"), PRIYA, LENA]
    totals = {"a": 60, "b": 60, "priya": 90, "lena": 60}
    assert [share.zone for share in burden_by_zone(totals, people)] == [
        "Asia/Kolkata",
        "Europe/Berlin",
        "UTC",
    ]


def test_possible_times_keep_their_wall_time_over_a_change_of_clocks() -> None:
    days = [date(2026, 10, 20), date(2026, 10, 27)]
    hour = timedelta(hours=1)
    assert meeting_times(days, [time(8), time(18)], hour, "Europe/Berlin") == (
        (meeting("2026-10-20 06:00"), meeting("2026-10-20 16:00")),
        (meeting("2026-10-27 07:00"), meeting("2026-10-27 17:00")),
    )


def test_times_alternate_where_the_burden_must_fall_on_someone() -> None:
    morning, evening = meeting("2026-10-06 07:00"), meeting("2026-10-06 21:00")
    lark = Rhythm("lark", "UTC", QuietHours(time(21), time(7)))
    night_owl = Rhythm("owl", "UTC", QuietHours(time(22), time(8)))
    rotation = fair_rotation([(morning, evening)] * 4, [lark, night_owl])
    assert rotation == Rotation((0, 1, 0, 1), {"lark": 120, "owl": 120})


def test_the_fairest_distributions_are_followed_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(burden, "REACH", 1)
    morning, evening = meeting("2026-10-06 07:00"), meeting("2026-10-06 21:00")
    lark = Rhythm("lark", "UTC", QuietHours(time(21), time(7)))
    rotation = fair_rotation([(morning, evening)] * 4, [lark, Rhythm("owl", "UTC")])
    assert rotation == Rotation((0, 1, 0, 1), {"lark": 120, "owl": 120})


def test_among_equals_for_the_worst_off_the_smaller_sum_wins() -> None:
    morning, evening = meeting("2026-10-06 07:00"), meeting("2026-10-06 21:00")
    larks = [Rhythm(name, "UTC", QuietHours(time(21), time(7))) for name in ("a", "b", "c")]
    night_owl = Rhythm("owl", "UTC")
    assert fair_rotation([(evening, morning)], [*larks, night_owl]) == Rotation(
        (1,), {"a": 0, "b": 0, "c": 0, "owl": 60}
    )
    assert fair_rotation([(morning, evening)], [larks[0], night_owl]).choices == (0,)


def test_without_people_or_meetings_there_is_nothing_to_share() -> None:
    assert fair_rotation([], [LENA]) == Rotation((), {"lena": 0})
    assert fair_rotation([(meeting("2026-10-06 07:00"),)], []) == Rotation((0,), {})
    with pytest.raises(ValueError, match=r"^A meeting needs at least one possible time\.$"):
        fair_rotation([()], [LENA])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 23), min_size=1, max_size=3, unique=True), st.integers(1, 5))
def test_no_rotation_is_fairer(hours: list[int], weeks: int) -> None:
    days = [date(2026, 9, 8) + timedelta(weeks=week) for week in range(weeks)]
    people = [LENA, PRIYA, JOHN, KIRI]
    times = meeting_times(days, [time(hour) for hour in hours], timedelta(hours=1), "UTC")
    found = fair_rotation(times, people)
    taken = [times[week][choice] for week, choice in enumerate(found.choices)]
    assert found.totals == burden_totals(taken, people)
    ways: list[list[Span]] = [[]]
    for slots in times:
        ways = [[*way, slot] for way in ways for slot in slots]
    weights = [burden_totals(way, people).values() for way in ways]
    fairest = min((max(each), sum(each)) for each in weights)
    assert (max(found.totals.values()), sum(found.totals.values())) == fairest
