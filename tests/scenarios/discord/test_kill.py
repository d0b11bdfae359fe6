"""Kill -9 of the bot at twenty random moments of the week, on a Discord that can't be relied on.

At the end the same posts stand, each once, and the ledger is the same as without: what was said
while the bot was down counts as if it had been up.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.storage.store import open_store
from config.tools import all_tools
from tests.scenarios.discord.bot import serving_bot
from tests.scenarios.discord.course import discord_world, load
from tests.scenarios.discord.driver import DiscordDriver
from tests.scenarios.discord.killing import (
    KINDS,
    OPERATIONS,
    Reaper,
    WatchedServer,
    posts_of,
    sent_twice,
)
from tests.scenarios.discord.orders import DiscordOrders
from tests.scenarios.expectations import same
from tests.scenarios.killing import Fate, Process, running
from tests.scenarios.ordered import ORDERS
from tests.scenarios.records import foretold, ledger_of
from tests.scenarios.replay import Replay
from tests.scenarios.stage import ID
from tests.scenarios.week import read_week
from tests.support.discord.server import Settings
from tests.support.fakes import NoteBook
from tests.support.store import url_of

WEEK = read_week("week-one")
SEEDS = [int(seed) for seed in os.environ.get("HOMEROOM_SEEDS", "1").split(",")]
START = WEEK.starts - timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Left:
    """What a run of the week left behind, and how many requests the bot made."""

    ledger: str
    posts: list[str]
    twice: list[str]
    requests: int
    said: list[str] = field(default_factory=list)


@contextlib.asynccontextmanager
async def serving(patience: float) -> AsyncIterator[WatchedServer]:
    """Run a server on which discussions are held in a forum."""
    server = WatchedServer(discord_world(START, forum=True), Settings(patience=patience))
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


def shown(server: WatchedServer) -> list[str]:
    """Return the posts that stand, without what differs from run to run."""
    return [foretold(one) for one in posts_of(server)]


async def undisturbed(folder: Path) -> Left:
    """Live the week through with nothing in the way."""
    async with serving(10.0) as server:
        await load(url_of(folder), server, START)
        async with serving_bot(server, url_of(folder), NoteBook()) as bot:
            await Replay(DiscordDriver(server, bot)).run(WEEK)
            ledger = await ledger_of(bot.store, ID)
        return Left(ledger, shown(server), sent_twice(server), server.deaths.count)


async def killed(folder: Path, seed: int, requests: int) -> Left:
    """Live the week through with a bot that dies twenty times."""
    fate = Fate.drawn(seed, len(WEEK.steps), requests, OPERATIONS, KINDS)
    async with serving(2.0) as server:
        await load(url_of(folder), server, START)
        orders = DiscordOrders(server)
        async with orders.listening():
            where = {
                "DISCORD_TOKEN": server.token,
                "HOMEROOM_DISCORD_API_URL": server.api_url,
                "HOMEROOM_DISCORD_GATEWAY_URL": server.gateway_url,
                "HOMEROOM_DATABASE_URL": url_of(folder),
                ORDERS: str(orders.port),
            }
            process = Process("tests.scenarios.discord.process", where, folder / "bot.log")
            reaper = Reaper(fate, server, process, seed)
            async with running(process):
                try:
                    await Replay(DiscordDriver(server, orders), reaper.before).run(WEEK)
                except BaseException as error:
                    error.add_note("\n".join(server.deaths.said + reaper.faults))
                    raise
        left = shown(server), sent_twice(server), server.deaths.count, server.deaths.said
    store = await open_store(url_of(folder), all_tools())
    try:
        return Left(await ledger_of(store, ID), *left)
    finally:
        await store.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
async def test_a_bot_killed_twenty_times_leaves_the_same_week(tmp_path: Path, seed: int) -> None:
    (tmp_path / "calm").mkdir()
    (tmp_path / "storm").mkdir()
    calm = await undisturbed(tmp_path / "calm")
    storm = await killed(tmp_path / "storm", seed, calm.requests)
    print(f"seed {seed}:", *storm.said, sep="\n  ")
    assert len(storm.said) == 20
    assert storm.twice == calm.twice == []
    same("\n\n".join(calm.posts), "\n\n".join(storm.posts), "what was posted")
    same(calm.ledger, storm.ledger, "the ledger")
