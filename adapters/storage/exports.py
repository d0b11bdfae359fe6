"""Exports in the database: each one made, the weeks that are sealed, the rows that were asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Boolean, Column, Index, Integer, Table, bindparam, or_, select

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


LATEST = (
    select(*of_fields(exports, Exported))
    .where(
        exports.c.course == bindparam("course"),
        exports.c.week == bindparam("week"),
        or_(exports.c.scope == bindparam("whole"), exports.c.scope == bindparam("difference")),
    )
    .order_by(exports.c.at.desc(), exports.c.id.desc())
    .limit(1)
)
LATEST_IN_FORM = LATEST.where(exports.c.form == bindparam("form"))
WEEK_SEALED = select(sealed_weeks.c.held).where(
    sealed_weeks.c.course == bindparam("course"),
    sealed_weeks.c.week == bindparam("week"),
    sealed_weeks.c.total == bindparam("total"),
)
PERIOD_SEALED = select(sealed_periods.c.held).where(
    sealed_periods.c.course == bindparam("course"),
    sealed_periods.c.week == bindparam("week"),
    sealed_periods.c.scope == bindparam("scope"),
)
SEATS = (
    select(*of_fields(gradebook_seats, Seat))
    .where(gradebook_seats.c.course == bindparam("course"))
    .order_by(gradebook_seats.c.id)
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
        of = {"whole": scope.whole, "difference": scope.whole.difference}
        query = LATEST if form is None else LATEST_IN_FORM
        found = await self._rows.one(query, course=course, week=week, form=form, **of)
        return Exported(*found) if found else None

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
        query = WEEK_SEALED if scope.per is Period.WEEK else PERIOD_SEALED
        total = scope is Scope.TOTAL
        found = await self._rows.one(query, course=course, week=week, scope=scope, total=total)
        return found[0] if found else None

    async def seat(self, seat: str) -> Seat | None:
        """Return a row in doubt by its id."""
        row = await self._rows.first(select(gradebook_seats).where(gradebook_seats.c.id == seat))
        return Seat(**row) if row else None

    async def seats(self, course: str) -> Sequence[Seat]:
        """Return every row of a course that was ever in doubt."""
        return [Seat(*row) for row in await self._rows.ask(SEATS, course=course)]

    async def save_seats(self, seats: Sequence[Seat]) -> None:
        """Write rows in doubt, new or known."""
        await self._rows.put(gradebook_seats, [fields(seat) for seat in seats])
