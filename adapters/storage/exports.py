"""Exports in the database: each one made, the weeks that are sealed, the rows that were asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Boolean, Column, Index, Integer, Table, select

from adapters.storage.columns import Instant, Key, Value, Word, Words, of_fields
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.gradebook.gradebook import GradebookWeek, Scope
from bot.model.participation.policies.policy import Period
from bot.ports.exports import Exported, Seat

exports = Table(
    "exports",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("week", Integer, nullable=False),
    Column("scope", Word(Scope), nullable=False),
    Column("form", Key, nullable=False),
    Column("by", Key),
    Column("at", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("policy", Integer, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("checksum", Key, nullable=False),
    Column("content", Key, nullable=False),
    Column("grades", Value(Mapping[str, Decimal]), nullable=False),
    Index(None, "course", "week", "form", "at"),
)

sealed_weeks = Table(
    "sealed_weeks",
    metadata,
    Column("course", Key, primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("total", Boolean, primary_key=True),
    Column("held", Value(GradebookWeek), nullable=False),
)

sealed_periods = Table(
    "sealed_periods",
    metadata,
    Column("course", Key, primary_key=True),
    Column("scope", Word(Scope), primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("held", Value(GradebookWeek), nullable=False),
)

gradebook_seats = Table(
    "gradebook_seats",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False, index=True),
    Column("row", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("person", Key),
)


class SqlExports:
    """The exports of all courses; see bot.ports.exports."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def record(self, exported: Exported) -> None:
        """Keep an export; a known id changes nothing."""
        await self._rows.add(exports, [fields(exported)])

    async def of(self, course: str, most: int = 100) -> Sequence[Exported]:
        """Return a course's latest exports, newest first."""
        query = select(*of_fields(exports, Exported)).where(exports.c.course == course)
        newest = query.order_by(exports.c.at.desc(), exports.c.id.desc()).limit(most)
        return [Exported(**row) for row in await self._rows.all(newest)]

    async def latest(
        self, course: str, week: int, form: str | None, scope: Scope
    ) -> Exported | None:
        """Return the newest export of something, its differences too, in one format or in any."""
        where = [
            exports.c.course == course,
            exports.c.week == week,
            exports.c.scope.in_([scope.whole, scope.whole.difference]),
        ]
        if form is not None:
            where.append(exports.c.form == form)
        query = select(*of_fields(exports, Exported)).where(*where)
        newest = query.order_by(exports.c.at.desc(), exports.c.id.desc())
        row = await self._rows.first(newest.limit(1))
        return Exported(**row) if row else None

    async def seal(self, course: str, week: GradebookWeek) -> None:
        """Keep what is locked as it is exported from now on; the first one stays."""
        row = {"course": course, "week": week.week, "held": week}
        if week.scope.per is Period.WEEK:
            total = week.scope is Scope.TOTAL
            await self._rows.add(sealed_weeks, [row | {"total": total}])
        else:
            await self._rows.add(sealed_periods, [row | {"scope": week.scope}])

    async def sealed(self, course: str, week: int, scope: Scope) -> GradebookWeek | None:
        """Return what ends with a week as it was when it locked; None before that."""
        weekly = scope.per is Period.WEEK
        table = sealed_weeks if weekly else sealed_periods
        of = table.c.total.is_(scope is Scope.TOTAL) if weekly else table.c.scope == scope
        query = select(table.c.held).where(table.c.course == course, table.c.week == week, of)
        row = await self._rows.first(query)
        return row["held"] if row else None

    async def seat(self, seat: str) -> Seat | None:
        """Return a row in doubt by its id."""
        row = await self._rows.first(select(gradebook_seats).where(gradebook_seats.c.id == seat))
        return Seat(**row) if row else None

    async def seats(self, course: str) -> Sequence[Seat]:
        """Return every row of a course that was ever in doubt."""
        query = select(gradebook_seats).where(gradebook_seats.c.course == course)
        found = await self._rows.all(query.order_by(gradebook_seats.c.id))
        return [Seat(**row) for row in found]

    async def save_seats(self, seats: Sequence[Seat]) -> None:
        """Write rows in doubt, new or known."""
        await self._rows.put(gradebook_seats, [fields(seat) for seat in seats])
