"""The bot as a process of its own, in a sandbox: `python -m config.bot --course FILE`.

The environment says where: HOMEROOM_SANDBOX (the chat server's address), HOMEROOM_SANDBOX_TOKEN
and HOMEROOM_DATABASE_URL; see config.handover. It reads no settings of its own: what checks them
would take a quarter of its memory. It serves until SIGTERM, or, with `--leash`, until the process
that started it is gone: then its standard input ends. It may be killed at any moment.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.sandbox.connection import Connection, connecting
from adapters.storage.store import SqlStore, open_store
from adapters.system.clock import monotonic
from adapters.system.journal import SystemJournal, configure
from adapters.system.memory import keep_what_is_loaded
from bot.chat.refusal import Refusal
from bot.ports.platform import CannotSendError, NotSentError, StoredFile
from bot.runtime.app import App
from bot.runtime.doors import Stored
from config.handover import DATABASE, LOG_JSON, LOG_LEVEL, REFUSED, SANDBOX, SANDBOX_TOKEN
from config.tools import all_tools


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Where a bot serves: a sandbox's address and token, its own database, a course to load."""

    address: str
    token: str
    database: str
    course: Path | None = None


async def serve(where: Sandbox, stopped: asyncio.Event) -> None:
    """Serve a sandbox until `stopped`; Refusal for a database or course that can't be used.

    NotSentError if the sandbox is not running.
    """
    tools = all_tools()
    store = await open_store(where.database, tools)
    try:
        async with connecting(where.address, where.token, monotonic) as sandbox:
            await _load(where.course, store, sandbox)
            platforms = {sandbox.platform.name: sandbox.platform}
            app = App(store, sandbox.clock, platforms, tools, SystemJournal())
            keep_what_is_loaded()
            inbox = asyncio.create_task(sandbox.inbox(app, _files_of(store)).run())
            try:
                await stopped.wait()
            finally:
                inbox.cancel()
                await asyncio.gather(inbox, return_exceptions=True)
    finally:
        await store.close()


async def _load(file: Path | None, store: SqlStore, sandbox: Connection) -> None:
    """Load a course into a database that holds none yet."""
    async with store.reading() as work:
        if file is None or await work.courses.all():
            return
    from config.coursefile import described
    from config.loading import load_course

    now = sandbox.clock.now()
    await load_course(store, described(file), now)


def _files_of(store: SqlStore) -> Stored:
    async def get(file: str) -> StoredFile | None:
        async with store.reading() as work:
            return await work.files.get(file)

    return get


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bot; return 0 when it was asked to stop, REFUSED when it can't work."""
    parser = argparse.ArgumentParser(prog="config.bot", description="The bot, in a sandbox.")
    parser.add_argument("--course", type=Path, help="a course file to load at the start")
    parser.add_argument("--leash", action="store_true", help="end with the starting process")
    asked = parser.parse_args(arguments)
    given = os.environ
    if missing := [name for name in (SANDBOX, SANDBOX_TOKEN, DATABASE) if not given.get(name)]:
        parser.error(f"{', '.join(missing)} must be set in the environment")
    configure(as_json=given.get(LOG_JSON) == "1", level=given.get(LOG_LEVEL, "info"))
    where = Sandbox(given[SANDBOX], given[SANDBOX_TOKEN], given[DATABASE], asked.course)
    try:
        asyncio.run(_until_told(where, asked.leash))
    except (Refusal, ValueError, CannotSendError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except NotSentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def _until_told(where: Sandbox, leash: bool) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(name, stopped.set)
    if leash:
        threading.Thread(target=_watch, args=(loop, stopped), daemon=True).start()
    await serve(where, stopped)


def _watch(loop: asyncio.AbstractEventLoop, stopped: asyncio.Event) -> None:
    """Wait for the end of standard input: nobody holds its other end any more."""
    while os.read(0, 1):
        pass
    with contextlib.suppress(RuntimeError):  # the loop ended by itself
        loop.call_soon_threadsafe(stopped.set)


if __name__ == "__main__":
    sys.exit(main())
