"""The core is woken after news and when something is due; wishes that come together are one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.runtime.hearing import waking
from bot.runtime.hearing.waking import Waker
from tests.support.discord.core import Core, SetClock, until


@contextlib.asynccontextmanager
async def ticking(core: Core) -> AsyncIterator[Waker]:
    """Wake a core until the block ends."""
    core.clock = core.clock or SetClock()
    waker = Waker(core, core.clock)
    task = asyncio.create_task(waker.run())
    try:
        yield waker
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until_ticked(core: Core, times: int) -> None:
    """Wait for so many ticks."""
    await until(lambda: core.ticks >= times)


async def test_wishes_that_come_together_are_one() -> None:
    core = Core()
    async with ticking(core) as waker:
        await until_ticked(core, 1)
        for _ in range(5):
            waker.wake()
        await until_ticked(core, 2)
        for _ in range(10):
            await asyncio.sleep(0)
        assert core.ticks == 2


async def test_what_is_due_is_done_without_being_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waking, "LONGEST_NAP", 0.001)
    clock = SetClock()
    core = Core(clock=clock, dues=[clock.now()])
    clock.advance(minutes=-5)
    async with ticking(core):
        await until_ticked(core, 1)
        clock.advance(minutes=5)
        async with asyncio.timeout(60):
            await core.did.wait()


async def test_work_that_is_due_and_has_to_wait_does_not_spin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    core = Core()
    late = core.clock = SetClock()

    async def always_due() -> object:
        return late.now()

    monkeypatch.setattr(Core, "next_due", lambda self: always_due())
    async with ticking(core):
        await until_ticked(core, 1)
        for _ in range(50):
            await asyncio.sleep(0)
        assert core.ticks == 1


async def test_a_tick_that_fails_is_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    core = Core(clock=SetClock())
    troubles = [OSError("the disk is full")]

    async def due() -> None:
        if troubles:
            raise troubles.pop()

    monkeypatch.setattr(Core, "next_due", lambda self: due())
    async with ticking(core) as waker:
        await until(lambda: not troubles)
        waker.wake()
        await until_ticked(core, 2)


async def test_wishes_in_the_breath_after_a_tick_are_gathered() -> None:
    core = Core()
    async with ticking(core) as waker:
        await until_ticked(core, 1)
        waker.wake()
        await asyncio.sleep(waking.BREATH / 4)
        assert core.ticks == 1
        waker.wake()
        await until_ticked(core, 2)
