"""Messages that staff marked as answered, in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Table, bindparam, select

from adapters.storage.columns import Instant, Key, Value
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.places import Message
from bot.ports.answered import AnsweredMark

answered_marks = Table(
    "answered_marks",
    metadata,
    Column("id", Key, primary_key=True),
    Column("message", Value(Message), nullable=False),
    Column("course", Key, nullable=False, index=True),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("removed", Instant),
)
MARK = [answered_marks.c[name] for name in AnsweredMark.__dataclass_fields__]


STANDING = select(answered_marks.c.message).where(
    answered_marks.c.course == bindparam("course"), answered_marks.c.removed.is_(None)
)


class SqlAnswered:
    """The marks of all courses; see bot.ports.answered."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def mark(self, mark: AnsweredMark) -> None:
        """Write a mark, in place of the one before it on the same message."""
        await self._rows.put(answered_marks, [{"id": mark.id, **fields(mark)}])

    async def get(self, mark: str) -> AnsweredMark | None:
        """Return a mark by its id, also one that was taken off."""
        row = await self._rows.first(select(*MARK).where(answered_marks.c.id == mark))
        return None if row is None else AnsweredMark(**row)

    async def of(self, course: str) -> Sequence[Message]:
        """Return the messages of a course whose mark stands."""
        return [message for (message,) in await self._rows.ask(STANDING, course=course)]
