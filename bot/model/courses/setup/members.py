"""The people of a course that was set up in chat: its roster, and who set it up."""

from __future__ import annotations

from dataclasses import replace

from bot.model.courses.description import Member, person_id, person_key
from bot.model.courses.setup.setups import Setup
from bot.model.ids import short_id
from bot.model.people import Person, Role


def members_of(setup: Setup, course: str) -> tuple[Member, ...]:
    """Return everyone: who is known, who stands on the roster, and who sets the course up."""
    found = list(setup.base.people) if setup.base else []
    for member in setup.people:
        own = _rehomed(member, course)
        known = next((n for n, one in enumerate(found) if _same(one.person, own.person)), None)
        if known is None:
            found.append(own)
        else:
            found[known] = _amended(found[known], own)
    return tuple(found) if setup.base else tuple(_with_instructor(found, setup, course))


def _rehomed(member: Member, course: str) -> Member:
    key = person_key(member.person)
    name = person_id(course, key) if key else member.person.id
    return replace(member, person=replace(member.person, id=name, course=course))


def _same(one: Person, other: Person) -> bool:
    keys = (
        (one.username and one.username.casefold(), other.username and other.username.casefold()),
        (one.email and one.email.casefold(), other.email and other.email.casefold()),
        (one.number, other.number),
    )
    return any(mine is not None and mine == theirs for mine, theirs in keys)


def _amended(known: Member, row: Member) -> Member:
    """Return somebody the course has, with what only the roster's row says."""
    person, said = known.person, row.person
    person = replace(
        person,
        email=person.email or said.email,
        username=person.username or said.username,
        number=person.number or said.number,
        group=said.group or person.group,
        zone=person.zone or said.zone,
    )
    return Member(person, tuple(dict.fromkeys((*known.accounts, *row.accounts))))


def _with_instructor(found: list[Member], setup: Setup, course: str) -> list[Member]:
    """Return the members with whoever sets the course up as an instructor, first."""
    name = " ".join(setup.answer("name").split())
    account = setup.by
    mine = [
        one
        for one in found
        if account in one.accounts
        or (one.person.is_staff and one.person.name.casefold() == name.casefold())
    ]
    rest = [one for one in found if one not in mine[:1]]
    if mine:
        person = replace(mine[0].person, role=Role.INSTRUCTOR)
        accounts = tuple(dict.fromkeys((*mine[0].accounts, account)))
        return [Member(person, accounts), *rest]
    person = Person(
        id=short_id(course, "person", account.platform, account.id),
        course=course,
        name=name,
        role=Role.INSTRUCTOR,
    )
    return [Member(person, (account,)), *rest]
