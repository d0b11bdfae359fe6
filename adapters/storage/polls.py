"""Polls and their votes in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Index, Integer, Table, Text, select

from adapters.storage.columns import Instant, Key, Value
from adapters.storage.rows import Row, Rows, fields, parts
from adapters.storage.tables import metadata
from bot.model.live.polls import Poll

polls = Table(
    "polls",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("session", Key),
    Column("question", Text, nullable=False),
    Column("options", Value(tuple[str, ...]), nullable=False),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("closed", Instant),
    Column("note", Text),
    Column("note_before", Text),
    Column("removed", Instant),
    Index(None, "session", "at"),
    Index(None, "course", "at"),
)
votes = Table(
    "votes",
    metadata,
    Column("poll", Key, primary_key=True),
    Column("person", Key, primary_key=True),
    Column("option", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "person"),
)


class SqlPolls:
    """The polls of all courses; see bot.ports.polls."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, poll: str) -> Poll | None:
        """Return the poll with this id, also one that was taken back."""
        rows = await self._rows.all(select(polls).where(polls.c.id == poll))
        return next(iter(await self._whole(rows)), None)

    async def of_session(self, session: str) -> Sequence[Poll]:
        """Return a session's polls, oldest first; without those that staff took back."""
        query = select(polls).where(polls.c.session == session, polls.c.removed.is_(None))
        return await self._whole(await self._rows.all(query.order_by(polls.c.at, polls.c.id)))

    async def of(self, course: str) -> Sequence[Poll]:
        """Return a course's polls, oldest first; without those that staff took back."""
        query = select(polls).where(polls.c.course == course, polls.c.removed.is_(None))
        return await self._whole(await self._rows.all(query.order_by(polls.c.at, polls.c.id)))

    async def of_person(self, person: str) -> Sequence[Poll]:
        """Return the polls in which a person voted, oldest first, also those taken back."""
        voted = select(votes.c.poll).where(votes.c.person == person)
        query = select(polls).where(polls.c.id.in_(voted)).order_by(polls.c.at, polls.c.id)
        return await self._whole(await self._rows.all(query))

    async def save(self, new: Sequence[Poll]) -> None:
        """Write polls, new or known. Votes are written with `vote` only."""
        await self._rows.put(polls, [fields(poll, "choices") for poll in new])

    async def vote(self, poll: str, person: str, option: int, at: datetime) -> None:
        """Write a person's vote, in place of the one before it."""
        row = {"poll": poll, "person": person, "option": option, "at": at}
        await self._rows.put(votes, [row])

    async def _whole(self, rows: Sequence[Row]) -> list[Poll]:
        """Return the polls of these rows with their votes, in the same order."""
        choices: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for names in parts([row["id"] for row in rows]):
            query = select(votes).where(votes.c.poll.in_(names)).order_by(votes.c.at)
            for row in await self._rows.all(query):
                choices[row["poll"]][row["person"]] = row["option"]
        return [Poll(**row, choices=choices[row["id"]]) for row in rows]
