"""The memory of a bot at rest that serves both platforms."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path

from bot.model.places import Purpose
from tests.bench.rows import Row, Size, resident
from tests.bench.slack.flood import SERVER
from tests.bench.wire.crowd import Crowd, Remote, serving
from tests.support.fakes import tools
from tests.support.store import sql_store, url_of

STUDENTS = 1_000
REST = 2.0
"""Seconds after which a bot is at rest."""


async def rest(size: Size, folder: Path) -> list[Row]:
    """Measure `homeroom run` with one course in channels of both, once it has answered in both."""
    async with serving(STUDENTS) as discord, serving(STUDENTS, SERVER) as slack:
        for server in (discord, slack):
            await server.order("run")
        course, other = Crowd(discord.told), Crowd(slack.told, "slack")
        here, there = (one.course.places[Purpose.MAIN] for one in (course, other))
        course.course = replace(course.course, places={Purpose.MAIN: (*here, *there)})
        async with sql_store(folder, tools()) as store, store.work() as work:
            await course.enroll(work)
        memory = await _resident(folder, discord, slack)
    return [Row(f"memory at rest with both platforms, {STUDENTS:,} students", memory, "MB", 100)]


async def _resident(folder: Path, discord: Remote, slack: Remote) -> float:
    given = {
        "DISCORD_TOKEN": discord.told["token"],
        "HOMEROOM_DISCORD_API_URL": discord.told["api"],
        "HOMEROOM_DISCORD_GATEWAY_URL": discord.told["gateway"],
        "SLACK_BOT_TOKEN": slack.told["token"],
        "SLACK_APP_TOKEN": slack.told["app token"],
        "HOMEROOM_SLACK_API_URL": slack.told["api"],
        "HOMEROOM_DATABASE_URL": url_of(folder),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "homeroom", "run"),
        env={**os.environ, **given},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await discord.order("first")
        await slack.order("first")
        await asyncio.sleep(REST)
        return resident(process.pid)
    finally:
        process.terminate()
        await process.wait()
