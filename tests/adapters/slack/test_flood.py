"""Twenty thousand events as fast as the socket takes them: each acknowledged after its commit."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.participation.acts.ledger import Act
from bot.model.participation.standings.tally import change
from tests.bench.classes import POLICY
from tests.bench.slack import bots
from tests.bench.slack.server import PATIENCE, Stage, world
from tests.bench.wire.bots import until
from tests.bench.wire.crowd import Crowd
from tests.support.slack.deliveries import EVENT, Delivery
from tests.support.slack.server import Settings, WireServer, running

STUDENTS = 300
EVENTS = 20_000
FEWER = 6_000
LONGEST = 400.0
IS_KEPT = "SELECT 1 FROM messages WHERE id = ? AND platform = 'slack'"


class Acknowledged:
    """Looks, with eyes of its own, whether what is acknowledged is committed by then."""

    def __init__(self, server: WireServer, database: sqlite3.Connection) -> None:
        """Look at each acknowledgement on a server."""
        self.times: Counter[str] = Counter()
        self.too_early: list[str] = []
        self._database = database
        server.deliveries.heard = self._heard

    def _heard(self, delivery: Delivery) -> None:
        if delivery.kind != EVENT:
            return
        event = json.loads(delivery.body)["event"]
        if event["type"] == "message":
            self.times[event["ts"]] += 1
            if self._database.execute(IS_KEPT, (event["ts"],)).fetchone() is None:
                self.too_early.append(event["ts"])


class Flood:
    """A stage, the bot that serves it, and what it acknowledges."""

    def __init__(
        self, server: WireServer, stage: Stage, crowd: Crowd, bot: bots.Serving, seen: Acknowledged
    ) -> None:
        """Begin."""
        self.server = server
        self.stage = stage
        self.crowd = crowd
        self.bot = bot
        self.seen = seen

    async def push(self, events: int) -> None:
        """Write everything, and only then let it all go out."""
        await self.stage.write(events, seed=1)
        await self.stage.speak()

    async def check(self, events: int) -> None:
        """Hold what is kept against what was said, and the rollup against a recount."""
        assert self.bot.journal.troubles == []
        said = {
            one.ts: one.text
            for channel, _ in self.stage.told["threads"]
            for one in self.server.state.channels[channel].messages.values()
            if not one.user.bot
        }
        assert len(said) == events
        assert self.seen.too_early == []
        assert self.seen.times.keys() == said.keys()
        async with self.bot.store.reading() as work:
            kept = [
                one for each in self.crowd.threads for one in await work.messages.in_thread(each)
            ]
            entries = await work.ledger.of_course(self.crowd.course.id)
            rollup = await work.ledger.tallies(self.crowd.course.id)
        assert {one.message.id: one.text for one in kept} == said
        assert len(kept) == events
        assert len(entries) == len({one.id for one in entries})
        own = [one for one in entries if one.act is not Act.RECEIVED]
        assert len(own) == events
        assert all(one.withdraws is None for one in own)
        assert dict(rollup) == change(POLICY, entries)


@contextlib.asynccontextmanager
async def flooded(folder: Path) -> AsyncIterator[Flood]:
    """Serve a crowd with the real core and store; what fails is told again at once."""
    settings = Settings(acknowledge=PATIENCE, retries=(0.1, 1.0, 5.0), validate=False)
    async with running(world(STUDENTS), settings) as server:
        stage = Stage(server)
        crowd = Crowd(stage.told, "slack")
        async with bots.homeroom(folder, stage.told, crowd) as bot:
            await until(bot.inbox.settled.is_set)
            with contextlib.closing(sqlite3.connect(folder / "homeroom.db")) as database:
                yield Flood(server, stage, crowd, bot, Acknowledged(server, database))


@pytest.mark.slow
async def test_a_flood_is_kept_whole_and_acknowledged_once_committed(tmp_path: Path) -> None:
    """Nothing is told twice, for nothing is forgotten."""
    async with flooded(tmp_path) as flood, asyncio.timeout(LONGEST):
        await flood.push(EVENTS)
        await until(lambda: flood.server.deliveries.taken == EVENTS)
        assert flood.server.deliveries.told == EVENTS
        assert flood.server.deliveries.lost == []
        assert set(flood.seen.times.values()) == {1}
        await flood.check(EVENTS)


@pytest.mark.slow
async def test_a_flood_whose_socket_breaks_is_kept_whole(tmp_path: Path) -> None:
    """What was not acknowledged is told again over the next one, and counts once."""
    async with flooded(tmp_path) as flood, asyncio.timeout(LONGEST):
        await flood.push(FEWER)
        await until(lambda: flood.server.deliveries.taken >= FEWER // 2)
        await flood.server.sockets.drop()
        await until(lambda: len(flood.seen.times) == FEWER)
        await until(lambda: flood.bot.inbox.idle)
        assert flood.server.deliveries.told > FEWER
        await flood.check(FEWER)
