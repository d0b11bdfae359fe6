"""Starting with Discord: until the first answer to a command, and the memory of a bot at rest."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.discord.gateway.resuming import NOTE
from adapters.storage.store import open_store
from tests.bench.rows import Row, Size, Watch, median, resident
from tests.bench.wire import bots
from tests.bench.wire.crowd import Crowd, Remote, serving
from tests.support.fakes import tools
from tests.support.store import url_of

STUDENTS = 1_000
RUNS = 5
REST = 2.0
"""Seconds after which a bot is at rest."""
BARE = ("-m", "tests.bench.wire.bare")
HOMEROOM = ("-m", "homeroom", "run")


async def start(size: Size, folder: Path) -> list[Row]:
    """Measure processes of their own, from their start to what a person sees of them."""
    async with serving(STUDENTS) as remote:
        async with bots.homeroom(folder, remote.told, Crowd(remote.told)) as bot:
            await bots.until(bot.inbox.settled.is_set)
        await remote.order("alone")
        await remote.order("run")
        ours, theirs = [], []
        await _answered(remote, folder, HOMEROOM)  # compiles, as an installation does
        await _answered(remote, folder, BARE)
        for _ in range(RUNS):
            ours.append(await _answered(remote, folder, HOMEROOM))
            theirs.append(await _answered(remote, folder, BARE))
    first, bare_first = median([each for each, _ in ours]), median([each for each, _ in theirs])
    memory, bare_memory = median([each for _, each in ours]), median([each for _, each in theirs])
    return [
        Row(
            "Discord: start to first answer, beside bare discord.py",
            first / bare_first,
            "×",
            2,
            note=f"{first:.2f} and {bare_first:.2f} s, medians of {RUNS}",
        ),
        Row(
            f"memory at rest with Discord, {STUDENTS:,} students",
            memory,
            "MB",
            100,
            note=f"bare discord.py with {STUDENTS:,} members: {bare_memory:.0f} MB",
        ),
    ]


async def _answered(
    remote: Remote, folder: Path, arguments: tuple[str, ...]
) -> tuple[float, float]:
    """Return the seconds until a new process has answered a command, and the MB it rests at."""
    store = await open_store(url_of(folder), tools())
    await store.notes.write(NOTE, "{}")  # the bare one can't resume a session either
    await store.close()
    async with _running(remote, folder, arguments) as process:
        watch = Watch()
        await remote.order("first")
        seconds = watch.seconds()
        await asyncio.sleep(REST)
        memory = resident(process.pid)
    await remote.order("alone")
    return seconds, memory


@asynccontextmanager
async def _running(
    remote: Remote, folder: Path, arguments: tuple[str, ...]
) -> AsyncIterator[asyncio.subprocess.Process]:
    given = {
        "DISCORD_TOKEN": remote.told["token"],
        "HOMEROOM_DATABASE_URL": url_of(folder),
        "HOMEROOM_DISCORD_API_URL": remote.told["api"],
        "HOMEROOM_DISCORD_GATEWAY_URL": remote.told["gateway"],
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *arguments),
        env={**os.environ, **given},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()
