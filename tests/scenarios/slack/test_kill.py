"""Kill -9 of the bot at twenty random moments of the week, on a Slack that can't be relied on.

At the end the same posts stand, each once, and the ledger is the same as without: what was said
while the bot was down counts as if it had been up.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from adapters.slack.hearing.deliveries import PATH
from adapters.storage.store import open_store
from config.tools import all_tools
from tests.scenarios.expectations import same
from tests.scenarios.killing import Fate, Process, running
from tests.scenarios.ordered import ORDERS
from tests.scenarios.records import foretold, ledger_of
from tests.scenarios.replay import Replay
from tests.scenarios.slack.bot import seconds, serving_bot
from tests.scenarios.slack.course import load, set_up, slack_world, titles_of
from tests.scenarios.slack.driver import SlackDriver
from tests.scenarios.slack.killing import (
    KINDS,
    OPERATIONS,
    Reaper,
    WatchedServer,
    posts_of,
    sent_twice,
)
from tests.scenarios.slack.orders import SlackOrders
from tests.scenarios.stage import ID, described
from tests.scenarios.week import read_week
from tests.support.fakes import NoteBook
from tests.support.slack.server import Settings
from tests.support.slack.serving import HTTP, SOCKET, WAYS
from tests.support.store import url_of

WEEK = read_week("week-one")
SEEDS = [int(seed) for seed in os.environ.get("HOMEROOM_SEEDS", "1").split(",")]
START = WEEK.starts - timedelta(minutes=1)
TITLES = titles_of(described(START))


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
    """Run a server that gives up soon on events that nobody takes."""
    settings = Settings(patience=patience, retries=(0.02, 0.1, 0.5))
    server = WatchedServer(slack_world(START), settings)
    await server.start()
    try:
        await set_up(server)
        yield server
    finally:
        await server.stop()


def shown(server: WatchedServer) -> list[str]:
    """Return the posts that stand, without what differs from run to run."""
    return [foretold(one) for one in posts_of(server)]


def reached(server: WatchedServer, way: str) -> int:
    """Return the port that all processes listen on, once Slack calls there if it is to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    if way == HTTP:
        url = server.deliver_to(f"http://127.0.0.1:{port}{PATH}")
        url.clock = partial(seconds, server)
    return port


async def undisturbed(folder: Path, way: str) -> Left:
    """Live the week through with nothing in the way."""
    async with serving(10.0) as server:
        await load(url_of(folder), server, START)
        async with serving_bot(server, url_of(folder), NoteBook(), way) as bot:
            await Replay(SlackDriver(server, bot, TITLES)).run(WEEK)
            ledger = await ledger_of(bot.store, ID)
        return Left(ledger, shown(server), sent_twice(server), server.deaths.count)


async def killed(folder: Path, way: str, seed: int, requests: int) -> Left:
    """Live the week through with a bot that dies twenty times."""
    fate = Fate.drawn(seed, len(WEEK.steps), requests, OPERATIONS, KINDS)
    async with serving(2.0) as server:
        await load(url_of(folder), server, START)
        orders = SlackOrders(server)
        async with orders.listening():
            port = reached(server, way)
            where = {
                "SLACK_BOT_TOKEN": server.token,
                "SLACK_APP_TOKEN": server.app_token if way == SOCKET else "",
                "SLACK_SIGNING_SECRET": server.world.signing_secret,
                "HOMEROOM_SLACK_API_URL": server.api_url,
                "HOMEROOM_SLACK_PORT": str(port),
                "HOMEROOM_DATABASE_URL": url_of(folder),
                ORDERS: str(orders.port),
            }
            process = Process("tests.scenarios.slack.process", where, folder / "bot.log")
            reaper = Reaper(fate, server, process)
            async with running(process):
                try:
                    await Replay(SlackDriver(server, orders, TITLES), reaper.before).run(WEEK)
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
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", SEEDS)
async def test_a_bot_killed_twenty_times_leaves_the_same_week(
    tmp_path: Path, seed: int, way: str
) -> None:
    (tmp_path / "calm").mkdir()
    (tmp_path / "storm").mkdir()
    calm = await undisturbed(tmp_path / "calm", way)
    storm = await killed(tmp_path / "storm", way, seed, calm.requests)
    print(f"seed {seed}:", *storm.said, sep="\n  ")
    assert len(storm.said) == 20
    assert storm.twice == calm.twice == []
    same("\n\n".join(calm.posts), "\n\n".join(storm.posts), "what was posted")
    same(calm.ledger, storm.ledger, "the ledger")
