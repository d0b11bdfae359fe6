"""A roster that is brought to a running course: who joins, who leaves, who changes.

A roster has no last version to be compared with, and may say little: what it leaves open stays as
it is. People are recognized by their number, else by their username, e-mail address or account;
where only the name speaks for it, or the number against it, staff are asked. Staff are never
dropped and never made students.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.model.course import Course
from bot.model.courses.description import Member, person_id, person_key
from bot.model.courses.loading.merging import Changes
from bot.model.courses.loading.people import load_people
from bot.model.courses.loading.present import Present
from bot.model.ids import short_id
from bot.model.people import Person

Answers = Mapping[tuple[int, str], bool]
"""Whether a row of the roster (from 0) is the person with this id, as staff said."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row of a roster, from 0, that may be somebody here: staff are asked whether it is."""

    row: int
    new: Person
    known: Person
    why: str


@dataclass(slots=True)
class Matches:
    """Which rows of a roster are whom here, by row; and what is in doubt, one doubt a row."""

    members: dict[int, Member] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)


def match(here: Sequence[Member], roster: Sequence[Member], answers: Answers) -> Matches:
    """Return who in a roster is whom: each key is tried for everybody before the next.

    So somebody's old address, given to another, doesn't make that one them.
    """
    found = Matches()
    for row, member in _said_same(here, roster, answers):
        _take(found, row, member)
    doubted: set[int] = set()
    for keys, called in KEYS:
        known = _by(keys, here)
        for row, new in enumerate(roster):
            if row in found.members or row in doubted:
                continue
            for other in _candidates(keys, new, known, found.taken):
                if answers.get((row, other.person.id)) is False:
                    continue
                why = _why_unsure(called, new.person, other.person)
                if why:
                    doubted.add(row)
                    found.doubts.append(Doubt(row, new.person, other.person, why))
                else:
                    _take(found, row, other)
                break
    found.doubts.sort(key=lambda doubt: doubt.row)
    return found


def roster_changes(
    present: Present,
    roster: Sequence[Member],
    matches: Matches,
    now: datetime,
    *,
    partial: bool = False,
) -> Changes:
    """Return what a roster does to a course at the instant `now`.

    Who is not in it leaves, unless it is `partial`; who is only in doubt stays. Applying the
    result and bringing the roster again changes nothing. If two people would have one key,
    nothing can be applied, and the conflicts say whose it is.
    """
    changes = Changes()
    ids = {member.person.id for member in present.people}
    unsure = {doubt.row: doubt.known.id for doubt in matches.doubts}
    adapted = []
    for row, new in enumerate(roster):
        if row not in unsure:
            member = _adapted(present.course, new, matches.members.get(row), ids)
            ids.add(member.person.id)
            adapted.append(member)
    may_leave = [
        member
        for member in present.people
        if not (partial or member.person.is_staff or member.person.id in unsure.values())
    ]
    load_people(changes, may_leave, present, adapted, present.course, now, matched=True)
    leaving = {member.person.id for member in may_leave}
    _refuse_doubles(changes, adapted, [m for m in present.people if m.person.id not in leaving])
    return changes


Keys = Callable[[Member], Iterator[str]]


def _number(member: Member) -> Iterator[str]:
    if member.person.number:
        yield member.person.number


def _username(member: Member) -> Iterator[str]:
    if member.person.username:
        yield member.person.username.casefold()


def _email(member: Member) -> Iterator[str]:
    if member.person.email:
        yield member.person.email.casefold()


def _accounts(member: Member) -> Iterator[str]:
    for account in member.accounts:
        yield f"{account.platform}\x1f{account.id}"


def _name(member: Member) -> Iterator[str]:
    yield plain_name(member.person.name)


NAME = "name"
KEYS: tuple[tuple[Keys, str], ...] = (
    (_number, "number"),
    (_username, "username"),
    (_email, "e-mail address"),
    (_accounts, "account"),
    (_name, NAME),
)
"""What people are recognized by, the surest first, and what each is called."""


