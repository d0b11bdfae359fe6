"""People in the database: the roster, accounts, and zones over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Column, Date, Index, Table, Text, bindparam, delete, select, update

from adapters.storage.columns import (
    Counted,
    Instant,
    Key,
    Value,
    Word,
    among_given,
    many,
    of_fields,
)
from adapters.storage.courses import courses
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.chat.refusal import Refusal
from bot.model.participation.acts.answering import Called
from bot.model.people import Account, Away, Person, Role
from bot.model.time.zones import ZoneHistory

REMEMBERED = 64
"""Hardly anybody leaves and comes back, so that most values are one."""

people = Table(
    "people",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("email", Text),
    Column("username", Text),
    Column("number", Text),
    Column("zone", Text),
    Column("group", Text),
    Column("enrolled", Date),
    Column("dropped", Date),
    Column("away", Value(tuple[Away, ...], REMEMBERED), nullable=False, server_default="[]"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("seq", Counted, primary_key=True),
    Column("course", Key, nullable=False),
    Column("platform", Key, nullable=False),
    Column("account", Key, nullable=False),
    Column("person", Key, nullable=False, index=True),
    Index(None, "platform", "account", "course", unique=True),
)

zones = Table(
    "zones",
    metadata,
    Column("person", Key, primary_key=True),
    Column("since", Instant, primary_key=True),
    Column("zone", Text, nullable=False),
)
PERSON = select(*of_fields(people, Person)).where(people.c.id == bindparam("id"))
OF_COURSE = (
    select(*of_fields(people, Person))
    .where(people.c.course == bindparam("course"))
    .order_by(people.c.name, people.c.id)
)
NAMES = select(people.c.id, people.c.name).where(people.c.course == bindparam("course"))
BY_ACCOUNTS = (
    select(accounts.c.account, *of_fields(people, Person))
    .join(people, accounts.c.person == people.c.id)
    .where(
        accounts.c.platform == bindparam("platform"),
        among_given(accounts.c.account, "accounts"),
        accounts.c.course == bindparam("course"),
    )
)
WHERE = select(people.c.course).where(people.c.id == bindparam("person"))
HOLDER = select(accounts.c.person).where(
    accounts.c.course == bindparam("course"),
    accounts.c.platform == bindparam("platform"),
    accounts.c.account == bindparam("account"),
)
ACCOUNTS = (
    select(accounts.c.person, accounts.c.platform, accounts.c.account)
    .where(accounts.c.course == bindparam("course"))
    .order_by(accounts.c.seq)
)
NEWEST_ZONE = (
    select(zones.c.zone)
    .where(zones.c.person == bindparam("person"))
    .order_by(zones.c.since.desc())
    .limit(1)
)
MOVED = (
    update(people)
    .where(people.c.id == bindparam("person"))
    .values(zone=NEWEST_ZONE.scalar_subquery())
)
MOVES = (
    select(people.c.id, zones.c.since, zones.c.zone)
    .join_from(people, zones, zones.c.person == people.c.id, isouter=True)
    .where(people.c.course == bindparam("course"))
    .order_by(people.c.id, zones.c.since)
)
MOVES_OF_PERSON = MOVES.where(people.c.id == bindparam("person"))
SETTINGS = select(courses.c.course).where(courses.c.id == bindparam("course"))


class SqlPeople:
    """Everyone on the rosters; see bot.ports.people."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, person: str) -> Person | None:
        """Return the person with this id."""
        found = await self._rows.one(PERSON, id=person)
        return Person(*found) if found else None

    async def of(self, course: str) -> Sequence[Person]:
        """Return a course's people, by name; the dropped ones too."""
        return await self._rows.once(("people of", course), partial(self._of, course))

    async def _of(self, course: str) -> Sequence[Person]:
        return [Person(*row) for row in await self._rows.ask(OF_COURSE, course=course)]

    async def called(self, course: str) -> Called:
        """Return who of a course's people is called by which first name; the dropped ones too."""
        return await self._rows.once(("called in", course), partial(self._called, course))

    async def _called(self, course: str) -> Called:
        return Called(dict(await self._rows.ask(NAMES, course=course)))

    async def with_account(self, account: Account) -> Sequence[Person]:
        """Return the person this account belongs to in each course it is linked in."""
        query = (
            select(people)
            .join(accounts, accounts.c.person == people.c.id)
            .where(accounts.c.platform == account.platform, accounts.c.account == account.id)
            .order_by(people.c.course)
        )
        return [Person(**row) for row in await self._rows.all(query)]

    async def by_accounts(
        self, course: str, accounts_: Sequence[Account]
    ) -> Mapping[Account, Person]:
        """Return, of these accounts, those that are linked to people of the course."""
        noun = f"account in {course}"
        return await self._rows.several(noun, accounts_, partial(self._by_accounts, course))

    async def _by_accounts(
        self, course: str, accounts_: Sequence[Account]
    ) -> Mapping[Account, Person]:
        asked: defaultdict[str, set[str]] = defaultdict(set)
        for account in accounts_:
            asked[account.platform].add(account.id)
        found: dict[Account, Person] = {}
        for platform, ids in asked.items():
            given = {"platform": platform, "accounts": many(ids), "course": course}
            for name, *person in await self._rows.ask(BY_ACCOUNTS, **given):
                found[Account(platform, name)] = Person(*person)
        return found

    async def save(self, persons: Sequence[Person]) -> None:
        """Write people, new or known, all but their zones."""
        await self._rows.put(people, [fields(person, "zone") for person in persons])

    async def link(self, person: str, account: Account) -> None:
        """Give a person an account; Refusal if it is someone else's in the course."""
        (course,) = await self._rows.one(WHERE, person=person) or (None,)
        row = {"course": course, "platform": account.platform, "account": account.id}
        (holder,) = await self._rows.one(HOLDER, **row) or (None,)
        if holder not in {None, person}:
            raise Refusal(
                "That account belongs to someone else on the roster already. "
                "Take it from them first, then link it again."
            )
        if holder is None:
            await self._rows.add(accounts, [{**row, "person": person}])

    async def unlink(self, person: str, account: Account) -> None:
        """Take an account from a person."""
        await self._rows.run(
            delete(accounts).where(
                accounts.c.person == person,
                accounts.c.platform == account.platform,
                accounts.c.account == account.id,
            )
        )

    async def accounts(self, person: str) -> Sequence[Account]:
        """Return a person's accounts, in the order they were linked."""
        query = select(accounts).where(accounts.c.person == person).order_by(accounts.c.seq)
        rows = await self._rows.all(query)
        return [Account(row["platform"], row["account"]) for row in rows]

    async def accounts_of(self, course: str) -> Mapping[str, Sequence[Account]]:
        """Return the accounts of a course's people, by person, in the order they were linked."""
        found: defaultdict[str, list[Account]] = defaultdict(list)
        for person, platform, account in await self._rows.ask(ACCOUNTS, course=course):
            found[person].append(Account(platform, account))
        return dict(found)

    async def move(self, person: str, zone: str, since: datetime) -> None:
        """Set a person's zone from an instant on; the zones before are kept."""
        await self._rows.put(zones, [{"person": person, "since": since, "zone": zone}])
        self._rows.change(MOVED, person=person)

    async def zones(self, course: str, person: str | None = None) -> Mapping[str, ZoneHistory]:
        """Return everyone's zones over time, or one's; the course's stands before the first."""
        return await self._rows.once(
            ("zones", course, person), partial(self._zones, course, person)
        )

    async def _zones(self, course: str, person: str | None) -> Mapping[str, ZoneHistory]:
        settings = await self._rows.one(SETTINGS, course=course)
        fallback = settings[0].zone if settings else "UTC"
        query = MOVES if person is None else MOVES_OF_PERSON
        changes: dict[str, list[tuple[datetime, str | None]]] = {}
        for each, since, zone in await self._rows.ask(query, course=course, person=person):
            moves = changes.setdefault(each, [])
            if since is not None:
                moves.append((since, zone))
        return {each: ZoneHistory(fallback, tuple(moves)) for each, moves in changes.items()}
