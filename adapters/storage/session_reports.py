"""Attendance reports and decisions about names in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Index, Select, Table, delete, select

from adapters.storage.columns import Instant, Key, Value, Words
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.attendance.decisions import Decision
from bot.model.attendance.kept import SessionReport

session_reports = Table(
    "session_reports",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("session", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("report", Value(SessionReport), nullable=False),
    Index(None, "session", "at"),
    Index(None, "course", "at"),
)
"""A report is one value: nothing asks about its parts."""
name_decisions = Table(
    "name_decisions",
    metadata,
    Column("course", Key, primary_key=True),
    Column("identity", Key, primary_key=True),
    Column("name", Words, nullable=False),
    Column("person", Key),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("undone", Instant),
)


class SqlSessionReports:
    """The attendance reports of all sessions; see bot.ports.session_reports."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, report: str) -> SessionReport | None:
        """Return the report with this id, a draft or one that was taken back too."""
        query = select(session_reports.c.report).where(session_reports.c.id == report)
        found: SessionReport | None = await self._rows.value(query)
        return found

    async def of_session(self, session: str) -> Sequence[SessionReport]:
        """Return a session's reports, the one brought first first."""
        return await self._all(select(session_reports).where(session_reports.c.session == session))

    async def of_course(self, course: str) -> Sequence[SessionReport]:
        """Return the reports of all of a course's sessions, the one brought first first."""
        return await self._all(select(session_reports).where(session_reports.c.course == course))

    async def _all(self, query: Select[tuple[SessionReport]]) -> Sequence[SessionReport]:
        ordered = query.order_by(session_reports.c.at, session_reports.c.id)
        return [row["report"] for row in await self._rows.all(ordered)]

    async def save(self, reports: Sequence[SessionReport]) -> None:
        """Write reports, new or known."""
        rows = [
            {
                "id": report.id,
                "course": report.course,
                "session": report.session,
                "at": report.at,
                "report": report,
            }
            for report in reports
        ]
        await self._rows.put(session_reports, rows)

    async def decisions(self, course: str) -> Sequence[Decision]:
        """Return what staff decided about names in a course, oldest first."""
        query = select(name_decisions).where(name_decisions.c.course == course)
        ordered = query.order_by(name_decisions.c.at, name_decisions.c.identity)
        return [Decision(**row) for row in await self._rows.all(ordered)]

    async def decide(self, decisions: Sequence[Decision]) -> None:
        """Write decisions, one a course and identity."""
        await self._rows.put(name_decisions, [fields(decision) for decision in decisions])

    async def forget_decisions(self, course: str, person: str | None = None) -> None:
        """Erase a course's decisions, or those about one of its people."""
        statement = delete(name_decisions).where(name_decisions.c.course == course)
        if person is not None:
            statement = statement.where(name_decisions.c.person == person)
        await self._rows.run(statement)
