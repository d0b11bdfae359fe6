"""The ledger in the database: entries, never erased, and the rollup kept beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import (
    Column,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    func,
    select,
    text,
)

from adapters.storage.columns import Instant, Key, Word, among_given, many, pairs_given
from adapters.storage.policies import rules_for, versions_of
from adapters.storage.posted import posts_sought
from adapters.storage.rows import Row, Rows, fields
from adapters.storage.tables import metadata
from bot.model.participation.acts.answering import Posted, Sought
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.standings.tally import Acts, Did, Tallies, TallyKey, change

A_POST, A_RECEIVED = text("act = 'post'"), text("act = 'received'")
"""Said in these words an index that holds only such entries is used."""

entries = Table(
    "entries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("person", Key, nullable=False),
    Column("act", Word(Act), nullable=False),
    Column("at", Instant, nullable=False),
    Column("week", Integer, nullable=False),
    Column("about", Key),
    Column("amount", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("withdraws", Key),
    Column("reason", Text),
    Column("by", Key),
    Column("due", Instant),
    Column("out_of", Integer),
    Column("withdrawn", Instant),
    Index(None, "person", "at"),
    Index(None, "about", "person"),
    Index(None, "course", "week"),
    Index("ix_entries_posts", "about", "at", sqlite_where=A_POST, postgresql_where=A_POST),
    Index(
        "ix_entries_received",
        "about",
        "evidence",
        sqlite_where=A_RECEIVED,
        postgresql_where=A_RECEIVED,
    ),
)

tallies = Table(
    "tallies",
    metadata,
    Column("course", Key, primary_key=True),
    Column("person", Key, primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("about", Key, primary_key=True),
    Column("act", Word(Act), primary_key=True),
    Column("fits", Key, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)
TALLY = tuple(column.name for column in tallies.columns)
TALLIES = select(tallies.c.count, *(tallies.c[name] for name in TallyKey._fields)).where(
    tallies.c.course == bindparam("course"), tallies.c.count != 0
)
TALLIES_OF_PERSON = TALLIES.where(tallies.c.person == bindparam("person"))

FIRST, LAST = -1_000_000, 1_000_000
"""Weeks before and after those of any term."""
OF_COURSE = (
    select(entries)
    .where(
        entries.c.course == bindparam("course"),
        entries.c.week.between(bindparam("first"), bindparam("last")),
    )
    .order_by(entries.c.at, entries.c.id)
)
SIZES = (
    select(entries.c.person, func.count().label("entries"))
    .where(entries.c.course == bindparam("course"))
    .group_by(entries.c.person)
)
OF_PERSON = (
    select(entries)
    .where(entries.c.person == bindparam("person"))
    .order_by(entries.c.at, entries.c.id)
)
ABOUT = (
    select(entries)
    .where(entries.c.about == bindparam("about"))
    .order_by(entries.c.at, entries.c.id)
)
KNOWN = select(entries.c.id).where(among_given(entries.c.id, "ids"))
ABOUT_PEOPLE = (
    select(entries)
    .where(entries.c.about == bindparam("about"), among_given(entries.c.person, "people"))
    .order_by(entries.c.at, entries.c.id)
)
SHOWN = (
    select(entries)
    .where(
        pairs_given(entries.c.about, entries.c.person, "pairs"),
        among_given(entries.c.evidence, "evidence"),
    )
    .order_by(entries.c.at, entries.c.id)
)
RECEIVED = (
    select(entries)
    .where(
        among_given(entries.c.about, "subjects"),
        A_RECEIVED,
        among_given(entries.c.evidence, "evidence"),
    )
    .order_by(entries.c.at, entries.c.id)
)
BETWEEN, END = "\x1f", "\x1e"
"""What stands between the columns of a tally, and between tallies, in a week's text."""
ACTS = (
    select(
        tallies.c.person,
        tallies.c.week,
        func.group_concat(
            tallies.c.about.concat(BETWEEN)
            .concat(tallies.c.act)
            .concat(BETWEEN)
            .concat(tallies.c.fits)
            .concat(BETWEEN)
            .concat(cast(tallies.c.count, Text)),
            END,
        ),
    )
    .where(tallies.c.course == bindparam("course"), tallies.c.count != 0)
    .group_by(tallies.c.person, tallies.c.week)
)
ACTS_OF_PERSON = ACTS.where(tallies.c.person == bindparam("person"))
"""A text a week, most of them equal, is read in a fraction of the time that rows take."""


