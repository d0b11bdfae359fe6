"""Kill -9 of the bot at twenty random moments of the week, on a platform that can't be relied on.

At the end the same posts stand, each once, and the ledger is the same as without. The platform's
server survives; people repeat what was not answered, as the page's “try again” does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.storage.store import open_store
from config.tools import all_tools
from tests.scenarios.bot import serving_bot
from tests.scenarios.expectations import same
from tests.scenarios.killing import Fate, Process, Reaper, running, watch
from tests.scenarios.records import ledger_of, posts_of, sent_twice
from tests.scenarios.replay import Replay
from tests.scenarios.stage import ID, TOKEN, load, staging
from tests.scenarios.week import read_week
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
    deaths: int = 0
    said: list[str] = field(default_factory=list)


async def undisturbed(folder: Path) -> Left:
    """Live the week through with nothing in the way."""
    async with staging(folder, START) as stage:
        await load(url_of(folder), START)
        counted = watch(stage.server)
        async with serving_bot(stage.server.address, TOKEN, url_of(folder), NoteBook()) as bot:
            replay = Replay(stage.driver)
            await replay.run(WEEK)
            ledger = await ledger_of(bot.store, ID)
        return Left(ledger, posts_of(stage.server), sent_twice(stage.server), counted.count)


async def killed(folder: Path, seed: int, requests: int) -> Left:
    """Live the week through with a bot that dies twenty times."""
    fate = Fate.drawn(seed, len(WEEK.steps), requests)
    async with staging(folder, START, deadline=1.0) as stage:
        await load(url_of(folder), START)
        where = {
            "HOMEROOM_SANDBOX": stage.server.address,
            "HOMEROOM_SANDBOX_TOKEN": TOKEN,
            "HOMEROOM_DATABASE_URL": url_of(folder),
        }
        process = Process("config.bot", where, folder / "bot.log")
        reaper = Reaper(fate, stage.server, process)
        replay = Replay(stage.driver, reaper.before)
        async with running(process):
            try:
                await replay.run(WEEK)
            except BaseException as error:
                error.add_note("\n".join(reaper.watched.said + reaper.faults))
                raise
        posts, twice = posts_of(stage.server), sent_twice(stage.server)
    store = await open_store(url_of(folder), all_tools())
    try:
        ledger = await ledger_of(store, ID)
    finally:
        await store.close()
    return Left(ledger, posts, twice, reaper.watched.count, process.deaths, reaper.watched.said)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
async def test_a_bot_killed_twenty_times_leaves_the_same_week(tmp_path: Path, seed: int) -> None:
    (tmp_path / "calm").mkdir()
    (tmp_path / "storm").mkdir()
    calm = await undisturbed(tmp_path / "calm")
    storm = await killed(tmp_path / "storm", seed, calm.requests)
    print(f"seed {seed}:", *storm.said, sep="\n  ")
    assert storm.deaths == len(storm.said) == 20
    assert storm.twice == calm.twice == []
    same("\n\n".join(calm.posts), "\n\n".join(storm.posts), "what was posted")
    same(calm.ledger, storm.ledger, "the ledger")
