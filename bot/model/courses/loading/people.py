"""The people of a course, when its file is loaded again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.model.course import Course
from bot.model.courses.description import Member
from bot.model.courses.loading.merging import Changes, Sign, merge
from bot.model.courses.loading.present import Present
from bot.model.people import Account, Away, Person
from bot.model.time.spoken import spoken_date
from bot.model.time.zones import local

FIELDS = {
    "name": "name",
    "role": "role",
    "email": "e-mail",
    "username": "username",
    "number": "number",
    "group": "group",
    "enrolled": "day of enrollment",
    "dropped": "day of leaving",
    "away": "days away",
    "zone": "zone",
}
"""A person's fields and what people call them."""
Keys = Callable[[Member], Iterator[tuple[str, str]]]
"""Yields what a member may be recognized by."""
Holders = Mapping[Account, Member]
"""Who holds each account."""
OPTIONAL = frozenset({"zone", "group", "enrolled", "dropped", "email", "username", "number"})
"""Fields on which a file that never named them has no opinion."""


def load_people(
    changes: Changes,
    last: Iterable[Member] | None,
    present: Present,
    new: Iterable[Member],
    course: Course,
    now: datetime,
    *,
    matched: bool = False,
) -> None:
    """Add who joins, changes and leaves.

    People are recognized by their id, else, unless they have been `matched` already, by their
    username, e-mail address or number. Who joins after the term's first day is enrolled from
    today on, who comes back likewise, and who is no longer in the file has left today; all unless
    the file gives the day.
    """
    keys = _id if matched else _keys
    known = _Finder(last or (), keys)
    here = _Finder(present.people, keys)
    holders = present.holders()
    stay = set()
    today = local(now, course.zone).date()
    for member in new:
        found = here.find(member)
        if found is None:
            _join(changes, holders, member, course, now)
            continue
        stay.add(found.person.id)
        before = known.find(member) if last is not None else found
        _update(changes, holders, before or found, found, member, today)
    for listed in known.members:
        gone = here.find(listed)
        if gone is not None and gone.person.id not in stay and gone.person.dropped is None:
            changes.people.append(replace(gone.person, dropped=today))
            text = f"{gone.person.name} leaves on {spoken_date(today)}; their record is kept"
            changes.say(Sign.REMOVE, text)


class _Finder:
    """Finds a person among others by anything that tells people apart."""

    def __init__(self, members: Iterable[Member], keys: Keys) -> None:
        self.members = tuple(members)
        self._keys = keys
        self._by = {key: member for member in reversed(self.members) for key in keys(member)}

    def find(self, member: Member) -> Member | None:
        return next((self._by[key] for key in self._keys(member) if key in self._by), None)


def _id(member: Member) -> Iterator[tuple[str, str]]:
    yield "id", member.person.id


def _keys(member: Member) -> Iterator[tuple[str, str]]:
    person = member.person
    yield "id", person.id
    if person.username:
        yield "username", person.username.casefold()
    if person.email:
        yield "email", person.email.casefold()
    if person.number:
        yield "number", person.number


def _join(
    changes: Changes, holders: Holders, member: Member, course: Course, now: datetime
) -> None:
    person = replace(member.person, course=course.id)
    today = local(now, course.zone).date()
    late = person.enrolled is None and today > course.starts
    if late:
        person = replace(person, enrolled=today)
    changes.people.append(person)
    since = f", enrolled from {spoken_date(today)}" if late else ""
    changes.say(Sign.ADD, f"{person.name}, {person.role}{since}")
    if person.zone:
        changes.moves.append((person.id, person.zone))
    _link(changes, holders, person, member.accounts)


def _update(
    changes: Changes, holders: Holders, last: Member, found: Member, new: Member, today: date
) -> None:
    """Add what changes about someone whom the course knows."""
    person = found.person
    values = {
        label: (getattr(last.person, name), getattr(person, name), getattr(new.person, name))
        for name, label in FIELDS.items()
    }
    for name in OPTIONAL:
        was, _, says = values[FIELDS[name]]
        if says is None and (was is None or name in ("zone", "enrolled")):
            del values[FIELDS[name]]
    if person.dropped is not None and new.person.dropped is None:
        values.pop(FIELDS["dropped"], None)
        again = new.person.enrolled
        if again is not None and again > person.dropped:
            values.pop(FIELDS["enrolled"], None)
            today = again
        person = _back(changes, last.person, person, today)
    says = dict.fromkeys(values, _said)
    applied = merge(changes, person.name, values, says)
    labels = {label: name for name, label in FIELDS.items()}
    zone = applied.pop(FIELDS["zone"], None)
    if zone:
        changes.moves.append((person.id, zone))
    changed = replace(person, **{labels[label]: value for label, value in applied.items()})
    if changed != found.person:
        changes.people.append(changed)
    before, here, after = set(last.accounts), set(found.accounts), set(new.accounts)
    for account in sorted(_link(changes, holders, person, after - here - before), key=_order):
        text = f"{person.name} holds the account {account.id} on {account.platform}"
        changes.say(Sign.ADD, text)
    for account in sorted(before & after - here, key=_order):
        text = f"{person.name} gave up the account {account.id} on {account.platform} in chat"
        changes.keep(f"{text}; the file lists it: kept what chat says.")
    for account in sorted(before & here - after, key=_order):
        changes.unlinks.append((person.id, account))
        text = f"{person.name} gives up the account {account.id} on {account.platform}"
        changes.say(Sign.REMOVE, text)


def _said(value: object) -> str:
    """Return a field's value for people."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def _back(changes: Changes, last: Person, person: Person, day: date) -> Person:
    """Return someone who had left and is listed: back on a day, unless chat dropped them.

    Of the days between nothing is asked, and what was before stays theirs.
    """
    if person.dropped is not None and last.dropped is None:
        text = f"{person.name} left on {spoken_date(person.dropped)}, as was said in chat"
        changes.keep(f"{text}; the file lists them: kept what chat says.")
        return person
    left = person.dropped
    if left is None or day <= left:
        changes.say(Sign.ADD, f"{person.name} is back in the course")
        return replace(person, dropped=None)
    since = f"away from {spoken_date(left)} until {spoken_date(day)}"
    changes.say(Sign.ADD, f"{person.name} is back in the course, {since}")
    return replace(person, dropped=None, away=(*person.away, Away(left, day)))


def _link(
    changes: Changes, holders: Holders, person: Person, accounts: Iterable[Account]
) -> list[Account]:
    """Link the accounts that nobody else holds, and return them."""
    linked = []
    for account in sorted(accounts, key=_order):
        holder = holders.get(account)
        if holder is not None and holder.person.id != person.id:
            text = f"The account {account.id} on {account.platform} belongs to {holder.person.name}"
            changes.keep(f"{text}, so {person.name} doesn't get it.")
        else:
            linked.append(account)
            changes.links.append((person.id, account))
    return linked


def _order(account: Account) -> tuple[str, str]:
    return account.platform, account.id
