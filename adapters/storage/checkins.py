"""Check-ins, codes, misses and announced absences in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Index, Table, Text, bindparam, select

from adapters.storage.columns import Instant, Key, of_fields
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.live.absence import Absence
from bot.model.live.checkin import CheckIn, Code

codes = Table(
    "codes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("session", Key, nullable=False),
    Column("digits", Text, nullable=False),
    Column("made", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Index(None, "session", "made"),
)
misses = Table(
    "misses",
    metadata,
    Column("call", Key, primary_key=True),
    Column("session", Key, nullable=False),
    Column("person", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "session", "person", "at"),
)
checkins = Table(
    "checkins",
    metadata,
    Column("session", Key, primary_key=True),
    Column("person", Key, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("by", Key),
    Column("undone", Instant),
    Index(None, "person", "at"),
)
absences = Table(
    "absences",
    metadata,
    Column("session", Key, primary_key=True),
    Column("person", Key, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("undone", Instant),
    Index(None, "person", "at"),
)


CODES = (
    select(*of_fields(codes, Code))
    .where(codes.c.session == bindparam("session"))
    .order_by(codes.c.made, codes.c.id)
)
CHECKINS = (
    select(*of_fields(checkins, CheckIn))
    .where(checkins.c.session == bindparam("session"))
    .order_by(checkins.c.at, checkins.c.person)
)
CHECKIN = CHECKINS.where(checkins.c.person == bindparam("person"))
ABSENCES = (
    select(*of_fields(absences, Absence))
    .where(absences.c.session == bindparam("session"))
    .order_by(absences.c.at, absences.c.person)
)
ABSENCE = ABSENCES.where(absences.c.person == bindparam("person"))


class SqlCheckIns:
    """Attendance of all sessions; see bot.ports.checkins."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def codes(self, session: str) -> Sequence[Code]:
        """Return every code that a session had, oldest first."""
        return [Code(*row) for row in await self._rows.ask(CODES, session=session)]

    async def save_codes(self, new: Sequence[Code]) -> None:
        """Write codes, new or known."""
        await self._rows.put(codes, [fields(code) for code in new])

    async def misses(self, session: str, person: str) -> Sequence[datetime]:
        """Return when a person gave a wrong code for a session, oldest first."""
        query = (
            select(misses.c.at)
            .where(misses.c.session == session, misses.c.person == person)
            .order_by(misses.c.at)
        )
        return [row["at"] for row in await self._rows.all(query)]

    async def missed(self, call: str, session: str, person: str, at: datetime) -> None:
        """Write that a call held a wrong code; the same call again changes nothing."""
        row = {"call": call, "session": session, "person": person, "at": at}
        await self._rows.add(misses, [row])

    async def get(self, session: str, person: str) -> CheckIn | None:
        """Return a person's check-in to a session, undone or not."""
        found = await self._rows.one(CHECKIN, session=session, person=person)
        return CheckIn(*found) if found else None

    async def of_session(self, session: str) -> Sequence[CheckIn]:
        """Return a session's check-ins, earliest first; undone ones too."""
        return [CheckIn(*row) for row in await self._rows.ask(CHECKINS, session=session)]

    async def of_person(self, person: str) -> Sequence[CheckIn]:
        """Return a person's check-ins, earliest first; undone ones too."""
        query = select(checkins).where(checkins.c.person == person)
        rows = await self._rows.all(query.order_by(checkins.c.at, checkins.c.session))
        return [CheckIn(**row) for row in rows]

    async def save(self, new: Sequence[CheckIn]) -> None:
        """Write check-ins, one a person and session."""
        await self._rows.put(checkins, [fields(checkin) for checkin in new])

    async def absence(self, session: str, person: str) -> Absence | None:
        """Return what a person said of not coming to a session."""
        found = await self._rows.one(ABSENCE, session=session, person=person)
        return Absence(*found) if found else None

    async def absences(self, session: str) -> Sequence[Absence]:
        """Return the absences announced for a session, taken back or not, first said first."""
        return [Absence(*row) for row in await self._rows.ask(ABSENCES, session=session)]

    async def absences_of(self, person: str) -> Sequence[Absence]:
        """Return the absences that a person announced, taken back or not, first said first."""
        query = select(absences).where(absences.c.person == person)
        rows = await self._rows.all(query.order_by(absences.c.at, absences.c.session))
        return [Absence(**row) for row in rows]

    async def save_absences(self, new: Sequence[Absence]) -> None:
        """Write absences, one a person and session."""
        await self._rows.put(absences, [fields(absence) for absence in new])
