"""The people of a course that is set up in chat: its roster, and who sets it up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.courses.description import Member, person_id
from bot.model.ids import short_id
from bot.model.people import Account, Role
from tests.support.described import DESCRIPTION
from tests.support.setups import NEW, TEACHER, changing, described, somebody


def test_who_sets_it_up_teaches_it() -> None:
    [teacher] = described().people
    assert (teacher.person.name, teacher.person.role) == ("Nomvula Brandt", Role.INSTRUCTOR)
    assert (teacher.person.course, teacher.accounts) == ("weather", (TEACHER,))
    assert teacher.person.id == short_id("weather", "person", TEACHER.platform, TEACHER.id)
    other = replace(NEW, by=Account(TEACHER.platform, "U8"))
    assert described(other).people[0].person.id != teacher.person.id


def test_a_roster_s_people_belong_to_the_course() -> None:
    setup = replace(NEW, people=(somebody("Emre", username="Emre"), somebody("Zoe", number="7")))
    [_, emre, zoe] = described(setup).people
    assert (emre.person.id, emre.person.course) == (person_id("weather", "emre"), "weather")
    assert zoe.person.id == person_id("weather", "7")


def test_whoever_sets_it_up_is_found_on_the_roster() -> None:
    staff = somebody("NOMVULA brandt", Role.ASSISTANT, username="nb")
    student = somebody("Nomvula Brandt", username="other")
    [teacher, other] = described(replace(NEW, people=(student, staff))).people
    assert (teacher.person.username, teacher.person.role) == ("nb", Role.INSTRUCTOR)
    assert teacher.accounts == (TEACHER,)
    assert (other.person.username, other.person.role) == ("other", Role.STUDENT)
    by_account = Member(student.person, (TEACHER, Account("sandbox", "n")))
    [teacher] = described(replace(NEW, people=(by_account,))).people
    assert teacher.accounts == (TEACHER, Account("sandbox", "n"))
    assert teacher.person.role is Role.INSTRUCTOR


def test_a_roster_adds_people_and_completes_those_who_are_known() -> None:
    known = DESCRIPTION.people[-1]
    row = somebody("Another Name", username=(known.person.username or "").upper(), number="42")
    row = replace(row, person=replace(row.person, group="A", zone="Asia/Tokyo", email="e@x.org"))
    row = replace(row, accounts=(Account("slack", "U7"),))
    setup = replace(changing(), people=(row, somebody("Zoe", email="zoe@example.edu")))
    found = described(setup).people
    assert [one.person.name for one in found[:-1]] == [
        one.person.name for one in DESCRIPTION.people
    ]
    amended = found[len(DESCRIPTION.people) - 1]
    assert amended.person.id == known.person.id
    assert (amended.person.number, amended.person.group) == ("42", "A")
    assert (amended.person.email, amended.person.username) == ("e@x.org", known.person.username)
    assert amended.person.zone == (known.person.zone or "Asia/Tokyo")
    assert amended.accounts == (*known.accounts, Account("slack", "U7"))
    assert (found[-1].person.name, found[-1].person.course) == ("Zoe", "weather")


@pytest.mark.parametrize("keys", [{"email": "A@example.edu"}, {"number": "7"}])
def test_people_are_known_by_any_of_their_keys(keys: dict[str, str]) -> None:
    [first, *rest] = DESCRIPTION.people
    known = replace(first, person=replace(first.person, email="a@example.edu", number="7"))
    base = replace(DESCRIPTION, people=(known, *rest))
    setup = replace(changing(base), people=(somebody("X", **keys),))
    assert len(described(setup).people) == len(base.people)
