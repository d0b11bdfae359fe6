"""Who brings an event waits for its batch, and learns whether it is kept."""

import asyncio
from collections.abc import Sequence

import pytest

from adapters.meetings.zoom_hooks.keeping import Keeping
from bot.chat.events import AttendeeSeen, Event
from bot.model.attendance.reports import Source
from bot.model.attendance.sightings import Sighting
from tests.support.sample import at

EVENTS = [
    AttendeeSeen(Sighting(Source.ZOOM, "zoom.us/1", "m", str(number), True, at(0)))
    for number in range(5)
]


class Slow:
    """Keeps batches when it is let; fails with what it is given."""

    def __init__(self) -> None:
        self.batches: list[list[Event]] = []
        self.go = asyncio.Event()
        self.fails: list[Exception] = []

    async def receive(self, events: Sequence[Event]) -> None:
        self.batches.append(list(events))
        await self.go.wait()
        if self.fails:
            raise self.fails.pop()


async def begun(keeping: Keeping) -> list[asyncio.Task[None]]:
    tasks = []
    for event in EVENTS:
        tasks.append(asyncio.create_task(keeping.keep(event)))
        await asyncio.sleep(0)
    return tasks


async def test_what_comes_meanwhile_shares_the_next_batch() -> None:
    slow = Slow()
    tasks = await begun(Keeping(slow.receive))
    assert not any(task.done() for task in tasks)
    slow.go.set()
    await asyncio.gather(*tasks)
    assert slow.batches == [EVENTS[:1], EVENTS[1:]]


async def test_a_batch_that_fails_fails_for_all_who_brought_it_and_for_nobody_else() -> None:
    slow = Slow()
    keeping = Keeping(slow.receive)
    tasks = await begun(keeping)
    slow.fails.append(OSError("disk full"))
    slow.go.set()
    first, *others = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(first, OSError)
    assert others == [None] * 4
    slow.fails.append(OSError("disk full"))
    with pytest.raises(OSError, match="disk full"):
        await keeping.keep(EVENTS[0])


async def test_at_the_end_nobody_waits_for_ever() -> None:
    slow = Slow()
    tasks = await begun(Keeping(slow.receive))
    for task in tasks:
        task.cancel()
    found = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 60)
    assert all(isinstance(each, asyncio.CancelledError) for each in found)
