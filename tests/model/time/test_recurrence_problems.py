"""Mistakes that people make in a plan, each told in a sentence."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.model.time.recurrence import MOST_OCCURRENCES, Extra, Moved, Problem, Rule, expand
from bot.model.time.zones import Fit
from tests.support.instants import utc, wall
from tests.support.lecture import LECTURE, ONE, TUESDAYS

HOUR = timedelta(hours=1)
NEVER_LASTS = "It must last longer than no time at all."


def dates(rule: Rule) -> list[str]:
    """Return the planned dates of a rule without problems."""
    found, problems = expand(rule)
    assert problems == ()
    return [str(occurrence.date) for occurrence in found]


def wrong(rule: Rule) -> tuple[Problem, ...]:
    """Return the problems of a rule that can't be followed."""
    found, problems = expand(rule)
    assert found == ()
    return problems


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"zone": "Europe/Berln"},
            Problem("zone", "This is no time zone; name one like Europe/Berlin.", "Europe/Berln"),
        ),
        ({"length": timedelta(0)}, Problem("length", NEVER_LASTS, "0:00:00")),
        (
            {"moved": (Moved(date(2026, 10, 6)), Moved(date(2026, 10, 13), length=timedelta(0)))},
            Problem("moved", NEVER_LASTS, "0:00:00", 1),
        ),
        (
            {"extra": (Extra(wall("2026-10-09 09:00"), -HOUR),)},
            Problem("extra", NEVER_LASTS, "-1 day, 23:00:00", 0),
        ),
        (
            {"weekdays": frozenset()},
            Problem(
                "weekdays",
                "It repeats by the week but names no weekday; add one, such as on: tue.",
                "",
            ),
        ),
        (
            {"weekdays": frozenset({6, 7})},
            Problem("weekdays", "This is no weekday; they are mon to sun.", "7"),
        ),
        (
            {"until": None},
            Problem("repeats", "It never ends; give until (a date) or times (how many).", "weekly"),
        ),
        ({"count": 5}, Problem("count", "Give until or times, not both.", "5")),
        (
            {"until": None, "count": 0},
            Problem("count", "It must take place at least once.", "0"),
        ),
        (
            {"until": date(2026, 10, 5)},
            Problem("until", "It ends before it first takes place on 2026-10-06.", "2026-10-05"),
        ),
        (
            {"until": date(2026, 10, 12), "first": date(2026, 10, 7), "weekdays": frozenset({0})},
            None,
        ),
        (
            {"until": date(2026, 10, 9), "first": date(2026, 10, 7), "weekdays": frozenset({0, 1})},
            Problem(
                "weekdays",
                "No date from 2026-10-07 to 2026-10-09 falls on mon or tue.",
                "mon or tue",
            ),
        ),
    ],
)
def test_a_rule_that_cannot_be_followed_is_told(
    changes: dict[str, object], problem: Problem | None
) -> None:
    rule = replace(LECTURE, **changes)  # type: ignore[arg-type]
    if problem is None:
        assert dates(rule) == ["2026-10-12"]
    else:
        assert wrong(rule) == (problem,)


def test_every_mistake_is_told_at_once() -> None:
    rule = replace(LECTURE, zone="Berlin", weekdays=frozenset(), until=None)
    assert [problem.field for problem in wrong(rule)] == ["zone", "weekdays", "repeats"]
    assert not any(problem.warning for problem in wrong(rule))


def test_a_single_session_needs_no_rhythm_and_a_daily_one_no_weekday() -> None:
    assert dates(replace(ONE, weekdays=frozenset({9}))) == ["2026-10-06"]


def test_one_day_is_enough_of_a_term_and_one_time_enough_of_a_count() -> None:
    assert dates(replace(LECTURE, until=LECTURE.first)) == ["2026-10-06"]
    assert dates(replace(LECTURE, until=None, count=1)) == ["2026-10-06"]


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"until": date(2226, 1, 1)}, "until", "2226-01-01"),
        ({"until": None, "count": MOST_OCCURRENCES + 1}, "count", "401"),
    ],
)
def test_a_term_of_centuries_is_a_mistake(
    changes: dict[str, object], field: str, value: str
) -> None:
    found, problems = expand(replace(LECTURE, **changes))  # type: ignore[arg-type]
    assert len(found) == MOST_OCCURRENCES
    assert problems == (
        Problem(field, "It takes place more than 400 times; end it earlier.", value),
    )


