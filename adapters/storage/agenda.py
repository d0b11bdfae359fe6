"""The agenda in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    Table,
    Text,
    Update,
    delete,
    func,
    select,
    text,
    update,
)

from adapters.storage.columns import Instant, Key, Value, starts_with
from adapters.storage.rows import Row, Rows, fields
from adapters.storage.tables import metadata
from bot.ports.agenda import Item

OPEN, OPEN_IN_SQLITE = text("NOT done"), text("done = 0")
"""The same condition as each dialect writes it."""

agenda = Table(
    "agenda",
    metadata,
    Column("key", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("due", Instant, nullable=False),
    Column("args", Value(Mapping[str, str]), nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("ready", Instant, nullable=False),
    Column("problem", Text),
    Column("done", Boolean, nullable=False),
    Index("ix_agenda_ready", "ready", "key", sqlite_where=OPEN_IN_SQLITE, postgresql_where=OPEN),
    Index(
        "ix_agenda_course", "course", "ready", sqlite_where=OPEN_IN_SQLITE, postgresql_where=OPEN
    ),
)
"""`due` is the instant that was planned, for the handler; `ready` when it is (next) tried."""

ITEM = [agenda.c[name] for name in Item.__dataclass_fields__]


class SqlAgenda:
    """Due work as kept; see bot.ports.agenda."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def plan(self, items: Sequence[Item]) -> None:
        """Write items; a known key that is still open takes the new time; a done one stays done."""
        rows = {item.key: _row(item) for item in items}
        if not rows:
            return
        insert = self._rows.insert(agenda)
        fresh = {column.name: insert.excluded[column.name] for column in agenda.c}
        plan = insert.on_conflict_do_update(
            index_elements=[agenda.c.key], set_=fresh, where=~agenda.c.done
        )
        await self._rows.run(plan, list(rows.values()))

    async def cancel(self, prefix: str, since: datetime | None = None) -> None:
        """Drop the open items whose key starts with `prefix`, with `since` only later ones."""
        opened = delete(agenda).where(starts_with(agenda.c.key, prefix), ~agenda.c.done)
        if since is not None:
            opened = opened.where(agenda.c.due >= since)
        await self._rows.run(opened)

    async def due(self, now: datetime, most: int) -> Sequence[Item]:
        """Return open items due at or before `now`, earliest first, then by key."""
        query = select(*ITEM).where(~agenda.c.done, agenda.c.ready <= now)
        rows = await self._rows.all(query.order_by(agenda.c.ready, agenda.c.key).limit(most))
        return [Item(**row) for row in rows]

    async def done(self, key: str) -> None:
        """Close an item for good."""
        await self._rows.run(_this(key).values(done=True, problem=None))

    async def failed(self, key: str, retry: datetime, problem: str) -> None:
        """Keep an item open, to be tried again, with what went wrong."""
        tried = agenda.c.attempts + 1
        await self._rows.run(_this(key).values(ready=retry, problem=problem, attempts=tried))

    async def next_due(self, course: str | None = None) -> datetime | None:
        """Return when the next open item is due."""
        query = select(func.min(agenda.c.ready, type_=Instant)).where(~agenda.c.done)
        if course is not None:
            query = query.where(agenda.c.course == course)
        earliest: datetime | None = await self._rows.value(query)
        return earliest

    async def of(self, course: str) -> Sequence[Item]:
        """Return a course's open items, earliest first."""
        query = select(*ITEM).where(agenda.c.course == course, ~agenda.c.done)
        rows = await self._rows.all(query.order_by(agenda.c.ready, agenda.c.key))
        return [Item(**row) for row in rows]


def _this(key: str) -> Update:
    return update(agenda).where(agenda.c.key == key, ~agenda.c.done)


def _row(item: Item) -> Row:
    row: dict[str, Any] = fields(item)
    return {**row, "ready": item.due, "problem": None, "done": False}
