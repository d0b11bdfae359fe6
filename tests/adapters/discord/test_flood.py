"""A thousand people write in twenty channels as fast as the socket takes it: nothing is lost.

A part of what `make bench` pushes, which is 50,000 messages: see tests.bench.wire.flood.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from adapters.discord.gateway.buffer import MOST
from adapters.discord.gateway.inbox import AT_ONCE
from bot.model.participation.acts.ledger import Act
from bot.model.participation.standings.tally import change
from tests.bench.classes import POLICY
from tests.bench.wire import bots
from tests.bench.wire.crowd import Crowd
from tests.bench.wire.server import Stage, world
from tests.scenarios.discord.orders import newest
from tests.support.discord.server import Settings, WireServer, running

STUDENTS = 1_000
MESSAGES = 5_000
MORE = 500
"""Messages that are written while nobody listens."""
KEPT = 50_000
"""Events that the gateway keeps for a resume."""
LONGEST = 240.0


class Flood:
    """A stage, the bot that serves it, and how full its buffer ever was."""

    def __init__(self, server: WireServer, stage: Stage, crowd: Crowd, bot: bots.Serving) -> None:
        """Begin with an empty buffer."""
        self.server = server
        self.stage = stage
        self.crowd = crowd
        self.bot = bot
        self.fullest = 0

    async def push(self, count: int, seed: int) -> None:
        """Write so much, and only then let it all go out."""
        await self.stage.write(count, seed, held=True)
        await self.stage.speak()

    async def read(self, events: int) -> None:
        """Wait until the bot has read so many events."""
        await self._until(lambda: (self.bot.client.sequence or 0) >= events)

    async def settle(self) -> None:
        """Wait until the bot has read and kept everything."""
        await self._until(lambda: self.bot.has(newest(self.server) or -1))

    async def _until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(LONGEST):
            while True:
                self.fullest = max(self.fullest, len(self.bot.inbox.waiting))
                if true():
                    return
                await asyncio.sleep(0.001)

    async def check(self) -> None:
        """Hold what is kept against what was said, and the rollup against a recount."""
        assert self.bot.journal.troubles == []
        said = {
            str(one.id): one.content
            for _, thread in self.stage.told["threads"]
            for one in self.server.state.channels[int(thread)].messages.values()
            if not one.author.bot
        }
        assert len(said) == MESSAGES + MORE
        async with self.bot.store.reading() as work:
            kept = [
                one for each in self.crowd.threads for one in await work.messages.in_thread(each)
            ]
            entries = await work.ledger.of_course(self.crowd.course.id)
            rollup = await work.ledger.tallies(self.crowd.course.id)
        assert {one.message.id: one.text for one in kept} == said
        assert len(kept) == len(said)
        assert len(entries) == len({one.id for one in entries})
        own = [one for one in entries if one.act is not Act.RECEIVED]
        assert len(own) == len(said)
        assert all(one.withdraws is None for one in own)
        assert dict(rollup) == change(POLICY, entries)


@contextlib.asynccontextmanager
async def flooded(folder: Path) -> AsyncIterator[Flood]:
    """Serve a crowd with the real core and store."""
    async with running(world(STUDENTS), Settings(backlog=KEPT, validate=False)) as server:
        stage = Stage(server)
        crowd = Crowd(stage.told)
        async with bots.homeroom(folder, stage.told, crowd) as bot:
            await bots.until(bot.inbox.settled.is_set)
            yield Flood(server, stage, crowd, bot)


@pytest.mark.slow
async def test_a_flood_is_kept_whole_though_the_connection_drops(tmp_path: Path) -> None:
    async with flooded(tmp_path) as flood:
        await flood.push(MESSAGES, seed=1)
        await flood.read(MESSAGES // 2)
        await flood.server.gateway.drop()
        await flood.stage.write(MORE, seed=2, held=False)
        await flood.settle()
        assert flood.server.gateway.resumed == 1
        assert flood.server.gateway.identified == 1
        assert flood.fullest <= MOST + AT_ONCE
        await flood.check()


@pytest.mark.slow
async def test_a_flood_is_read_back_where_the_session_is_gone(tmp_path: Path) -> None:
    async with flooded(tmp_path) as flood:
        await flood.push(MESSAGES, seed=3)
        await flood.read(MESSAGES // 2)
        flood.server.gateway.forget_sessions()
        await flood.server.gateway.drop()
        await flood.stage.write(MORE, seed=4, held=False)
        await flood.settle()
        assert flood.server.gateway.resumed == 0
        assert flood.server.gateway.identified == 2
        await flood.check()
