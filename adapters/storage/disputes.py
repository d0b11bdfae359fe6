"""Disputes in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Index, Integer, Table, Text, select

from adapters.storage.columns import Instant, Key, Value, Word, Words
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.participation.review.disputes import Dispute, Outcome

disputes = Table(
    "disputes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("person", Key, nullable=False),
    Column("week", Integer, nullable=False),
    Column("entry", Key),
    Column("option", Text, nullable=False),
    Column("about", Key),
    Column("words", Words, nullable=False),
    Column("opened", Instant, nullable=False),
    Column("outcome", Word(Outcome)),
    Column("by", Key),
    Column("decided", Instant),
    Column("answer", Words, nullable=False),
    Column("entered", Value(tuple[str, ...]), nullable=False),
    Index(None, "course", "person"),
)


class SqlDisputes:
    """The disputes of all courses; see bot.ports.disputes."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, dispute: str) -> Dispute | None:
        """Return the dispute with this id."""
        row = await self._rows.first(select(disputes).where(disputes.c.id == dispute))
        return Dispute(**row) if row else None

    async def of(self, course: str, person: str | None = None) -> Sequence[Dispute]:
        """Return a course's disputes, or one person's, oldest first."""
        where = [disputes.c.course == course]
        if person is not None:
            where.append(disputes.c.person == person)
        query = select(disputes).where(*where).order_by(disputes.c.opened, disputes.c.id)
        return [Dispute(**row) for row in await self._rows.all(query)]

    async def save(self, new: Sequence[Dispute]) -> None:
        """Write disputes, new or known."""
        await self._rows.put(disputes, [fields(dispute) for dispute in new])
