"""A sandbox on this machine: the chat server in this process, the bot as a child of it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from adapters.files.reading import read_course
from adapters.sandbox.server.app import SandboxServer, ServerSettings, serving
from adapters.sandbox.server.walk import Script, Silence
from adapters.system.child import Child, ChildError
from adapters.system.clock import monotonic
from bot.chat.refusal import Refusal
from bot.model.description import CourseDescription
from config import bot
from config.settings import database_at
from config.world import beginning, world_of

ROOT = Path(__file__).resolve().parent.parent
"""Where bot, adapters and config are found, in a clone and in a wheel."""
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Demo:
    """What is to run: a course file, a folder for the two databases, a port, and where logs go."""

    course: Path
    folder: Path
    port: int
    verbose: bool = False


def described(course: Path) -> CourseDescription:
    """Return the course in a file; Refusal, with every error, if it can't be loaded."""
    checked = read_course(course)
    if checked.description is None:
        raise Refusal("\n".join(map(str, checked.errors)))
    return checked.description


async def run_demo(demo: Demo, tell: Tell) -> None:
    """Serve the sandbox until Ctrl-C; `tell` gets a sentence for each step.

    Refusal if the port is taken or the bot can't work.
    """
    tell("Reading the sample course")
    description = described(demo.course)
    world = world_of(description, beginning(description), running=False)
    token = secrets.token_urlsafe()
    settings = ServerSettings(world, token, demo.folder / "sandbox.sqlite", demo.port)
    tell("Opening the chat server")
    async with _served(settings, Silence()) as server:
        tell("Starting the bot")
        await _with_bot(demo, server, token, tell)


@contextlib.asynccontextmanager
async def _served(settings: ServerSettings, script: Script) -> AsyncIterator[SandboxServer]:
    try:
        async with serving(settings, monotonic, script) as server:
            yield server
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise Refusal(
            f"Port {settings.port} on this machine is taken, maybe by another sandbox. End that "
            f"one, or choose another port: HOMEROOM_PORT={settings.port + 1} homeroom demo"
        ) from None


async def _with_bot(demo: Demo, server: SandboxServer, token: str, tell: Tell) -> None:
    """Keep the bot running until Ctrl-C."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(name, stopped.set)
    with (demo.folder / "bot.log").open("wb") as log:
        child = Child(
            command=[
                *(sys.executable, "-P", "-m", "config.bot"),
                *("--leash", "--course", str(demo.course)),
            ],
            environment={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                bot.SANDBOX: server.address,
                bot.TOKEN: token,
                "HOMEROOM_DATABASE_URL": database_at(demo.folder / "homeroom.sqlite"),
            },
            log=None if demo.verbose else log,
            monotonic=monotonic,
            hopeless=bot.REFUSED,
            died=lambda code: tell(f"The bot ended ({code}); it is started again"),
        )
        running = asyncio.create_task(child.run())
        waiting = asyncio.create_task(stopped.wait())
        try:
            await asyncio.wait((running, waiting), return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
        except ChildError as error:
            said = (demo.folder / "bot.log").read_text(errors="replace").strip()
            raise Refusal(f"The bot can't work. {said or error}") from None
        finally:
            for task in (running, waiting):
                task.cancel()
            await asyncio.gather(running, waiting, return_exceptions=True)
