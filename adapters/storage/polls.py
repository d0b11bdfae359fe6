"""Polls and their votes in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, select

from adapters.storage.columns import Instant, Key, Value, among_given, many
from adapters.storage.rows import Rows, fields
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


ALL = select(polls).order_by(polls.c.at, polls.c.id)
BY_ID = ALL.where(polls.c.id == bindparam("id"))
STANDING = ALL.where(polls.c.removed.is_(None))
OF_SESSION = STANDING.where(polls.c.session == bindparam("session"))
OF_COURSE = STANDING.where(polls.c.course == bindparam("course"))
VOTED = select(votes.c.poll).where(votes.c.person == bindparam("person"))
OF_PERSON = ALL.where(polls.c.id.in_(VOTED))
VOTES = (
    select(votes.c.poll, votes.c.person, votes.c.option)
    .where(among_given(votes.c.poll, "polls"))
    .order_by(votes.c.at)
)


class SqlPolls:
    """The polls of all courses; see bot.ports.polls."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, poll: str) -> Poll | None:
        """Return the poll with this id, also one that was taken back."""
        return next(iter(await self._whole(await self._rows.ask(BY_ID, id=poll))), None)

    async def of_session(self, session: str) -> Sequence[Poll]:
        """Return a session's polls, oldest first; without those that staff took back."""
        return await self._whole(await self._rows.ask(OF_SESSION, session=session))

    async def of(self, course: str) -> Sequence[Poll]:
        """Return a course's polls, oldest first; without those that staff took back."""
        return await self._whole(await self._rows.ask(OF_COURSE, course=course))

    async def of_person(self, person: str) -> Sequence[Poll]:
        """Return the polls in which a person voted, oldest first, also those taken back."""
        return await self._whole(await self._rows.ask(OF_PERSON, person=person))

    async def save(self, new: Sequence[Poll]) -> None:
        """Write polls, new or known. Votes are written with `vote` only."""
        await self._rows.put(polls, [fields(poll, "choices") for poll in new])

    async def vote(self, poll: str, person: str, option: int, at: datetime) -> None:
        """Write a person's vote, in place of the one before it."""
        row = {"poll": poll, "person": person, "option": option, "at": at}
        await self._rows.put(votes, [row])

    async def _whole(self, rows: Iterable[tuple[Any, ...]]) -> list[Poll]:
        """Return the polls of these rows with their votes, in the same order."""
        asked = [dict(zip(polls.c.keys(), row, strict=True)) for row in rows]
        if not asked:
            return []
        choices: defaultdict[str, dict[str, int]] = defaultdict(dict)
        names = many([each["id"] for each in asked])
        for poll, person, option in await self._rows.ask(VOTES, polls=names):
            choices[poll][person] = option
        return [Poll(**each, choices=choices[each["id"]]) for each in asked]
