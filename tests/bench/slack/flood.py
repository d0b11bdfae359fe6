"""Everybody writes at once: from the socket until committed, and only then acknowledged."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench.rows import Row, Size, Watch, peak, resident
from tests.bench.slack import bots
from tests.bench.wire.bots import until
from tests.bench.wire.crowd import Crowd, Remote, serving
from tests.bench.wire.flood import Took, kept
from tests.bench.wire.server import CHANNELS

SERVER = "tests.bench.slack.server"
STUDENTS = 1_000
MESSAGES = 50_000
WARM = 200
"""Messages before those that are measured."""
AIM = 0.85


async def flood(size: Size, folder: Path) -> list[Row]:
    """Measure Homeroom beside Bolt with an empty listener."""
    count = size.of(MESSAGES)
    # A server for each: what was said to one bot the next would read back, at Slack's pace.
    async with _crowd() as (remote, crowd):
        whole, grown, lost, differ = await _whole(remote, made(folder / "whole"), crowd, count)
    async with _crowd() as (remote, crowd):
        bare, missing = await _bare(remote, made(folder / "bare"), crowd, count)
    async with _crowd() as (remote, _), bots.bolt(remote.told):
        usual = await _took(remote, count)
    async with _crowd() as (remote, _), bots.bolt(remote.told, before=True):
        before = await _took(remote, count)
    crowded = f"{count:,} messages of {STUDENTS:,} students in {CHANNELS} channels"
    table = "kept in a bare table before acknowledged"
    beside = f"{usual}"
    return [
        Row(
            f"Slack: {crowded}, {table}, beside Bolt's empty listener",
            bare.rate / usual.rate,
            "×",
            AIM,
            most=False,
            note=f"{bare} and {beside}; with process_before_response {before}",
        ),
        Row(
            "the same by the whole core: indexed and rolled up, too",
            whole.rate / usual.rate,
            "×",
            AIM,
            most=False,
            note=f"{whole} and {beside}",
        ),
        Row("Slack, unpaced burst: lost", lost + missing, "messages", 0),
        Row("Slack, unpaced burst: doubled, or otherwise in a recount", differ, "", 0),
        Row("Slack, unpaced burst: memory up by", grown, "MB", 50),
    ]


@asynccontextmanager
async def _crowd() -> AsyncIterator[tuple[Remote, Crowd]]:
    async with serving(STUDENTS, SERVER) as remote:
        yield remote, Crowd(remote.told, "slack")


async def _whole(
    remote: Remote, folder: Path, crowd: Crowd, count: int
) -> tuple[Took, float, int, int]:
    """Return what the whole of Homeroom took, the megabytes, and what is lost and what differs."""
    async with bots.homeroom(folder, remote.told, crowd) as bot:
        await until(bot.inbox.settled.is_set)
        before = resident()
        took = await _took(remote, count)
        grown = max(peak(), resident()) - before
        lost, differ = await kept(bot.store, crowd, count + WARM)
        if bot.journal.troubles:
            raise bot.journal.troubles[0]
    return took, grown, lost, differ


async def _bare(remote: Remote, folder: Path, crowd: Crowd, count: int) -> tuple[Took, int]:
    """Return what the adapter took with a bare table behind it, and what is not in that."""
    async with bots.only_keeping(folder, remote.told, crowd) as (bot, table):
        await until(bot.inbox.settled.is_set)
        await table.execute("DELETE FROM said")  # what was said before, and read back
        took = await _took(remote, count)
        found = await table.execute_fetchall("SELECT count(*) FROM said")
    return took, count + WARM - next(iter(found))[0]


async def _took(remote: Remote, count: int) -> Took:
    taken = await remote.order("write", count=WARM, seed=1)
    await remote.order("speak")
    await remote.order("taken", count=taken + WARM)
    taken = await remote.order("write", count=count, seed=2)
    watch = Watch()
    await remote.order("speak")
    await remote.order("taken", count=taken + count)
    return Took(count, watch.seconds(), watch.busy())


def made(folder: Path) -> Path:
    """Make a folder."""
    folder.mkdir()
    return folder
