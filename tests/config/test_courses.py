"""The sample course is what the demo lives on: it is right, and as varied as it says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.files.courses.reading import read_course
from bot.model.courses.description import CourseDescription
from bot.model.people import Role
from bot.model.places import Purpose
from bot.model.sessions import Kind
from bot.model.time.weeks import last_week
from bot.model.time.zones import shift_between
from config.samples import SAMPLE_COURSE

BEFORE_TERM = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def course() -> CourseDescription:
    checked = read_course(SAMPLE_COURSE, BEFORE_TERM)
    assert checked.problems == ()
    assert checked.description is not None
    return checked.description


def test_the_class_lives_in_nine_zones_on_both_hemispheres(course: CourseDescription) -> None:
    students = [one.person for one in course.people if one.person.role is Role.STUDENT]
    zones = {person.zone for person in students}
    assert (len(students), len(zones)) == (24, 9)
    assert {"Asia/Kolkata", "Asia/Kathmandu", "Australia/Adelaide", "America/New_York"} <= zones
    staff = [one.person.role for one in course.people if one.person.is_staff]
    assert staff == [Role.INSTRUCTOR, Role.ASSISTANT]


def test_clocks_change_while_it_runs(course: CourseDescription) -> None:
    sessions = course.planned_sessions()
    first, last = sessions[0].starts, sessions[-1].starts
    hour = timedelta(hours=1)
    moved = {
        zone: shift_between(zone, first, last)
        for zone in ("Europe/Berlin", "America/New_York", "Australia/Adelaide", "Asia/Kolkata")
    }
    assert moved == {
        "Europe/Berlin": -hour,
        "America/New_York": -hour,
        "Australia/Adelaide": hour,
        "Asia/Kolkata": None,
    }


def test_each_week_has_a_session_and_a_discussion(course: CourseDescription) -> None:
    weeks = set(range(1, last_week(course.course) + 1))
    assert len(weeks) == 8
    teaching = [one for one in course.planned_sessions() if one.kind is Kind.TEACHING]
    assert {one.week for one in teaching} == weeks
    assert {one.week for one in course.planned_discussions()} == weeks
    assert len({one.title for one in course.planned_discussions()}) == 8


def test_it_holds_every_kind_but_not_all_are_counted(course: CourseDescription) -> None:
    kinds = {session.kind: session.counted for session in course.planned_sessions()}
    assert kinds == {
        Kind.TEACHING: True,
        Kind.COMMUNITY: False,
        Kind.FEEDBACK: False,
        Kind.CELEBRATION: False,
    }


def test_everyone_and_every_purpose_is_in_the_sandbox(course: CourseDescription) -> None:
    assert set(course.course.places) == set(Purpose) - {Purpose.VOICE}  # nobody speaks there
    for member in course.people:
        assert [account.platform for account in member.accounts] == ["sandbox"]


def test_the_sample_ships_beside_its_roster() -> None:
    assert Path(SAMPLE_COURSE).with_name("intercultural-roster.csv").is_file()