class SqlLedger:
    """Entries and their tallies; see bot.ports.ledger."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def append(self, new: Sequence[Entry]) -> Sequence[Entry]:
        """Write entries and their tallies; return the new ones (known ids change nothing)."""
        asked = {entry.id: entry for entry in new}
        if not asked:
            return []
        known = {row[0] for row in await self._rows.ask(KNOWN, ids=many(asked))}
        fresh = [entry for entry in asked.values() if entry.id not in known]
        await self._rows.add(entries, [fields(entry) for entry in fresh])
        await self._count(fresh)
        return fresh

    async def of_person(self, person: str) -> Sequence[Entry]:
        """Return a person's entries in order of time."""
        return [Entry(*row) for row in await self._rows.ask(OF_PERSON, person=person)]

    async def about(self, subject: str) -> Sequence[Entry]:
        """Return the entries about one session or discussion, in order of time."""
        return [Entry(*row) for row in await self._rows.ask(ABOUT, about=subject)]

    async def about_people(self, subject: str, people: Collection[str]) -> Sequence[Entry]:
        """Return these people's entries about one session or discussion, in order of time."""
        given = {"about": subject, "people": many(set(people))}
        return [Entry(*row) for row in await self._rows.ask(ABOUT_PEOPLE, **given)]

    async def shown_by(
        self, evidence: Collection[str], wanted: Collection[tuple[str, str]]
    ) -> Sequence[Entry]:
        """Return the entries that evidence shows, about subjects by people, in order of time."""
        given = {"evidence": many(set(evidence)), "pairs": many(set(wanted))}
        return [Entry(*row) for row in await self._rows.ask(SHOWN, **given)]

    async def posts(self, sought: Collection[Sought]) -> Mapping[str, Collection[Posted]]:
        """Return posts that stand, by the discussion they are about: those that are sought."""
        return await posts_sought(self._rows, sought) if sought else {}

    async def received(
        self, subjects: Collection[str], evidence: Collection[str]
    ) -> Sequence[Entry]:
        """Return the entries of received replies that evidence shows, about these discussions."""
        given = {"subjects": many(set(subjects)), "evidence": many(set(evidence))}
        return [Entry(*row) for row in await self._rows.ask(RECEIVED, **given)]

    async def of_course(self, course: str, weeks: Collection[int] = ()) -> Sequence[Entry]:
        """Return a course's entries, of these weeks or of all, in order of time."""
        given = {"first": min(weeks, default=FIRST), "last": max(weeks, default=LAST)}
        rows = await self._rows.ask(OF_COURSE, course=course, **given)
        found = [Entry(*row) for row in rows]
        return [entry for entry in found if not weeks or entry.week in weeks]

    async def sizes(self, course: str) -> Mapping[str, int]:
        """Return how many entries each person has: while they are as many, none was added."""
        found = await self._rows.ask(SIZES, course=course)
        return {person: int(count) for person, count in found}

    async def tallies(self, course: str, person: str | None = None) -> Tallies:
        """Return the rollup of a course or of one of its people."""
        query = TALLIES if person is None else TALLIES_OF_PERSON
        found = await self._rows.ask(query, course=course, person=person)
        return {TallyKey(*key): count for count, *key in found}

    async def acts(
        self, course: str, person: str | None = None
    ) -> Mapping[str, Mapping[int, Acts]]:
        """Return the same by person and week; weeks in which people did the same are one value."""
        query = ACTS if person is None else ACTS_OF_PERSON
        found: dict[str, dict[int, Acts]] = {}
        known: dict[str, Acts] = {}
        for name, week, acts in await self._rows.ask(query, course=course, person=person):
            if acts not in known:
                known[acts] = _acts(acts)
            found.setdefault(name, {})[week] = known[acts]
        return found

    async def recount(
        self, course: str, since: int | None = None, counted: Mapping[int, Tallies] | None = None
    ) -> None:
        """Make the rollup anew from the entries, from a week on, or write what was counted."""
        of_it = tallies.c.course == course
        if counted is not None:
            weeks = sorted(counted)
            await self._rows.run(delete(tallies).where(of_it, tallies.c.week.in_(weeks)))
            await self._rows.put(
                tallies, [_row(course, *each) for week in weeks for each in counted[week].items()]
            )
            return
        first = FIRST if since is None else since
        await self._rows.run(delete(tallies).where(of_it, tallies.c.week >= first))
        of_course = select(entries.c.week).where(entries.c.course == course).distinct()
        for row in await self._rows.all(of_course.where(entries.c.week >= first)):
            await self._count(await self.of_course(course, [row["week"]]))

    async def _count(self, fresh: Sequence[Entry]) -> None:
        """Add to the rollup what new entries change, each week by the policy that rules it."""
        weeks: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
        for entry in fresh:
            weeks[entry.course, entry.week].append(entry)
        versions = {
            course: await versions_of(self._rows, course)
            for course in dict.fromkeys(course for course, _ in weeks)
        }
        rows = []
        for (course, week), some in weeks.items():
            policy = rules_for(versions[course], week)
            if policy is not None:
                rows += [_row(course, *each) for each in change(policy, some).items()]
        await self._rows.put(tallies, rows, sum=("count",))


def _row(course: str, key: TallyKey, count: int) -> Row:
    return dict(zip(TALLY, (course, *key, count), strict=True))


def _acts(text: str) -> Acts:
    """Return the acts that the text of a week holds."""
    found: dict[Did, int] = {}
    for tally in text.split(END):
        about, act, fits, count = tally.split(BETWEEN)
        found[Did(about, Act(act), fits)] = int(count)
    return found
