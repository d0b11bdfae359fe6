"""The engine at its end: what was opened is closed, also what was only being opened."""

import asyncio
import gc
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from adapters.storage.driver import Connection
from adapters.storage.engine import Engine

Opens = Callable[[Engine], AbstractAsyncContextManager[Connection]]
EVERY_WAY: tuple[Opens, ...] = (Engine.writing, Engine.reading)


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    """Make an engine of a new file; once a test has closed it, nothing may be open."""
    made = Engine(f"sqlite+aiosqlite:///{tmp_path / 'engine.db'}")
    async with made.writing() as connection:
        await connection.fetch("CREATE TABLE words (word TEXT)")
    yield made
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        gc.collect()
    assert [str(one.message) for one in told if one.category is ResourceWarning] == []


async def use(engine: Engine, opens: Opens, begun: asyncio.Event) -> int:
    """Count the words in a transaction, a moment after it began."""
    async with opens(engine) as connection:
        begun.set()
        await asyncio.sleep(0)
        [(count,)] = await connection.fetch("SELECT count(*) FROM words")
        return int(count)


@pytest.mark.parametrize("opens", EVERY_WAY)
async def test_what_is_in_use_at_the_end_is_closed_after_it(engine: Engine, opens: Opens) -> None:
    begun = asyncio.Event()
    using = asyncio.create_task(use(engine, opens, begun))
    await begun.wait()
    await engine.close()
    assert await using == 0


@pytest.mark.parametrize("opens", EVERY_WAY)
async def test_what_comes_after_the_end_is_closed_too(engine: Engine, opens: Opens) -> None:
    await engine.close()
    assert await use(engine, opens, asyncio.Event()) == 0


@pytest.mark.parametrize("opens", EVERY_WAY)
async def test_who_is_called_off_leaves_nothing_open(engine: Engine, opens: Opens) -> None:
    """At whatever step of opening, using or closing it."""
    for steps in range(12):
        using = asyncio.create_task(use(engine, opens, asyncio.Event()))
        for _ in range(steps):
            await asyncio.sleep(0.001)
        using.cancel()
        await asyncio.wait({using})
    async with engine.writing() as connection:
        await connection.fetch("INSERT INTO words VALUES ('salt')")
    assert await use(engine, opens, asyncio.Event()) == 1
    await engine.close()
