"""Discussions in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, select

from adapters.storage.columns import Instant, Key, Value, Word
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.due import Due
from bot.model.places import Message

discussions = Table(
    "discussions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("key", Key, nullable=False),
    Column("title", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("opens", Instant, nullable=False),
    Column("posts_due", Value(Due), nullable=False),
    Column("closes", Value(Due), nullable=False),
    Column("week", Integer, nullable=False),
    Column("expects", Value(Expectation), nullable=False),
    Column("state", Word(DiscussionState), nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("root", Value(Message)),
    Column("summary", Text),
    Index(None, "course", "opens"),
    Index(None, "course", "key", unique=True),
)


class SqlDiscussions:
    """The discussions of all courses; see bot.ports.discussions."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, discussion: str) -> Discussion | None:
        """Return the discussion with this id."""
        row = await self._rows.first(select(discussions).where(discussions.c.id == discussion))
        return Discussion(**row) if row else None

    async def of(self, course: str) -> Sequence[Discussion]:
        """Return a course's discussions by opening, cancelled ones too."""
        query = select(discussions).where(discussions.c.course == course)
        rows = await self._rows.all(query.order_by(discussions.c.opens, discussions.c.id))
        return [Discussion(**row) for row in rows]

    async def save(self, new: Sequence[Discussion]) -> None:
        """Write discussions, new or known."""
        await self._rows.put(discussions, [fields(discussion) for discussion in new])
