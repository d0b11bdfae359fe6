"""The lookout looks when it is wanted and by itself, and a look that fails is done again."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.runtime.hearing import lookout
from bot.runtime.hearing.lookout import Lookout
from tests.support.discord.core import until


class Looks:
    """Counts looks; the first `failures` of them fail."""

    def __init__(self, failures: int = 0) -> None:
        """Begin with none."""
        self.count = 0
        self.failures = failures

    async def __call__(self) -> None:
        """Look once."""
        self.count += 1
        if self.count <= self.failures:
            raise OSError("the database is busy")


@contextlib.asynccontextmanager
async def looking(looks: Looks) -> AsyncIterator[Lookout]:
    """Keep a lookout running until the block ends."""
    made = Lookout(looks)
    task = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_it_looks_when_it_is_wanted_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookout, "AT_MOST", 0.0)
    looks = Looks()
    async with looking(looks) as made:
        await asyncio.sleep(0)
        assert looks.count == 0
        made.want()
        made.want()
        await until(lambda: looks.count == 1)
        await asyncio.sleep(0.02)
        assert looks.count == 1


async def test_it_looks_by_itself_and_again_after_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lookout, "AGAIN", 0.001)
    monkeypatch.setattr(lookout, "AT_MOST", 0.0)
    looks = Looks(failures=1)
    async with looking(looks):
        await until(lambda: looks.count > 2)
