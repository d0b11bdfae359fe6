"""Group commit: nobody is told that something is kept before it is."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import pytest

from adapters.slack.hearing.batches import Batches, NotKeptError
from bot.chat.events import Event, MessageDeleted
from bot.model.places import Message, Place
from tests.support.instants import utc


def event(number: int) -> Event:
    """Return one of many events."""
    where = Message(Place("slack", "C1"), f"{number}.000100")
    return MessageDeleted(where, utc("2026-10-05 08:00"))


@dataclass
class Store:
    """Keeps batches once the gate is open; `broken` says that it doesn't."""

    batches: list[list[Event]] = field(default_factory=list)
    broken: bool = False
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, events: Sequence[Event]) -> None:
        """Keep a batch."""
        self.asked.set()
        await self.gate.wait()
        if self.broken:
            raise OSError("The disk is full.")
        self.batches.append(list(events))


@contextlib.asynccontextmanager
async def running(store: Store, most: int = 500) -> AsyncIterator[Batches]:
    """Keep batches while the block lasts."""
    batches = Batches(store.keep, most)
    task = asyncio.create_task(batches.run())
    try:
        yield batches
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def bring(batches: Batches, store: Store, count: int) -> list[asyncio.Task[None]]:
    """Bring one event, and when it is being kept, so many more."""
    tasks = [asyncio.create_task(batches.add([event(0)]))]
    await store.asked.wait()
    tasks += [asyncio.create_task(batches.add([event(n)])) for n in range(1, count + 1)]
    await asyncio.sleep(0)
    return tasks


async def test_what_comes_meanwhile_shares_the_next_batch() -> None:
    """And waits until that is kept."""
    store = Store()
    async with running(store) as batches:
        tasks = await bring(batches, store, 3)
        assert len(batches) == 3
        assert not any(task.done() for task in tasks)
        store.gate.set()
        await asyncio.gather(*tasks)
    assert store.batches == [[event(0)], [event(1), event(2), event(3)]]


async def test_a_batch_has_an_end() -> None:
    """What finds no room in it is kept in the one after; what is brought as one stays one."""
    store = Store()
    store.gate.set()
    async with running(store, most=2) as batches:
        tasks = await bring(batches, store, 3)
        await asyncio.gather(*tasks, batches.add([event(n) for n in range(4, 8)]))
    assert [len(batch) for batch in store.batches] == [1, 2, 1, 4]


async def test_who_brought_what_is_not_kept_is_told() -> None:
    """Those who come later are not concerned."""
    store = Store(broken=True)
    async with running(store) as batches:
        store.gate.set()
        with pytest.raises(NotKeptError):
            await batches.add([event(1)])
        store.broken = False
        await batches.add([event(2)])
    assert store.batches == [[event(2)]]


async def test_at_the_end_what_waits_is_not_kept() -> None:
    """Nor is what comes later."""
    store = Store()
    async with running(store) as batches:
        tasks = await bring(batches, store, 2)
    for task in tasks:
        with pytest.raises(NotKeptError):
            await task
    with pytest.raises(NotKeptError):
        await batches.add([event(9)])


async def test_who_gives_up_harms_nobody() -> None:
    """What they brought is kept all the same."""
    store = Store()
    async with running(store) as batches:
        tasks = await bring(batches, store, 2)
        tasks[1].cancel()
        store.gate.set()
        await asyncio.gather(tasks[0], tasks[2])
    assert store.batches == [[event(0)], [event(1), event(2)]]