def plain_name(name: str) -> str:
    """Return a name without case, accents, punctuation and the order of its words."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(
        one if one.isalnum() else " " for one in letters if not unicodedata.combining(one)
    )
    return " ".join(sorted(kept.split())) or name


def _by(keys: Keys, members: Iterable[Member]) -> dict[str, list[Member]]:
    """Return members by their keys; those who are in the course come before those who left."""
    found: dict[str, list[Member]] = {}
    for member in sorted(members, key=lambda one: one.person.dropped is not None):
        for key in keys(member):
            found.setdefault(key, []).append(member)
    return found


def _candidates(
    keys: Keys, new: Member, known: Mapping[str, list[Member]], taken: set[str]
) -> list[Member]:
    everybody = [member for key in keys(new) for member in known.get(key, ())]
    return [member for member in everybody if member.person.id not in taken]


def _why_unsure(called: str, new: Person, known: Person) -> str:
    """Return why a match by a key has to be asked about, "" if it is sure."""
    if called == NAME:
        return "the same name"
    other_number = new.number and known.number and new.number != known.number
    if other_number and plain_name(new.name) != plain_name(known.name):
        return f"the same {called}, but another name and number"
    return ""


def _said_same(
    here: Sequence[Member], roster: Sequence[Member], answers: Answers
) -> Iterator[tuple[int, Member]]:
    by_id = {member.person.id: member for member in here}
    for (row, person), same in sorted(answers.items()):
        if same and person in by_id and row < len(roster):
            yield row, by_id[person]


def _take(found: Matches, row: int, member: Member) -> None:
    if row not in found.members and member.person.id not in found.taken:
        found.members[row] = member
        found.taken.add(member.person.id)


def _adapted(course: Course, new: Member, known: Member | None, ids: set[str]) -> Member:
    """Return a row as the rules for course files take it: with the id of who it is, and complete.

    What the roster leaves open is what is known; a zone is never taken from who has one.
    """
    person = replace(new.person, course=course.id)
    if person.enrolled is not None and person.enrolled <= course.starts:
        person = replace(person, enrolled=None)
    if known is None:
        return replace(new, person=replace(person, id=_new_id(course.id, person, ids)))
    old = known.person
    person = replace(
        person,
        id=old.id,
        role=old.role if old.is_staff else person.role,
        email=_said(person.email, old.email),
        username=_said(person.username, old.username),
        number=person.number or old.number,
        group=person.group or old.group,
        enrolled=person.enrolled or old.enrolled,
        away=old.away,
        zone=old.zone or person.zone,
    )
    accounts = tuple(dict.fromkeys((*known.accounts, *new.accounts)))
    return Member(person, accounts)


def _refuse_doubles(changes: Changes, listed: Iterable[Member], others: Iterable[Member]) -> None:
    """Refuse everything if somebody listed would share a key with anybody in the course."""
    listed = tuple(listed)
    ids = {member.person.id for member in listed}
    stay = [one for one in others if one.person.id not in ids and one.person.dropped is None]
    for keys, called in KEYS[:-1]:
        seen = {key: member.person for member in stay for key in keys(member)}
        for member in listed:
            for key in keys(member):
                other = seen.setdefault(key, member.person)
                if other.id != member.person.id:
                    changes.refused = True
                    names = f"{other.name} and {member.person.name}"
                    changes.keep(f"{names} would have the same {called}; correct it in the file.")


def _said(new: str | None, old: str | None) -> str | None:
    """Return what holds from now on: another case alone is no change."""
    if new is None or (old is not None and new.casefold() == old.casefold()):
        return old
    return new


def _new_id(course: str, person: Person, ids: set[str]) -> str:
    """Return an id that nobody here has: who has somebody's old address isn't them."""
    key = person_key(person) or person.name
    found, tries = person_id(course, key), 1
    while found in ids:
        tries += 1
        found = short_id(course, "person", key, str(tries))
    return found
