"""The stage of the scenarios: the course, its sandbox with a stranger in it, and the bot."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from aiohttp import ClientSession

from adapters.files.courses.reading import read_course
from adapters.sandbox.server.app import SandboxServer, ServerSettings, serving
from adapters.sandbox.server.world import SandboxAccount, World
from adapters.storage.store import open_store
from bot.model.courses.description import CourseDescription
from config.loading import load_course
from config.tools import all_tools
from config.world import world_of
from tests.scenarios.sandbox import SandboxDriver
from tests.support.sandbox import StandingTime

COURSE = Path(__file__).parent / "course.yaml"
ID = "soundscapes"
TOKEN = "made-up"
STRANGER = SandboxAccount("rex", "Rex Stray", "student", "Europe/Berlin", "#5b6b7a")
ELSEWHERE = {"zoe": "America/Toronto"}
"""Zones that people's devices know and the roster doesn't."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A sandbox that runs, and a driver of the people in it."""

    server: SandboxServer
    driver: SandboxDriver


def described(now: datetime) -> CourseDescription:
    """Return the scenarios' course."""
    checked = read_course(COURSE, now)
    assert checked.description is not None, checked.errors
    return checked.description


def world(start: datetime) -> World:
    """Return everyone of the course, and a stranger, in their zones."""
    made = world_of((described(start),), start, running=False)
    accounts = tuple(replace(one, zone=ELSEWHERE.get(one.id, one.zone)) for one in made.accounts)
    return replace(made, accounts=(*accounts, STRANGER))


async def load(database: str, now: datetime) -> None:
    """Load the course into a new database, as the command line does."""
    store = await open_store(database, all_tools())
    try:
        await load_course(store, described(now), now)
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def staging(folder: Path, start: datetime, deadline: float = 10.0) -> AsyncIterator[Stage]:
    """Run the sandbox in a folder; `deadline` is how long the bot may take to answer."""
    settings = ServerSettings(
        world(start), TOKEN, folder / "sandbox.sqlite", 0, deadline, 60.0, controls=True
    )
    async with serving(settings, StandingTime()) as server, ClientSession() as session:
        driver = SandboxDriver(session, server.address, TOKEN)
        await driver.open()
        yield Stage(server, driver)
