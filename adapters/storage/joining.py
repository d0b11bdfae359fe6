"""Joining in the database: codes as hashes, and requests that wait for staff."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Table, delete, select

from adapters.storage.columns import Instant, Key, Value, Words
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.courses.joining import JoinCode, JoinRequest
from bot.model.people import Account

join_codes = Table(
    "join_codes",
    metadata,
    Column("hash", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("person", Key, nullable=False, index=True),
    Column("made", Instant, nullable=False),
    Column("used", Instant),
)

join_requests = Table(
    "join_requests",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("account", Value(Account), nullable=False),
    Column("name", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person", Key),
)


class SqlJoining:
    """The codes and requests of all courses; see bot.ports.joining."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def code(self, hash: str) -> JoinCode | None:
        """Return the code with this hash."""
        row = await self._rows.first(select(join_codes).where(join_codes.c.hash == hash))
        return JoinCode(**row) if row else None

    async def codes(self, person: str) -> Sequence[JoinCode]:
        """Return the codes that were made for a person, oldest first."""
        query = select(join_codes).where(join_codes.c.person == person)
        rows = await self._rows.all(query.order_by(join_codes.c.made, join_codes.c.hash))
        return [JoinCode(**row) for row in rows]

    async def save_code(self, code: JoinCode) -> None:
        """Write a code, new or known."""
        await self._rows.put(join_codes, [fields(code)])

    async def drop_codes(self, person: str) -> None:
        """Forget a person's codes: none of them works any more."""
        await self._rows.run(delete(join_codes).where(join_codes.c.person == person))

    async def request(self, request: str) -> JoinRequest | None:
        """Return the request with this id."""
        row = await self._rows.first(select(join_requests).where(join_requests.c.id == request))
        return JoinRequest(**row) if row else None

    async def save_request(self, request: JoinRequest) -> None:
        """Write a request, new or known."""
        await self._rows.put(join_requests, [fields(request)])
