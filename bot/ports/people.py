"""People as kept: the roster, accounts, and each one's zones over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.participation.acts.answering import Called
from bot.model.people import Account, Person
from bot.model.time.zones import ZoneHistory


class People(Protocol):
    """Everyone on the rosters."""

    async def get(self, person: str) -> Person | None:
        """Return the person with this id."""
        ...

    async def of(self, course: str) -> Sequence[Person]:
        """Return a course's people, by name; the dropped ones too."""
        ...

    async def called(self, course: str) -> Called:
        """Return who of a course's people is called by which first name; the dropped ones too."""
        ...

    async def with_account(self, account: Account) -> Sequence[Person]:
        """Return the person this account belongs to in each course it is linked in."""
        ...

    async def by_accounts(
        self, course: str, accounts: Sequence[Account]
    ) -> Mapping[Account, Person]:
        """Return, of these accounts, those that are linked to people of the course."""
        ...

    async def save(self, people: Sequence[Person]) -> None:
        """Write people, new or known. Zones are written with `move` only."""
        ...

    async def link(self, person: str, account: Account) -> None:
        """Give a person an account; linking twice changes nothing."""
        ...

    async def unlink(self, person: str, account: Account) -> None:
        """Take an account from a person."""
        ...

    async def accounts(self, person: str) -> Sequence[Account]:
        """Return a person's accounts, in the order they were linked."""
        ...

    async def accounts_of(self, course: str) -> Mapping[str, Sequence[Account]]:
        """Return the accounts of a course's people, by person, in the order they were linked."""
        ...

    async def move(self, person: str, zone: str, since: datetime) -> None:
        """Set a person's zone from an instant on; the zones before are kept."""
        ...

    async def zones(self, course: str, person: str | None = None) -> Mapping[str, ZoneHistory]:
        """Return everyone's zones over time, or one's; the course's stands before the first."""
        ...
