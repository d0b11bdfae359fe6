"""Events in: batches that are kept whole, or else one by one with the guilty set aside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.chat.events import Event, PlaceRead
from bot.model.places import Place
from bot.ports.clock import Clock
from bot.ports.journal import Journal
from bot.ports.work import Store, UnitOfWork
from bot.runtime.happenings import Reactions, settle

MOST = 400
"""Events a transaction while nobody calls: what each costs alone is shared by as many."""
FEW = 25
"""Events a transaction while people call, the writer is held for about 5 ms; and by how many more
each next one takes until somebody calls again."""

EventReaction = Callable[[Sequence[Event], datetime, UnitOfWork], Awaitable[None]]
"""Takes a batch, reads once, decides, writes one statement a table."""
Compare = Callable[[Sequence[Event], UnitOfWork], Awaitable[Sequence[Event]]]
"""Tells what was read as a whole in single events, for those who react."""


class Receiver:
    """Lets the features react to events, in the table's order, and commits."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        compare: Compare,
        event_reactions: Sequence[EventReaction],
        reactions: Reactions,
        journal: Journal,
        calls: Callable[[], int],
    ) -> None:
        """Keep what is needed; `calls` tells how many calls there were until now."""
        self._store = store
        self._clock = clock
        self._compare = compare
        self._event_reactions = event_reactions
        self._reactions = reactions
        self._journal = journal
        self._calls = calls
        self._size = FEW
        self._called = 0

    async def receive(self, events: Sequence[Event]) -> None:
        """Keep events; when this returns they are committed, or set aside one by one."""
        events = _thread_by_thread(events)
        start = 0
        while start < len(events):
            size = self._next_size()
            await self._batch(events[start : start + size])
            start += size

    def _next_size(self) -> int:
        """Return how many events to take: few after a call, then ever more."""
        called, self._called = self._called, self._calls()
        self._size = FEW if self._called != called else min(self._size + FEW, MOST)
        return self._size

    async def _batch(self, events: Sequence[Event]) -> None:
        try:
            await self._commit(events)
        except Exception as error:
            if len(events) > 1:
                for event in events:
                    await self._batch((event,))
            else:
                await self._set_aside(events[0], error)

    async def _commit(self, events: Sequence[Event]) -> None:
        now = self._clock.now()
        async with self._store.work(batch=True) as work:
            told = await self._compare(events, work)
            for react in self._event_reactions:
                await react(told, now, work)
            await settle(work, self._reactions, now)

    async def _set_aside(self, event: Event, error: Exception) -> None:
        async with self._store.work() as work:
            course = await work.courses.at(_place_of(event))
            name = course.id if course else ""
            await work.memory.set_aside(
                event.identity, name, type(error).__name__, self._clock.now()
            )
        self._journal.trouble("event set aside", error, event=event.identity, course=name)


def _thread_by_thread(events: Sequence[Event]) -> Sequence[Event]:
    """Return events so that those of one thread stand together, in their own order.

    A batch then touches few threads, and reads less. What was read of a place as a whole is about
    its threads as well, so nothing is moved past that.
    """
    if any(isinstance(event, PlaceRead) for event in events):
        return events
    return sorted(events, key=_thread_of)


def _thread_of(event: Event) -> tuple[str, str, str]:
    place = _place_of(event)
    return place.platform, place.id, place.thread or ""


def _place_of(event: Event) -> Place:
    return event.message.place if hasattr(event, "message") else event.place
