"""Sightings of attendees in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Boolean, Column, Table, delete, select

from adapters.storage.columns import Instant, Key, Words
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.attendance.reports import Source
from bot.model.attendance.sightings import Sighting

sightings = Table(
    "sightings",
    metadata,
    Column("course", Key, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("source", Key, primary_key=True),
    Column("room", Key, primary_key=True),
    Column("meeting", Key, primary_key=True),
    Column("who", Key, primary_key=True),
    Column("present", Boolean, primary_key=True),
    Column("name", Words, nullable=False),
    Column("email", Words, nullable=False),
    sqlite_with_rowid=False,
)
"""`who` is the program's id of an attendee; names are no part of what makes two the same."""


class SqlSightings:
    """Who was seen in the meetings of all courses' sessions; see bot.ports.sightings."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def add(self, course: str, seen: Sequence[Sighting]) -> None:
        """Write what was seen; what is known already, by its key, changes nothing."""
        once = {one.key: one for one in reversed(seen)}
        rows = [{"course": course, **fields(one)} for one in once.values()]
        await self._rows.add(sightings, rows)

    async def of(self, course: str) -> Sequence[Sighting]:
        """Return everything seen in the meetings of a course, earliest first."""
        c = sightings.c
        told = [column for column in c if column is not c.course]
        query = select(*told).where(c.course == course)
        found = await self._rows.all(query.order_by(c.at, c.room, c.meeting, c.who, c.present))
        return [Sighting(**{**row, "source": Source(row["source"])}) for row in found]

    async def forget(self, course: str, meetings: Collection[str] | None = None) -> None:
        """Erase what was seen in these meetings of a course; None: in all."""
        statement = delete(sightings).where(sightings.c.course == course)
        if meetings is not None:
            statement = statement.where(sightings.c.meeting.in_(sorted(meetings)))
        await self._rows.run(statement)
