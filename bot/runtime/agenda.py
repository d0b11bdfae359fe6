"""The agenda at work: runs what is due, each item in its own transaction, and keeps what fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.ports.agenda import Item
from bot.ports.clock import Clock
from bot.ports.journal import Journal
from bot.ports.tools import Tools
from bot.ports.work import Store, UnitOfWork
from bot.runtime.happenings import Reactions, settle

BATCH = 100
LONGEST_WAIT = timedelta(hours=1)
"""The longest pause between two tries of an item that keeps failing."""
SETTLE_PATIENCE = timedelta(minutes=10)
"""How long settled items wait for the places to be caught up."""

DueHandler = Callable[[Item, datetime, UnitOfWork], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class SlowJob:
    """Due work that makes something costly: read, make outside of any transaction, write."""

    read: Callable[[Item, datetime, UnitOfWork], Awaitable[Any]]
    make: Callable[[Any, Tools], Awaitable[Any]]
    write: Callable[[Item, datetime, Any, UnitOfWork], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class LongJob:
    """Due work that keeps what it has done as it goes on, and may be done again from the start."""

    run: Callable[[Item, datetime, Store, Tools], Awaitable[None]]


DueTable = Mapping[str, DueHandler | SlowJob | LongJob]


class AgendaRunner:
    """Runs due items in order of time, however late they are found."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        tools: Tools,
        handlers: DueTable,
        reactions: Reactions,
        journal: Journal,
    ) -> None:
        """Keep what is needed; `handlers` maps an item's kind to what runs it."""
        self._store = store
        self._clock = clock
        self._tools = tools
        self._handlers = handlers
        self._reactions = reactions
        self._journal = journal

    async def run(self, catching_up: bool) -> int:
        """Run everything due now; return how many items were run.

        While the places are being caught up, items that depend on a deadline wait, but never
        longer than SETTLE_PATIENCE.
        """
        ran = 0
        seen: set[str] = set()
        while True:
            now = self._clock.now()
            async with self._store.reading() as work:
                due = await work.agenda.due(now, BATCH)
            items = [
                item
                for item in due
                if item.key not in seen
                and not (catching_up and item.settled and now < item.due + SETTLE_PATIENCE)
            ]
            if not items:
                return ran
            for item in items:
                seen.add(item.key)
                await self._run(item)
                ran += 1

    async def _run(self, item: Item) -> None:
        try:
            await self._attempt(item)
        except Exception as error:
            self._journal.trouble("agenda item failed", error, item=item.key, course=item.course)
            now = self._clock.now()
            wait = min(timedelta(minutes=1 << min(item.attempts, 12)), LONGEST_WAIT)
            async with self._store.work() as work:
                await work.agenda.failed(item.key, now + wait, type(error).__name__)
        else:
            self._journal.note("agenda item done", item=item.key, course=item.course)

    async def _attempt(self, item: Item) -> None:
        handler = self._handlers[item.kind]
        now = self._clock.now()
        if isinstance(handler, LongJob):
            await handler.run(item, now, self._store, self._tools)
            async with self._store.work() as work:
                await work.agenda.done(item.key)
            return
        if not isinstance(handler, SlowJob):
            async with self._store.work() as work:
                await handler(item, now, work)
                await settle(work, self._reactions, now)
                await work.agenda.done(item.key)
            return
        async with self._store.reading() as work:
            facts = await handler.read(item, now, work)
        made = await handler.make(facts, self._tools)
        async with self._store.work() as work:
            await handler.write(item, now, made, work)
            await settle(work, self._reactions, now)
            await work.agenda.done(item.key)