def test_four_hundred_times_are_allowed() -> None:
    assert len(dates(replace(LECTURE, until=None, count=MOST_OCCURRENCES))) == MOST_OCCURRENCES


def test_an_exception_on_a_date_without_class_names_the_nearest() -> None:
    rule = replace(
        LECTURE,
        skip=(date(2026, 10, 6), date(2026, 10, 14)),
        moved=(Moved(date(2027, 1, 1), wall("2027-01-02 09:00")),),
    )
    found, problems = expand(rule)
    assert [str(occurrence.date) for occurrence in found] == TUESDAYS[1:]
    assert problems == (
        Problem(
            "skip", "It takes place on no such date; the nearest is 2026-10-13.", "2026-10-14", 1
        ),
        Problem(
            "moved", "It takes place on no such date; the nearest is 2026-11-03.", "2027-01-01", 0
        ),
    )


def test_without_any_date_there_is_no_nearest() -> None:
    rule = replace(LECTURE, first=date(2026, 10, 7), until=date(2026, 10, 9))
    assert [each.text for each in wrong(replace(rule, skip=(date(2026, 10, 8),)))] == [
        "No date from 2026-10-07 to 2026-10-09 falls on tue.",
        "It takes place on no such date.",
    ]


def test_a_date_has_one_exception() -> None:
    day = date(2026, 10, 13)
    twice = "This date is skipped or moved twice."
    found, problems = expand(replace(LECTURE, skip=(day,), moved=(Moved(day, title="Exam"),)))
    assert [occurrence.title for occurrence in found] == ["Lecture"] * 4
    assert problems == (Problem("moved", twice, "2026-10-13", 0),)
    moved = (Moved(day, title="First"), Moved(day, title="Second"), Moved(day, title="Third"))
    found, problems = expand(replace(LECTURE, moved=moved))
    assert found[1].title == "First"
    assert problems == tuple(Problem("moved", twice, "2026-10-13", index) for index in (1, 2))


def test_a_day_has_one_extra() -> None:
    extras = tuple(
        Extra(wall(f"2026-10-{day}"), title=title)
        for day, title in (("13 09:00", "First"), ("13 15:00", "Second"), ("14 09:00", "Other"))
    )
    found, problems = expand(replace(LECTURE, extra=extras))
    assert [each.title for each in found if each.key.endswith("extra")] == ["First", "Other"]
    text = "Only one extra a day; make the other a plan entry of its own."
    assert problems == (
        Problem("extra", text, "2026-10-13 09:00:00", 0),
        Problem("extra", text, "2026-10-13 15:00:00", 1),
    )


def test_an_entry_that_never_takes_place_is_told() -> None:
    text = "Every date of this entry is skipped; remove the entry instead."
    rule = replace(LECTURE, skip=tuple(date.fromisoformat(day) for day in TUESDAYS))
    assert expand(rule) == ((), (Problem("skip", text, "lecture"),))
    review = replace(rule, extra=(Extra(wall("2026-10-09 09:00")),))
    assert [occurrence.key for occurrence in expand(review)[0]] == ["lecture-2026-10-09-extra"]
    assert expand(review)[1] == ()


def test_a_time_that_does_not_exist_or_comes_twice_is_a_warning() -> None:
    night = replace(ONE, first=date(2026, 3, 29), at=time(2, 30))
    found, problems = expand(night)
    assert (found[0].starts, found[0].fit) == (utc("2026-03-29 01:30"), Fit.GAP)
    assert found[0].wall == wall("2026-03-29 02:30")
    text = "On 2026-03-29 the clock in Europe/Berlin leaps over 02:30; it starts at 03:30."
    assert problems == (Problem("at", text, "2026-03-29 02:30", warning=True),)
    found, problems = expand(replace(night, first=date(2026, 10, 25)))
    assert (found[0].starts, found[0].fit) == (utc("2026-10-25 00:30"), Fit.OVERLAP)
    text = "On 2026-10-25 the clock in Europe/Berlin shows 02:30 twice; it starts at the first."
    assert problems == (Problem("at", text, "2026-10-25 02:30", warning=True),)
