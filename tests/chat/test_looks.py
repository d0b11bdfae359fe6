"""What a doctor is given of a course, and how what was seen is told."""

from datetime import datetime, timedelta

import pytest

from bot.chat.looks import MOST_NAMES, CourseThere, Finding, clock_finding
from bot.model.people import Account
from bot.model.places import Place, Purpose
from tests.support.instants import utc

PLACE, STAFF = Place("sandbox", "10"), Place("sandbox", "20")
STUDENTS = {Account("sandbox", str(number)): f"Student {number}" for number in range(9)}
COURSE = CourseThere(
    "Weather",
    {Purpose.MAIN: [PLACE], Purpose.LIVE: [PLACE], Purpose.STAFF: [STAFF]},
    frozenset({Account("sandbox", "ana")}),
    STUDENTS,
)


def test_a_place_is_looked_at_once_for_all_that_it_is_for() -> None:
    assert COURSE.places() == [PLACE, STAFF]
    assert COURSE.purposes(PLACE) == [Purpose.MAIN, Purpose.LIVE]
    assert COURSE.named(PLACE) == "The main, live place (10)"


def test_students_are_named_and_the_many_counted() -> None:
    ana, *some = Account("sandbox", "ana"), Account("sandbox", "1"), Account("sandbox", "0")
    assert COURSE.students_among([ana]) == ""
    assert COURSE.students_among([ana, *some]) == "Student 0, Student 1"
    rest = len(STUDENTS) - MOST_NAMES
    assert COURSE.students_among(STUDENTS).endswith(f"Student {MOST_NAMES - 1} and {rest} more")


def test_what_has_no_remedy_is_good() -> None:
    assert Finding("Clock", "right").good
    assert not Finding("Clock", "behind", "Set it.").good


@pytest.mark.parametrize(
    ("seconds", "seen", "good"),
    [
        (10, "agrees with Slack's", True),
        (11, "11 seconds ahead of Slack's", False),
        (-180, "180 seconds behind Slack's", False),
    ],
)
def test_the_clock(seconds: int, seen: str, good: bool) -> None:
    theirs: datetime = utc("2026-10-05 08:00")
    found = clock_finding("Slack", theirs + timedelta(seconds=seconds), theirs)
    assert (found.seen, found.good) == (seen, good)
