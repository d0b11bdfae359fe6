"""People when a course is loaded again: known by any key, and what is not said stays."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.model.courses.description import CourseDescription, Member
from bot.model.courses.loading.changes import changes
from bot.model.courses.loading.merging import Changes
from bot.model.courses.loading.present import Present
from bot.model.people import Account, Away, Person, Role
from tests.support.described import BEFORE, DESCRIPTION

DURING = datetime(2026, 9, 12, tzinfo=UTC)
STAFF, EMRE = DESCRIPTION.people
ONLY_ID = Member(Person("x", "chem", "Aiko", Role.STUDENT))
KEYED = Member(Person("k", "chem", "Aiko", Role.STUDENT, "Aiko@x.edu", username="Aiko", number="7"))
BOTH = (Account("sandbox", "emre"), Account("discord", "42"))
EMPTY = Present(
    DESCRIPTION.course,
    sessions=DESCRIPTION.planned_sessions(),
    discussions=DESCRIPTION.planned_discussions(),
    policy=DESCRIPTION.policy,
    survey=DESCRIPTION.survey,
)


def course(*people: Member) -> CourseDescription:
    return replace(DESCRIPTION, people=(STAFF, *people))


def loaded(
    last: Member | None, here: Member, new: Member | None, now: datetime = BEFORE
) -> Changes:
    """Return what a file does that says `new` where the last one said `last` and `here` is."""
    before = course(*([] if last is None else [last]))
    state = Present(
        before.course, (STAFF, here), before.planned_sessions(), before.planned_discussions(),
        before.policy, before.survey,
    )  # fmt: skip
    return changes(before, state, course(*([] if new is None else [new])), now)


def said(found: Changes) -> list[str]:
    return [str(change) for change in found.says]


def of(member: Member, **values: object) -> Member:
    return replace(member, person=replace(member.person, **values))  # type: ignore[arg-type]


def test_who_has_nothing_but_an_id_is_known_by_it() -> None:
    found = loaded(ONLY_ID, ONLY_ID, of(ONLY_ID, name="Aiko Sato"))
    assert said(found) == ["~ Aiko: name from Aiko to Aiko Sato"]


@pytest.mark.parametrize(
    "key",
    [{"username": "AIKO"}, {"email": "aiko@X.edu"}, {"number": "7"}],
)
def test_each_key_alone_is_enough(key: dict[str, str]) -> None:
    row = Member(Person("new", "chem", "Aiko Sato", Role.STUDENT))
    found = loaded(KEYED, KEYED, of(row, **key))
    [person] = found.people
    assert (person.id, person.name) == ("k", "Aiko Sato")
    assert not any(one.startswith(("+", "-")) for one in said(found))


def test_of_nobody_s_key_nobody_is_made_one_with_another() -> None:
    row = Member(Person("new", "chem", "Bo", Role.STUDENT))
    found = loaded(ONLY_ID, ONLY_ID, row)
    assert said(found) == [
        "+ Bo, student",
        "- Aiko leaves on Tue, Sep 1, 2026; their record is kept",
    ]


def test_what_a_file_no_longer_says_is_taken_away_but_not_a_zone_or_a_first_day() -> None:
    there = of(KEYED, group="Lab A", zone="Asia/Tokyo", enrolled=date(2026, 9, 9))
    bare = of(there, group=None, zone=None, enrolled=None)
    found = loaded(there, there, bare)
    assert said(found) == ["~ Aiko: group from Lab A to none"]
    assert found.people == [replace(there.person, group=None)]
    assert found.moves == []


def test_who_comes_with_a_zone_and_an_account_has_both() -> None:
    found = changes(
        course(), replace(EMPTY, people=(STAFF,)), course(replace(EMRE, accounts=BOTH)), BEFORE
    )
    assert found.moves == [(EMRE.person.id, "Asia/Tokyo")]
    assert found.links == [(EMRE.person.id, BOTH[1]), (EMRE.person.id, BOTH[0])]
    assert said(found) == ["+ Emre Demir, student"]
    assert [person.course for person in found.people] == ["chem"]


def test_whom_chat_dropped_stays_dropped_until_the_file_knows_it() -> None:
    gone = of(EMRE, dropped=date(2026, 9, 10))
    kept = loaded(EMRE, gone, EMRE, DURING)
    assert (kept.people, said(kept)) == ([], [])
    assert kept.conflicts == [
        "Emre Demir left on Thu, Sep 10, 2026, as was said in chat; the file lists them: kept "
        "what chat says."
    ]
    back = loaded(gone, gone, EMRE, DURING)
    away = Away(date(2026, 9, 10), date(2026, 9, 12))
    assert back.people == [replace(EMRE.person, away=(away,))]


def test_who_is_listed_as_enrolled_again_is_away_until_then() -> None:
    gone = of(EMRE, enrolled=date(2026, 9, 7), dropped=date(2026, 9, 10))
    [person] = loaded(gone, gone, of(EMRE, enrolled=date(2026, 9, 11)), DURING).people
    assert (person.enrolled, person.dropped) == (date(2026, 9, 7), None)
    assert person.away == (Away(date(2026, 9, 10), date(2026, 9, 11)),)
    [person] = loaded(gone, gone, of(EMRE, enrolled=date(2026, 9, 10)), DURING).people
    assert person.away == (Away(date(2026, 9, 10), date(2026, 9, 12)),)


def test_who_left_already_does_not_leave_again() -> None:
    gone = of(EMRE, dropped=date(2026, 9, 10))
    found = loaded(gone, gone, None, DURING)
    assert (found.people, said(found)) == ([], [])
