"""The audit in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Index, Table, Text, select

from adapters.storage.columns import Counted, Instant, Key
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.ports.audit import Deed

deeds = Table(
    "deeds",
    metadata,
    Column("seq", Counted, primary_key=True),
    Column("id", Key, nullable=False, unique=True),
    Column("course", Key, nullable=False),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("what", Text, nullable=False),
    Column("undo", Text),
    Index(None, "course", "at"),
)

DEED = [deeds.c[name] for name in Deed.__dataclass_fields__]


class SqlAudit:
    """Acts of staff, as kept; see bot.ports.audit."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def record(self, deed: Deed) -> None:
        """Write a deed; a known id changes nothing."""
        await self._rows.add(deeds, [fields(deed)])

    async def of(self, course: str, most: int = 100) -> Sequence[Deed]:
        """Return a course's latest deeds, newest first."""
        query = select(*DEED).where(deeds.c.course == course)
        newest = query.order_by(deeds.c.at.desc(), deeds.c.seq.desc()).limit(most)
        return [Deed(**row) for row in await self._rows.all(newest)]
