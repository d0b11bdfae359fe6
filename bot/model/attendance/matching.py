"""Who an attendee is: by account, by e-mail, by what staff decided before, else by name.

Only what is certain is matched. An account or an address belongs to one person; a whole name is
taken where exactly one person of the class has it. All else is for staff to decide, among the
candidates who share some of the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.model.attendance.meetings import Attendee
from bot.model.attendance.names import Key, keys, shared, tokens, variants
from bot.model.people import Person, Role

MOST_CANDIDATES = 4
"""How many people staff are asked about by a button each."""


class How(StrEnum):
    """How it is known who an attendee is."""

    ACCOUNT = "account"
    EMAIL = "e-mail"
    STAFF = "staff"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Known:
    """An attendee and who they are: a person's id, or None for somebody who isn't in the class.

    While nobody knows, `how` is None, too.
    """

    attendee: Attendee
    person: str | None = None
    how: How | None = None

    @property
    def is_open(self) -> bool:
        """Whether staff have to say who it is."""
        return self.how is None and self.attendee.was_there


Decisions = Mapping[str, str | None]
"""By an attendee's identity, the person that staff said it is; None: not in the class."""


class Class:
    """The people of a course, to be found by what meeting programs know of them."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Take those who were in the class when the meeting was, staff among them."""
        self.people = tuple(people)
        self._accounts: dict[str, list[Person]] = {}
        self._emails: dict[str, list[Person]] = {}
        self._names: dict[Key, list[Person]] = {}
        for person in self.people:
            for table, key in ((self._accounts, person.username), (self._emails, person.email)):
                if key:
                    table.setdefault(key.casefold(), []).append(person)
            for name in keys(person.name):
                self._names.setdefault(name, []).append(person)
        self._domains = {email.rpartition("@")[2] for email in self._emails}
        self._tokens = {person.id: tokens(person.name) for person in self.people}

    def match(self, attendee: Attendee, decisions: Decisions) -> Known:
        """Return who an attendee is, as far as it is certain."""
        login = (attendee.login or "").casefold()
        email = (attendee.email or "").casefold()
        by_login = self._accounts.get(login) or self._emails.get(login) or ()
        for how, found in ((How.ACCOUNT, by_login), (How.EMAIL, self._emails.get(email, ()))):
            if len(found) == 1:
                return Known(attendee, found[0].id, how)
        identity = attendee.identity
        if identity is not None and identity in decisions:
            return Known(attendee, decisions[identity], How.STAFF)
        named = self._named(attendee)
        if len(named) == 1 and not self._namesake(attendee, named[0]):
            return Known(attendee, named[0].id, How.NAME)
        return Known(attendee)

    def candidates(self, attendee: Attendee) -> tuple[Person, ...]:
        """Return students whom an attendee may be, those who share most of the name first."""
        named = {person.id for person in self._named(attendee)}
        local = (attendee.email or "").partition("@")[0]
        said = (attendee.name, attendee.name.replace(".", " "), local.replace(".", " "))
        words = frozenset().union(*map(tokens, said))
        scored = [
            (person.id in named, shared(words, self._tokens[person.id]), person)
            for person in self.people
            if person.role is Role.STUDENT
        ]
        likely = [each for each in scored if each[0] or each[1]]
        likely.sort(key=lambda each: (not each[0], -each[1], each[2].name, each[2].id))
        return tuple(person for _, _, person in likely[:MOST_CANDIDATES])

    def _named(self, attendee: Attendee) -> Sequence[Person]:
        """Return everybody who has the attendee's whole name, or whose account is their name."""
        found = [person for key in keys(attendee.name) for person in self._names.get(key, ())]
        for name in variants(attendee.name):
            found += self._accounts.get(name.casefold(), ())
        return list({person.id: person for person in found}.values())

    def _namesake(self, attendee: Attendee, person: Person) -> bool:
        """Whether it may be another of that name: with an address of the class's own institution.

        A private address beside somebody's whole name is what students use at home.
        """
        return bool(
            attendee.email
            and person.email
            and attendee.email.rpartition("@")[2].casefold() in self._domains
        )


def matched(known: Iterable[Known], everyone: Class, decisions: Decisions) -> tuple[Known, ...]:
    """Return attendees with who they are now: what is found stays, what is open is looked for.

    What staff decided follows their decisions, also back to open when one is taken back.
    """
    return tuple(_again(each, everyone, decisions) for each in known)


def _again(known: Known, everyone: Class, decisions: Decisions) -> Known:
    identity = known.attendee.identity
    if known.how is not None and (known.how is not How.STAFF or identity is None):
        return known
    if known.how is How.STAFF:
        known = replace(known, person=None, how=None)
    return everyone.match(known.attendee, decisions)
