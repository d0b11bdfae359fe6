"""Runs a sandbox that stays: its own file beside the database, and the real time of day."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from adapters.sandbox.server.app import SandboxServer, ServerSettings
from adapters.sandbox.server.errors import SandboxError
from adapters.sandbox.server.walk import LONGEST
from adapters.sandbox.wire import instant, iso
from adapters.storage.lock import FileLock
from adapters.storage.store import open_store
from adapters.system.clock import SystemClock
from adapters.system.ticker import Ticker
from adapters.terminal.services import Tell
from bot.chat.refusal import Refusal
from bot.features.courses import loading
from bot.model.courses.description import CourseDescription
from config.coursefile import described
from config.loading import load_course
from config.sandbox import BotProcess, keep_bot, open_sandbox
from config.settings import Settings
from config.stopping import until_told_to_stop
from config.tools import all_tools
from config.world import world_of

BEHIND = timedelta(seconds=2)
"""More than this and the sandbox's clock is set again: the machine slept, or was switched off."""
NOTHING = "No course is loaded yet. Name one: homeroom run --sandbox --course FILE"


async def run_lasting(
    settings: Settings, folder: Path, file: Path | None, tell: Tell, ready: Tell
) -> None:
    """Serve the courses of the configured database in a sandbox until Ctrl-C.

    A course file is loaded first. Refusal if another process serves them, or there are none.
    """
    clock = SystemClock()
    chat = folder / "sandbox.sqlite"
    lock = FileLock(chat).acquire()
    try:
        tell("Reading the courses")
        courses = await _courses(settings.database, file, clock.now())
        world = world_of(courses, clock.now(), running=True)
        server_settings = ServerSettings(world, secrets.token_urlsafe(), chat, settings.port)
        tell("Opening the chat server")
        async with open_sandbox(server_settings) as server:
            tell("Starting the bot")
            async with keep_bot(BotProcess(settings, settings.database), server, tell):
                ticker = Ticker(lambda: keep_up(server, clock.now()))
                ticker.start()
                ready(server.address)
                tell("Serving")
                try:
                    await until_told_to_stop()
                finally:
                    ticker.stop()
    finally:
        lock.release()


async def _courses(database: str, file: Path | None, now: datetime) -> Sequence[CourseDescription]:
    """Return what runs on a database, a course file loaded first; it is closed again."""
    store = await open_store(database, all_tools())
    try:
        if file is not None:
            await load_course(store, described(file, now), now)
        async with store.reading() as work:
            found = [await loading.dump(one.id, work) for one in await work.courses.all()]
    finally:
        await store.close()
    if not found:
        raise Refusal(NOTHING)
    return found


async def keep_up(server: SandboxServer, now: datetime) -> None:
    """Walk the sandbox's running clock to the real time where it has fallen behind."""
    clock = server.walker.clock()
    shown = instant(clock["now"])
    if not clock["running"] or now - shown < BEHIND:
        return
    try:
        await server.walker.jump(iso(min(now, shown + LONGEST)), wait=False)
    except SandboxError:
        return  # somebody has just begun a walk of their own; the next tick looks again
