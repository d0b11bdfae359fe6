"""Presence in voice places in the database, as seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Table, delete, select

from adapters.storage.columns import Instant, Key
from adapters.storage.rows import Row, Rows
from adapters.storage.tables import metadata
from bot.model.live.presence import EVERYONE, Seen
from bot.model.people import Account
from bot.model.places import Place

presences = Table(
    "presences",
    metadata,
    Column("course", Key, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("platform", Key, primary_key=True),
    Column("place", Key, primary_key=True),
    Column("thread", Key, primary_key=True),
    Column("account", Key, primary_key=True),
    Column("present", Boolean, primary_key=True),
    sqlite_with_rowid=False,
)
"""`platform` is the account's too. Somebody who came and left at one instant has two rows."""


class SqlPresences:
    """Who was seen in the voice places of all courses; see bot.ports.presences."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def add(self, course: str, seen: Sequence[Seen]) -> None:
        """Write what was seen in a course's places; what is known already changes nothing."""
        await self._rows.add(presences, [_row(course, each) for each in dict.fromkeys(seen)])

    async def of(self, course: str) -> Sequence[Seen]:
        """Return everything seen in a course's places, earliest first."""
        return await self._ordered(presences.c.course == course)

    async def of_accounts(self, course: str, accounts: Sequence[Account]) -> Sequence[Seen]:
        """Return what concerns these accounts, everyone's absences among it, earliest first."""
        ids = [EVERYONE, *(account.id for account in accounts)]
        found = await self._ordered(presences.c.course == course, presences.c.account.in_(ids))
        return [each for each in found if each.of_all or each.account in accounts]

    async def forget(self, course: str, since: datetime | None, before: datetime | None) -> None:
        """Erase what was seen in a course's places in [since, before); None is no limit."""
        statement = delete(presences).where(presences.c.course == course)
        if since is not None:
            statement = statement.where(presences.c.at >= since)
        if before is not None:
            statement = statement.where(presences.c.at < before)
        await self._rows.run(statement)

    async def _ordered(self, *where: ColumnElement[bool]) -> Sequence[Seen]:
        c = presences.c
        query = select(c.platform, c.place, c.thread, c.account, c.present, c.at).where(*where)
        rows = await self._rows.all(query.order_by(c.at, c.platform, c.place, c.account, c.present))
        return [_seen(*row.values()) for row in rows]


def _row(course: str, seen: Seen) -> Row:
    return {
        "course": course,
        "at": seen.at,
        "platform": seen.place.platform,
        "place": seen.place.id,
        "thread": seen.place.thread or "",
        "account": seen.account.id,
        "present": seen.present,
    }


def _seen(platform: str, place: str, thread: str, account: str, *rest: Any) -> Seen:
    return Seen(Place(platform, place, thread or None), Account(platform, account), *rest)
