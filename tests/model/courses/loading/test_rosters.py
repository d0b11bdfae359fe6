"""A roster is brought again: who is whom, who joins, leaves and comes back, and what stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.model.courses.description import Member, person_id
from bot.model.courses.loading.merging import Changes
from bot.model.courses.loading.present import Present
from bot.model.courses.loading.rosters import match, plain_name, roster_changes
from bot.model.people import Account, Away, Person, Role
from tests.support.described import DESCRIPTION

NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)
TODAY = date(2026, 9, 20)


def one(name: str, role: Role = Role.STUDENT, **keys: Any) -> Member:
    """Return somebody of the course, or of a roster."""
    key = str(keys.get("username") or keys.get("email") or keys.get("number") or name)
    person = Person(person_id("chem", key), "chem", name, role)
    return Member(replace(person, **keys))


INA = one("Ina Staff", Role.INSTRUCTOR, username="ina")
ANN = one("Ann Lee", number="0001", username="ann", email="ann@x.edu", group="Lab A")
BO = one("Bo Berg", number="0002", username="bo", email="bo@x.edu")
HERE = (INA, ANN, BO)


def brought(
    roster: Sequence[Member],
    here: Sequence[Member] = HERE,
    answers: Mapping[tuple[int, str], bool] | None = None,
    *,
    partial: bool = False,
) -> Changes:
    """Return what a roster does to the course."""
    matches = match(here, roster, answers or {})
    return roster_changes(
        Present(DESCRIPTION.course, tuple(here)), roster, matches, NOW, partial=partial
    )


def said(found: Changes) -> list[str]:
    return [str(change) for change in found.says]


def after(here: Sequence[Member], found: Changes) -> tuple[Member, ...]:
    """Return the people once the changes are applied."""
    members = {member.person.id: member for member in here}
    for person in found.people:
        known = members.get(person.id, Member(person))
        members[person.id] = replace(known, person=person)
    for person_id_, account in found.links:
        known = members[person_id_]
        members[person_id_] = replace(known, accounts=(*known.accounts, account))
    return tuple(members.values())


def test_who_is_new_joins_and_who_is_gone_leaves_today() -> None:
    found = brought((ANN, one("Cy Diaz", number="0003")))
    assert said(found) == [
        "+ Cy Diaz, student, enrolled from Sun, Sep 20, 2026",
        "- Bo Berg leaves on Sun, Sep 20, 2026; their record is kept",
    ]
    assert [(p.name, p.enrolled, p.dropped) for p in found.people] == [
        ("Cy Diaz", TODAY, None),
        ("Bo Berg", None, TODAY),
    ]


def test_staff_are_never_dropped_and_never_made_students() -> None:
    assert said(brought((ANN, BO))) == []
    found = brought((ANN, BO, one("Ina Staff", username="ina", email="ina@x.edu")))
    assert said(found) == ["~ Ina Staff: e-mail from none to ina@x.edu"]
    assert [person.role for person in found.people] == [Role.INSTRUCTOR]


def test_a_partial_roster_drops_nobody() -> None:
    assert said(brought((ANN,), partial=True)) == []


def test_a_changed_name_and_address_are_the_same_person_s() -> None:
    new = one("Ann Lee-Young", number="0001", email="ann.young@x.edu")
    found = brought((new, BO))
    assert said(found) == [
        "~ Ann Lee: name from Ann Lee to Ann Lee-Young",
        "~ Ann Lee: e-mail from ann@x.edu to ann.young@x.edu",
    ]
    [person] = found.people
    assert (person.id, person.username, person.group) == (ANN.person.id, "ann", "Lab A")


def test_what_the_file_leaves_open_stays() -> None:
    assert said(brought((one("Ann Lee", number="0001"), one("Bo Berg", email="BO@x.edu")))) == []


def test_leading_zeros_tell_people_apart() -> None:
    found = brought((one("Ann Lee", number="0001"), one("One Else", number="1"), BO))
    assert said(found) == ["+ One Else, student, enrolled from Sun, Sep 20, 2026"]


def test_an_old_address_given_to_another_makes_nobody_them() -> None:
    moved = one("Ann Lee", number="0001", email="ann.lee@x.edu")
    heir = one("Ann Other", number="0009", email="ann@x.edu")
    found = brought((heir, moved, BO))
    assert "~ Ann Lee: e-mail from ann@x.edu to ann.lee@x.edu" in said(found)
    assert "+ Ann Other, student, enrolled from Sun, Sep 20, 2026" in said(found)
    assert len({member.person.id for member in after(HERE, found)}) == 4


def test_another_number_and_name_with_a_known_address_is_asked() -> None:
    heir = one("Zed Young", number="0009", email="ann@x.edu")
    [doubt] = match(HERE, (heir,), {}).doubts
    assert (doubt.row, doubt.known) == (0, ANN.person)
    assert doubt.why == "the same e-mail address, but another name and number"
    assert said(brought((heir, BO))) == []
    other = brought((heir, BO), answers={(0, ANN.person.id): False})
    assert said(other) == [
        "+ Zed Young, student, enrolled from Sun, Sep 20, 2026",
        "- Ann Lee leaves on Sun, Sep 20, 2026; their record is kept",
    ]
    assert other.people[0].id != ANN.person.id
    same = brought((heir, BO), answers={(0, ANN.person.id): True})
    assert [person.id for person in same.people] == [ANN.person.id]


def test_who_is_known_by_name_alone_is_asked() -> None:
    joined = Member(Person("joined", "chem", "Müller, Jörg", Role.STUDENT), (Account("s", "7"),))
    row = one("Jorg Muller", number="0005", email="jm@x.edu")
    here = (*HERE, joined)
    [doubt] = match(here, (ANN, BO, row), {}).doubts
    assert (doubt.row, doubt.known.id, doubt.why) == (2, "joined", "the same name")
    found = brought((ANN, BO, row), here, {(2, "joined"): True})
    assert "~ Müller, Jörg: number from none to 0005" in said(found)
    assert found.people[0].id == "joined"


def test_who_comes_back_has_their_record() -> None:
    left = replace(BO, person=replace(BO.person, dropped=date(2026, 9, 10)))
    found = brought((ANN, BO), (INA, ANN, left))
    away = "away from Thu, Sep 10, 2026 until Sun, Sep 20, 2026"
    assert said(found) == [f"+ Bo Berg is back in the course, {away}"]
    gap = (Away(date(2026, 9, 10), TODAY),)
    assert found.people == [replace(BO.person, away=gap)]
    before = (Away(date(2026, 9, 3), date(2026, 9, 8)),)
    again = replace(left, person=replace(left.person, away=before))
    [twice] = brought((ANN, BO), (INA, ANN, again)).people
    assert twice.away == (*before, *gap)


def test_the_day_of_coming_back_is_the_lists_if_it_gives_one() -> None:
    joined = date(2026, 9, 7)
    left = replace(BO, person=replace(BO.person, enrolled=joined, dropped=date(2026, 9, 10)))
    again = replace(BO, person=replace(BO.person, enrolled=date(2026, 9, 14)))
    [back] = brought((ANN, again), (INA, ANN, left)).people
    assert (back.enrolled, back.dropped) == (joined, None)
    assert back.away == (Away(date(2026, 9, 10), date(2026, 9, 14)),)


def test_who_left_and_is_back_on_one_day_was_not_away() -> None:
    left = replace(BO, person=replace(BO.person, dropped=TODAY))
    found = brought((ANN, BO), (INA, ANN, left))
    assert said(found) == ["+ Bo Berg is back in the course"]
    assert found.people == [BO.person]


def test_an_enrollment_before_the_term_is_none_and_a_later_one_is_kept() -> None:
    early = one("Cy Diaz", number="0003", enrolled=date(2026, 8, 1))
    late = one("Di Ek", number="0004", enrolled=date(2026, 9, 14))
    found = brought((ANN, BO, early, late))
    assert [p.enrolled for p in found.people] == [TODAY, date(2026, 9, 14)]


def test_a_zone_is_not_taken_from_who_has_one() -> None:
    ann = replace(ANN, person=replace(ANN.person, zone="Asia/Tokyo"))
    found = brought((one("Ann Lee", number="0001", zone="Europe/Paris"), BO), (INA, ann, BO))
    assert (said(found), found.moves) == ([], [])


def test_names_are_compared_without_accents_order_and_marks() -> None:
    assert plain_name("Müller-Weiß, Dörte") == plain_name("dorte muller weiss")
    assert plain_name("佐藤 絵里") == plain_name("絵里 佐藤")
    assert plain_name("!!") == "!!"


KEYS = st.sampled_from(["", "1", "2", "3", "4"])
PEOPLE = st.builds(
    lambda name, number, username, email: one(
        f"N{name}",
        number=number or None,
        username=username and f"u{username}",
        email=email and f"{email}@x.edu",
    ),
    KEYS,
    KEYS,
    st.none() | KEYS.filter(bool),
    st.none() | KEYS.filter(bool),
)


def distinct(members: Sequence[Member]) -> list[Member]:
    """Return members of whom no two share a key, as every reader of rosters sees to."""
    seen: set[str] = set()
    found = []
    for member in members:
        p = member.person
        keys = {f"{p.number}#", f"{p.username}!", f"{p.email}"} - {"None#", "None!", "None"}
        if keys and not keys & seen:
            seen |= keys
            found.append(member)
    return found


@given(st.lists(PEOPLE, max_size=5), st.lists(PEOPLE, max_size=5))
def test_a_roster_brought_twice_changes_nothing_the_second_time(
    before: list[Member], rows: list[Member]
) -> None:
    here, roster = (INA, *distinct(before)), distinct(rows)
    answers: dict[tuple[int, str], bool] = {}
    while doubts := match(here, roster, answers).doubts:
        answers |= {(one.row, one.known.id): one.row % 2 == 0 for one in doubts}
    found = brought(roster, here, answers)
    if found.refused:
        assert "would have the same" in " ".join(found.conflicts)
        return
    ids = [person.id for person in found.people]
    assert len(ids) == len(set(ids))
    assert {m.person.id for m in here} <= {m.person.id for m in after(here, found)}
    again = after(here, found)
    ours = match(again, roster, answers)
    answers |= {(one.row, one.known.id): True for one in ours.doubts}
    assert said(brought(roster, again, answers)) == []
