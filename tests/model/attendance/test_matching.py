"""Who somebody in a meeting is: only what is certain is matched, the rest is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.attendance.matching import Class, How, Known, matched
from bot.model.attendance.meetings import Attendee
from bot.model.people import Person, Role


def person(name: str, email: str | None = None, role: Role = Role.STUDENT) -> Person:
    login = (email or name).partition("@")[0].lower()
    return Person(name, "c", name, role, email, username=login)


AMARA = person("Amara Diallo", "amara.diallo@example.edu")
BAO = person("Bảo Nguyễn", "b.nguyen@example.edu")
CIARAN = person("Ciarán O'Brien, Jr.", "c.obrien@example.edu")
SATO = person("絵里 佐藤", "e.sato@example.edu")
LEILA = person("ليلى حداد", "G.Haddad@example.edu")
TOBE = person("Tobe Okafor", "t.okafor@example.edu", Role.INSTRUCTOR)
PEOPLE = (AMARA, BAO, CIARAN, SATO, LEILA, TOBE)
CLASS = Class(PEOPLE)
HOUR = timedelta(hours=1)


def attendee(name: str, email: str | None = None, login: str | None = None) -> Attendee:
    return Attendee(name, email, login, total=HOUR)


@pytest.mark.parametrize(
    ("who", "found", "how"),
    [
        (attendee("A", login="AMARA.DIALLO"), AMARA, How.ACCOUNT),
        (attendee("A", login="amara.diallo@example.edu"), AMARA, How.ACCOUNT),
        (attendee("?", "g.haddad@EXAMPLE.edu"), LEILA, How.EMAIL),
        (attendee("O'Brien, Jr., Ciarán"), CIARAN, How.NAME),
        (attendee("iPad (Bảo Nguyễn)"), BAO, How.NAME),
        (attendee("佐藤 絵里"), SATO, How.NAME),
        (attendee("Lab phone (g.haddad)"), LEILA, How.NAME),
        (attendee("Amara Diallo", "amara@home.example"), AMARA, How.NAME),
        (attendee("Okafor, Tobe"), TOBE, How.NAME),
    ],
)
def test_what_is_certain_is_matched(who: Attendee, found: Person, how: How) -> None:
    assert CLASS.match(who, {}) == Known(who, found.id, how)


@pytest.mark.parametrize(
    "who",
    [
        attendee("15551234567"),
        attendee("iPad"),
        attendee("Amara"),
        attendee("A. Diallo"),
        attendee("?", "amara.diallo+zoom@example.edu"),
        attendee("Amara Diallo", "amara.diallo2@example.edu"),
        attendee(""),
    ],
)
def test_what_is_not_certain_is_open(who: Attendee) -> None:
    known = CLASS.match(who, {})
    assert known.is_open
    assert known.person is None


def test_two_of_one_name_are_for_staff_to_tell_apart() -> None:
    twin = replace(AMARA, id="twin", email="a.d@example.edu", username="ad", name="Diallo Amara")
    two = Class((*PEOPLE, twin))
    who = attendee("Amara Diallo")
    assert two.match(who, {}).is_open
    assert two.candidates(who) == (AMARA, twin)
    assert two.match(attendee("Amara Diallo", "a.d@example.edu"), {}).person == "twin"


def test_candidates_share_some_of_the_name_and_are_students() -> None:
    assert CLASS.candidates(attendee("Amara's iPhone")) == (AMARA,)
    assert CLASS.candidates(attendee("Diallo Nguyễn Bảo")) == (BAO, AMARA)
    phan = person("Phan Nguyễn Minh", "m.phan@example.edu")
    named = Class((phan, *PEOPLE)).candidates(attendee("b.nguyen (Phan Minh)"))
    assert named == (BAO, phan)
    many = tuple(replace(AMARA, id=f"a{n}", name=f"Amara {n}") for n in "dcbae")
    assert [one.id for one in Class(many).candidates(attendee("Amara"))] == ["aa", "ab", "ac", "ad"]
    assert CLASS.candidates(attendee("?", "nguyen@home.example")) == (BAO,)
    assert CLASS.candidates(attendee("iPad", "bao.nguyen@home.example")) == (BAO,)
    assert CLASS.candidates(attendee("Bao.Nguyen-2")) == (BAO,)
    assert CLASS.candidates(attendee("Okafor")) == ()
    assert CLASS.candidates(attendee("15551234567")) == ()


def test_a_decision_is_remembered_by_address_or_name() -> None:
    decisions = {"name ami": AMARA.id, "mail z@example.edu": None, "name 15551234567": BAO.id}
    assert CLASS.match(attendee("AMI"), decisions) == Known(attendee("AMI"), AMARA.id, How.STAFF)
    zed = CLASS.match(attendee("Zed", "Z@example.edu"), decisions)
    assert (zed.person, zed.how, zed.is_open) == (None, How.STAFF, False)
    assert CLASS.match(attendee("1 555 123 4567"), decisions).person == BAO.id


def test_a_thing_is_not_remembered() -> None:
    assert attendee("iPad").identity is None
    assert attendee("Guest 2").identity is None
    assert attendee("Ana (She/Her)").identity == attendee("ana").identity


def test_who_only_waited_is_not_asked_about() -> None:
    assert not Known(Attendee("Zed")).is_open


def test_what_is_found_stays_and_what_staff_said_follows_them() -> None:
    named = Known(attendee("Amara Diallo"), AMARA.id, How.NAME)
    by_staff = Known(attendee("Ami"), AMARA.id, How.STAFF)
    thing = Known(attendee("iPad"), BAO.id, How.STAFF)
    fresh = Known(attendee("Nguyen Bao"))
    twins = Class((*PEOPLE, replace(AMARA, id="twin")))
    again = matched((named, by_staff, thing, fresh), twins, {})
    assert again == (named, Known(attendee("Ami")), thing, Known(fresh.attendee, BAO.id, How.NAME))
    assert matched(again, twins, {"name ami": BAO.id})[1].person == BAO.id
