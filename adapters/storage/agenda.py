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
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)

from adapters.storage.columns import Instant, Key, Value, starting, starts_as_given
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
BY_TIME = agenda.c.ready, agenda.c.key
DUE = (
    select(*ITEM)
    .where(~agenda.c.done, agenda.c.ready <= bindparam("now"))
    .order_by(*BY_TIME)
    .limit(bindparam("most", type_=Integer))
)
OF_COURSE = (
    select(*ITEM).where(agenda.c.course == bindparam("of"), ~agenda.c.done).order_by(*BY_TIME)
)
NEXT = select(func.min(agenda.c.ready, type_=Instant)).where(~agenda.c.done)
NEXT_OF_COURSE = NEXT.where(agenda.c.course == bindparam("of"))
DROP = delete(agenda).where(starts_as_given(agenda.c.key), ~agenda.c.done)
DROP_SINCE = DROP.where(agenda.c.due >= bindparam("since"))
THIS = update(agenda).where(agenda.c.key == bindparam("which"), ~agenda.c.done)
DONE = THIS.values(done=True, problem=None)
FAILED = THIS.values(
    ready=bindparam("retry"), problem=bindparam("trouble"), attempts=agenda.c.attempts + 1
)


class SqlAgenda:
    """Due work as kept; see bot.ports.agenda."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def plan(self, items: Sequence[Item]) -> None:
        """Write items; a known key that is still open takes the new time; a done one stays done."""
        rows = {item.key: _row(item) for item in items}
        await self._rows.put(agenda, list(rows.values()), unless="done")

    async def cancel(self, prefix: str, since: datetime | None = None) -> None:
        """Drop the open items whose key starts with `prefix`, with `since` only later ones."""
        if since is None:
            self._rows.change(DROP, **starting(prefix))
        else:
            self._rows.change(DROP_SINCE, **starting(prefix), since=since)

    async def due(self, now: datetime, most: int) -> Sequence[Item]:
        """Return open items due at or before `now`, earliest first, then by key."""
        return [Item(*row) for row in await self._rows.ask(DUE, now=now, most=most)]

    async def done(self, key: str) -> None:
        """Close an item for good."""
        self._rows.change(DONE, which=key)

    async def failed(self, key: str, retry: datetime, problem: str) -> None:
        """Keep an item open, to be tried again, with what went wrong."""
        self._rows.change(FAILED, which=key, retry=retry, trouble=problem)

    async def next_due(self, course: str | None = None) -> datetime | None:
        """Return when the next open item is due."""
        query = NEXT if course is None else NEXT_OF_COURSE
        found = await self._rows.one(query, of=course)
        earliest: datetime | None = found[0] if found else None
        return earliest

    async def of(self, course: str) -> Sequence[Item]:
        """Return a course's open items, earliest first."""
        return [Item(*row) for row in await self._rows.ask(OF_COURSE, of=course)]


def _row(item: Item) -> Row:
    row: dict[str, Any] = fields(item)
    return {**row, "ready": item.due, "problem": None, "done": False}
