"""Linking an account to somebody: what it wrote before becomes theirs, and back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.happenings import AccountsChanged
from bot.model.people import Account
from bot.ports.work import UnitOfWork

Links = Sequence[tuple[str, Account]]
"""People, by id, each with an account."""


async def link(course: str, links: Links, work: UnitOfWork, by: str | None = None) -> None:
    """Give people accounts, with what was written from them while nobody had them.

    `by` is the id of who of the staff decides that, None where nobody does.
    """
    for person, account in links:
        await work.people.link(person, account)
        await work.messages.hand_over(course, account, None, person)
    _tell(course, links, work, linked=True, by=by)


async def unlink(course: str, links: Links, work: UnitOfWork, by: str | None = None) -> None:
    """Take accounts from people, with what was written from them; a locked week loses nothing."""
    for person, account in links:
        await work.people.unlink(person, account)
        await work.messages.hand_over(course, account, person, None)
    _tell(course, links, work, linked=False, by=by)


def _tell(course: str, links: Links, work: UnitOfWork, *, linked: bool, by: str | None) -> None:
    if links:
        people = tuple(dict.fromkeys(person for person, _ in links))
        work.happened(AccountsChanged(course, people, linked, by))
