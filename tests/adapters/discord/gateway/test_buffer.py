"""The buffer holds what is heard until it is taken, and holds up who reads too fast."""

from __future__ import annotations

import asyncio

from adapters.discord.gateway.buffer import Buffer, Item
from tests.support.instants import utc


def item(number: int) -> Item:
    """Return something heard."""
    return Item("MESSAGE_CREATE", {}, utc("2026-10-05 12:00"), number)


async def test_items_stay_until_they_are_dropped() -> None:
    buffer = Buffer()
    for number in range(5):
        buffer.put(item(number))
    assert [one.sequence for one in await buffer.some(3)] == [0, 1, 2]
    assert [one.sequence for one in await buffer.some(3)] == [0, 1, 2]
    buffer.drop(3)
    assert [one.sequence for one in await buffer.some(3)] == [3, 4]
    buffer.drop(2)
    assert len(buffer) == 0


async def test_who_takes_waits_for_something() -> None:
    buffer = Buffer()
    taking = asyncio.create_task(buffer.some(3))
    await asyncio.sleep(0)
    assert not taking.done()
    buffer.put(item(1))
    assert [one.sequence for one in await taking] == [1]


async def test_who_reads_waits_for_room() -> None:
    buffer = Buffer(most=2)
    await buffer.room()
    buffer.put(item(1))
    await buffer.room()
    buffer.put(item(2))
    reading = asyncio.create_task(buffer.room())
    await asyncio.sleep(0)
    assert not reading.done()
    buffer.put(item(3))
    assert len(buffer) == 3
    buffer.drop(1)
    await asyncio.sleep(0)
    assert not reading.done()
    buffer.drop(1)
    await reading


async def test_what_is_being_kept_takes_no_room() -> None:
    buffer = Buffer(most=2)
    for number in range(3):
        buffer.put(item(number))
    assert [one.sequence for one in await buffer.some(2)] == [0, 1]
    await buffer.room()
    buffer.put(item(3))
    reading = asyncio.create_task(buffer.room())
    await asyncio.sleep(0)
    assert not reading.done()
    buffer.drop(2)
    await asyncio.sleep(0)
    assert not reading.done()
    assert [one.sequence for one in await buffer.some(2)] == [2, 3]
    await reading
