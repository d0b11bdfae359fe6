"""`homeroom demo` as a person starts it: the real bot, store, course and scripted class."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import socket
import sys
from collections.abc import AsyncIterator

PATIENCE = 60
"""Seconds until it has to serve, on a busy machine."""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.asynccontextmanager
async def running_demo() -> AsyncIterator[str]:
    """Run `homeroom demo` beside the block; yield its page's address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "homeroom", "demo",
        env={**os.environ, "HOMEROOM_PORT": str(free_port()), "COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            address = await _address(process.stdout)
        reading = asyncio.create_task(process.stdout.read())
        yield address
        reading.cancel()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _address(said: asyncio.StreamReader) -> str:
    """Read what it prints until it says where its page is."""
    heard = ""
    while line := (await said.readline()).decode():
        heard += line
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return found[0]
    raise AssertionError(f"The demo ended before it served anything:\n{heard}")
