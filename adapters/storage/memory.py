"""What the dispatcher remembers, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Column, Index, Table, Text, bindparam, delete, select, update

from adapters.storage.columns import Instant, Key, Value
from adapters.storage.rows import Rows
from adapters.storage.tables import metadata
from bot.chat.calls import Answer, Invocation
from bot.model.people import Account

answered_calls = Table(
    "answered_calls",
    metadata,
    Column("call", Key, primary_key=True),
    Column("answer", Value(Answer), nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

held_calls = Table(
    "held_calls",
    metadata,
    Column("call", Key, primary_key=True),
    Column("invocation", Value(Invocation), nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("identity", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("problem", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "course", "at"),
)
OLD = [
    delete(table).where(table.c.at < bindparam("before")) for table in (answered_calls, held_calls)
]
ANSWERED = select(answered_calls.c.answer).where(answered_calls.c.call == bindparam("call"))


class SqlMemory:
    """Calls that were answered, and events that were set aside; see bot.ports.memory."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def answered(self, call: str) -> Answer | None:
        """Return the answer given to this interaction before; None if it is new."""
        found = await self._rows.one(ANSWERED, call=call)
        return found[0] if found else None

    async def remember(self, call: str, answer: Answer, now: datetime) -> None:
        """Keep an answer; the first one given to a call stands."""
        await self._rows.add(answered_calls, [{"call": call, "answer": answer, "at": now}])

    async def hold(self, invocation: Invocation, now: datetime) -> None:
        """Keep a call that asks back which course is meant; its files are not kept."""
        kept = replace(invocation, files={})
        row = {"call": invocation.id, "invocation": kept, "at": now}
        await self._rows.put(held_calls, [row])

    async def held(self, call: str) -> Invocation | None:
        """Return a call that was held, by its id."""
        query = select(held_calls.c.invocation).where(held_calls.c.call == call)
        invocation: Invocation | None = await self._rows.value(query)
        return invocation

    async def forget(self, before: datetime) -> None:
        """Drop answers and held calls from before an instant."""
        for old in OLD:
            self._rows.change(old, before=before)

    async def forget_words(self, accounts: Sequence[Account], instead: Answer) -> None:
        """Let every answer read `instead`, and drop the calls that these accounts hold."""
        await self._rows.run(update(answered_calls).values(answer=instead))
        rows = await self._rows.all(select(held_calls))
        theirs = [row["call"] for row in rows if row["invocation"].account in accounts]
        await self._rows.run(delete(held_calls).where(held_calls.c.call.in_(theirs)))

    async def set_aside(self, identity: str, course: str, problem: str, now: datetime) -> None:
        """Keep the identity of an event that could not be handled, and why."""
        row = {"identity": identity, "course": course, "problem": problem, "at": now}
        await self._rows.put(set_aside, [row])

    async def aside(self, course: str) -> Sequence[tuple[str, str]]:
        """Return the set-aside events of a course: (identity, problem), newest first."""
        query = select(set_aside).where(set_aside.c.course == course)
        rows = await self._rows.all(query.order_by(set_aside.c.at.desc(), set_aside.c.identity))
        return [(row["identity"], row["problem"]) for row in rows]
