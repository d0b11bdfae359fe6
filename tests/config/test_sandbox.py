"""A sandbox with its bot: what happens when the bot can't work, or the machine slept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.sandbox.server.app import SandboxServer, ServerSettings
from adapters.sandbox.wire import instant
from bot.chat.refusal import Refusal
from config.lasting import keep_up
from config.sandbox import BotProcess, keep_bot, open_sandbox
from config.settings import Settings
from tests.support.sandbox import START, WORLD, StandingTime, running


@asynccontextmanager
async def server() -> AsyncIterator[SandboxServer]:
    async with open_sandbox(ServerSettings(WORLD, "made-up", port=0)) as one:
        yield one


async def arrival(one: SandboxServer) -> None:
    assert one.walker.walking is not None
    await one.walker.walking


async def test_a_bot_that_can_never_work_ends_it_all_with_its_last_words(tmp_path: Path) -> None:
    process = BotProcess(Settings(), "mysql://nowhere", log=tmp_path / "bot.log")
    async with server() as one:
        with pytest.raises(Refusal, match="HOMEROOM_DATABASE_URL"):
            async with keep_bot(process, one, lambda text: None):
                await asyncio.Event().wait()


async def test_a_bot_ends_with_the_block(tmp_path: Path) -> None:
    told: list[str] = []
    database = f"sqlite+aiosqlite:///{tmp_path}/h.sqlite"
    process = BotProcess(Settings(), database, log=tmp_path / "bot.log")
    async with server() as one:
        async with keep_bot(process, one, told.append):
            assert await one.link.there(60)
        assert told == []


async def test_a_clock_that_fell_behind_walks_to_the_real_time() -> None:
    time = StandingTime()
    async with running(time=time, patience=0.0) as one:
        await one.walker.run(True)
        later = START + timedelta(hours=8)
        await keep_up(one, START + timedelta(seconds=1))
        assert instant(one.walker.clock()["now"]) == START
        await keep_up(one, later)
        await arrival(one)
        assert instant(one.walker.clock()["now"]) == later


async def test_a_clock_that_was_stopped_stays() -> None:
    async with running() as one:
        await keep_up(one, START + timedelta(days=1))
        assert instant(one.walker.clock()["now"]) == START


async def test_more_than_a_year_is_caught_up_in_two_walks() -> None:
    async with running(patience=0.0) as one:
        await one.walker.run(True)
        later = START + timedelta(days=500)
        for _ in range(2):
            await keep_up(one, later)
            await arrival(one)
        assert instant(one.walker.clock()["now"]) == later
