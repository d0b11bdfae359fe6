"""Accounts that a platform tells of: whose they are by their address, and whose clock they go by.

An account that nobody has becomes that of the one person on the roster with its address. Where
somebody is, the platform may say until they say it themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.chat.events import AccountSeen, Event
from bot.features.courses.linking import link
from bot.model.course import Course
from bot.model.happenings import PersonMoved
from bot.model.people import Account, Person
from bot.model.reminders.wishes import Wishes
from bot.model.time.zones import is_zone
from bot.ports.work import UnitOfWork

Told = Mapping[Account, AccountSeen]


async def meet(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Learn from a batch of events whose accounts are whose, and where people are."""
    seen = [event for event in events if isinstance(event, AccountSeen)]
    if not seen:
        return
    told = {event.account: event for event in sorted(seen, key=lambda event: event.at)}
    platforms = {account.platform for account in told}
    for course in await work.courses.all():
        if not course.frozen and platforms & {place.platform for place in course.all_places()}:
            await _link(course, told, work)
            await _move(course, told, now, work)


async def _link(course: Course, told: Told, work: UnitOfWork) -> None:
    """Link accounts that nobody has, by their addresses, each to who has none on its platform."""
    known = await work.people.by_accounts(course.id, list(told))
    places = frozenset(course.all_places())
    strangers = [
        event
        for account, event in told.items()
        if event.email
        and account not in known
        and (event.near is None or not places.isdisjoint(event.near))
    ]
    if not strangers:
        return
    roster: defaultdict[str, list[Person]] = defaultdict(list)
    for person in await work.people.of(course.id):
        if person.email and person.dropped is None:
            roster[_plain(person.email)].append(person)
    accounts = await work.people.accounts_of(course.id)
    taken = {(person, one.platform) for person, ones in accounts.items() for one in ones}
    links = []
    for event in strangers:
        meant = roster.get(_plain(event.email), ())
        key = (meant[0].id, event.account.platform) if len(meant) == 1 else None
        if key is not None and key not in taken:
            taken.add(key)
            links.append((key[0], event.account))
    await link(course.id, links, work)


async def _move(course: Course, told: Told, now: datetime, work: UnitOfWork) -> None:
    """Move people to where their platform says they are, save those who said it themselves."""
    people = await work.people.by_accounts(course.id, list(told))
    wishes = await work.preferences.of_course(course.id) if people else {}
    for account, person in people.items():
        zone = told[account].zone
        if zone is None or not is_zone(zone) or zone == person.zone or person.dropped is not None:
            continue
        if not wishes.get(person.id, Wishes()).own_zone:
            await work.people.move(person.id, zone, now)
            work.happened(PersonMoved(person.id))


def _plain(address: str) -> str:
    return address.strip().casefold()
