"""A sandbox on this machine: the chat server in this process, the bot as a child of it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.sandbox.server.app import SandboxServer, ServerSettings, serving
from adapters.sandbox.server.walk import Script
from adapters.system.child import Child, ChildError
from adapters.system.clock import monotonic
from adapters.terminal.services import Tell
from bot.chat.refusal import Refusal
from config.handover import DATABASE, LOG_JSON, LOG_LEVEL, REFUSED, SANDBOX, SANDBOX_TOKEN
from config.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
"""Where bot, adapters and config are found, in a clone and in a wheel."""
LAST_LINES = 5


@dataclass(frozen=True, slots=True)
class BotProcess:
    """How the bot is started: settings, database, a course to begin with, its log (None: ours)."""

    settings: Settings
    database: str
    course: Path | None = None
    log: Path | None = None


@contextlib.asynccontextmanager
async def open_sandbox(
    settings: ServerSettings, script: Script | None = None
) -> AsyncIterator[SandboxServer]:
    """Run the chat server; Refusal if its port is taken."""
    async with contextlib.AsyncExitStack() as stack:
        try:
            server = await stack.enter_async_context(serving(settings, monotonic, script))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise Refusal(
                f"Port {settings.port} on this machine is taken, maybe by another sandbox. End "
                f"that one, or set HOMEROOM_PORT to another port, such as {settings.port + 1}."
            ) from None
        yield server


@contextlib.asynccontextmanager
async def keep_bot(process: BotProcess, server: SandboxServer, tell: Tell) -> AsyncIterator[None]:
    """Keep the bot running beside the block, started again whenever it dies.

    If it can't work, the block is cancelled and a Refusal says why. Without Ctrl-C it would go on.
    """
    with contextlib.ExitStack() as stack:
        log = stack.enter_context(process.log.open("ab")) if process.log else None
        child = Child(
            command=_command(process),
            environment=_environment(process, server),
            log=log,
            monotonic=monotonic,
            hopeless=REFUSED,
            died=lambda code: tell(f"The bot ended ({code}) and is started again"),
        )
        try:
            async with asyncio.TaskGroup() as tasks:
                running = tasks.create_task(child.run())
                yield
                running.cancel()
        except* ChildError:
            raise Refusal(_last_words(process.log)) from None


def _command(process: BotProcess) -> Sequence[str]:
    course = ("--course", str(process.course.absolute())) if process.course else ()
    return (sys.executable, "-P", "-m", "config.bot", "--leash", *course)


def _environment(process: BotProcess, server: SandboxServer) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        SANDBOX: server.address,
        SANDBOX_TOKEN: server.settings.token,
        DATABASE: process.database,
        LOG_LEVEL: process.settings.log_level,
        LOG_JSON: "1" if process.settings.log_json else "",
    }


def _last_words(log: Path | None) -> str:
    """Return why the bot can't work; without a file it has said so itself."""
    if log is None:
        return "The bot can't work; it says why above."
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return "\n".join(lines[-LAST_LINES:])
