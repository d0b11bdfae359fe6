"""A term's plan: sessions that repeat, and the weeks in which they are different."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.time.recurrence import Extra, Moved, Occurrence, Repeats, Rule, expand
from bot.model.time.zones import Fit, local
from tests.support.instants import utc, wall, zones
from tests.support.lecture import LECTURE, ONE, TUESDAYS

HOUR = timedelta(hours=1)


def dates(rule: Rule) -> list[str]:
    """Return the planned dates of a rule without problems."""
    found, problems = expand(rule)
    assert problems == ()
    return [str(occurrence.date) for occurrence in found]


def test_one_session_is_called_by_its_entry() -> None:
    assert expand(ONE) == (
        (
            Occurrence(
                key="kickoff",
                date=date(2026, 10, 6),
                wall=wall("2026-10-06 18:30"),
                starts=utc("2026-10-06 16:30"),
                ends=utc("2026-10-06 17:45"),
                title="Lecture",
                link="https://meet.example/lecture",
            ),
        ),
        (),
    )


def test_a_weekly_class_keeps_its_wall_time_over_the_change_of_clocks() -> None:
    found, problems = expand(LECTURE)
    assert problems == ()
    assert [occurrence.key for occurrence in found] == [f"lecture-{day}" for day in TUESDAYS]
    assert [f"{local(each.starts, LECTURE.zone):%H:%M}" for each in found] == ["18:30"] * 5
    assert found[2].starts == utc("2026-10-20 16:30")
    assert found[3].starts == utc("2026-10-27 17:30")
    assert not any(occurrence.moved for occurrence in found)


def test_rhythms() -> None:
    until = replace(LECTURE, until=date(2026, 10, 20))
    assert dates(replace(until, weekdays=frozenset({1, 3}))) == [
        "2026-10-06",
        "2026-10-08",
        "2026-10-13",
        "2026-10-15",
        "2026-10-20",
    ]
    assert dates(replace(LECTURE, repeats=Repeats.BIWEEKLY)) == TUESDAYS[::2]
    assert dates(replace(until, until=None, count=3)) == TUESDAYS[:3]
    daily = replace(until, repeats=Repeats.DAILY, weekdays=frozenset(), until=date(2026, 10, 8))
    assert dates(daily) == ["2026-10-06", "2026-10-07", "2026-10-08"]
    workdays = replace(daily, first=date(2026, 10, 9), weekdays=frozenset(range(5)))
    assert dates(replace(workdays, until=date(2026, 10, 13))) == [
        "2026-10-09",
        "2026-10-12",
        "2026-10-13",
    ]


def test_every_second_week_is_reckoned_from_monday() -> None:
    rule = replace(LECTURE, repeats=Repeats.BIWEEKLY, weekdays=frozenset({6, 0}))
    assert dates(rule) == ["2026-10-11", "2026-10-19", "2026-10-25", "2026-11-02"]


def test_a_holiday_is_skipped_and_still_counts() -> None:
    rule = replace(LECTURE, until=None, count=3, skip=(date(2026, 10, 13),))
    assert dates(rule) == ["2026-10-06", "2026-10-20"]


def test_a_moved_session_stays_the_same_one() -> None:
    moved = Moved(date(2026, 10, 13), wall("2026-10-15 09:00"), HOUR, "Guest", "https://x.example")
    found, problems = expand(replace(LECTURE, moved=(moved,)))
    assert problems == ()
    assert found[1] == Occurrence(
        key="lecture-2026-10-13",
        date=date(2026, 10, 13),
        wall=wall("2026-10-15 09:00"),
        starts=utc("2026-10-15 07:00"),
        ends=utc("2026-10-15 08:00"),
        title="Guest",
        link="https://x.example",
        moved=True,
    )
    assert [occurrence.moved for occurrence in found] == [False, True, False, False, False]


def test_what_an_exception_does_not_name_stays_as_it_was() -> None:
    found, _ = expand(replace(LECTURE, moved=(Moved(date(2026, 10, 13), title="Exam"),)))
    plain = expand(LECTURE)[0]
    assert found[1] == replace(plain[1], title="Exam", moved=True)
    assert (found[0], found[2]) == (plain[0], plain[2])


def test_a_session_moved_past_the_next_comes_after_it() -> None:
    moved = Moved(date(2026, 10, 6), wall("2026-10-14 09:00"))
    found, _ = expand(replace(LECTURE, moved=(moved,)))
    assert [str(occurrence.date) for occurrence in found[:2]] == ["2026-10-13", "2026-10-06"]


def test_an_extra_comes_in_its_place() -> None:
    extras = (
        Extra(wall("2026-10-13 09:00"), HOUR, "Review", "https://review.example"),
        Extra(wall("2026-12-01 18:30")),
    )
    found, problems = expand(replace(LECTURE, extra=extras))
    assert problems == ()
    assert [occurrence.key for occurrence in found[1:3]] == [
        "lecture-2026-10-13-extra",
        "lecture-2026-10-13",
    ]
    assert found[1].title == "Review"
    assert found[1].link == "https://review.example"
    assert found[1].ends - found[1].starts == HOUR
    assert found[1].date == date(2026, 10, 13)
    assert found[1].moved is False
    assert found[-1].title == "Lecture"
    assert found[-1].link == LECTURE.link
    assert found[-1].ends == utc("2026-12-01 18:45")


@given(zones, st.times(), st.sampled_from(Repeats), st.sets(st.integers(0, 6), min_size=1))
def test_a_year_of_class_in_any_zone_shows_the_planned_time(
    zone: str, at: time, repeats: Repeats, weekdays: set[int]
) -> None:
    rule = replace(
        LECTURE,
        zone=zone,
        at=at,
        repeats=repeats,
        weekdays=frozenset(weekdays),
        until=date(2027, 10, 5),
    )
    found, problems = expand(rule)
    assert all(problem.warning for problem in problems)
    assert len({occurrence.key for occurrence in found}) == len(found) > 0
    for occurrence in found:
        shown = local(occurrence.starts, zone).replace(tzinfo=None, fold=0)
        assert (shown == occurrence.wall) is (occurrence.fit is not Fit.GAP)
        assert occurrence.ends - occurrence.starts == rule.length
        assert repeats is Repeats.ONCE or occurrence.date.weekday() in weekdays
