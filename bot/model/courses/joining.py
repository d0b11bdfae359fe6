"""Joining: how an account in chat becomes somebody on the roster.

Either the person types a personal code that staff gave them, or staff say who it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from bot.model.people import Account, Person

CODE_LENGTH = 12
"""Letters and digits of a code: far too many to try, even with the hashes in hand."""
CODE_LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class JoinCode:
    """A personal code, kept as its hash only; `used` is when it linked an account."""

    hash: str
    course: str
    person: str
    made: datetime
    used: datetime | None = None

    def works(self, at: datetime) -> bool:
        """Whether the code still links an account at the instant `at`."""
        return self.used is None and at < self.made + CODE_LASTS


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Someone without a code asks to be let in; `name` is what they call themselves.

    `person` is who staff said it is, None while it waits.
    """

    id: str
    course: str
    account: Account
    name: str
    at: datetime
    person: str | None = None


def code_hash(code: str) -> str:
    """Return what a code is kept as; case, spaces and dashes don't matter.

    No two courses have the same code, so that it says by itself which course it is of.
    """
    plain = "".join(code.split()).replace("-", "").casefold()
    return hashlib.blake2b(f"join\x1f{plain}".encode(), digest_size=20).hexdigest()


def spoken_code(code: str) -> str:
    """Return a code as people read it out: in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def likely(name: str, people: Iterable[Person], most: int) -> Sequence[Person]:
    """Return the people whom a name may mean, the likeliest first, then by name."""
    asked = name.casefold()

    def unlike(person: Person) -> tuple[float, str]:
        alike = SequenceMatcher(None, asked, person.name.casefold()).ratio()
        return -round(alike, 3), person.name

    return sorted(people, key=unlike)[:most]
