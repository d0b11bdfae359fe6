"""`homeroom demo` as a person starts it: the page, a bot that is killed, and Ctrl-C."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.support.source import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither SIGKILL nor SIGINT"),
]


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Start the demo with its throw-away folder in `folder`; give it and its page's address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "homeroom" / "__main__.py"), "demo"),
        cwd=folder,
        env={**os.environ, "HOMEROOM_PORT": str(port), "TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        assert f"http://127.0.0.1:{port}" in line
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@asynccontextmanager
async def told(address: str) -> AsyncIterator[AsyncIterator[bool]]:
    """Give what the page is told of the bot, again and again: whether it is there."""
    async with (
        ClientSession() as session,
        session.get(f"{address}/api/events", params={"as": "nomvula"}) as stream,
    ):

        async def states() -> AsyncIterator[bool]:
            async for raw in stream.content:
                line = raw.decode()
                if line.startswith("data: ") and "connected" in line:
                    body = json.loads(line.removeprefix("data: "))
                    yield bool(body.get("bot", body)["connected"])

        yield states()


def bot_of(folder: Path) -> int:
    """Return the number of the bot's process, as its database's lock names it."""
    [lock] = folder.glob("homeroom-demo-*/homeroom.sqlite.lock")
    return int(lock.read_text())


async def until(states: AsyncIterator[bool], wanted: bool) -> None:
    async for state in states:
        if state is wanted:
            return


async def test_the_page_answers_and_outlives_the_bot_which_comes_back(tmp_path: Path) -> None:
    async with demo(tmp_path) as (process, address), told(address) as states:
        await until(states, True)
        first = bot_of(tmp_path)
        os.kill(first, signal.SIGKILL)
        await until(states, False)
        async with ClientSession() as session, session.get(address) as page:
            assert page.status == 200
        await until(states, True)
        assert bot_of(tmp_path) != first
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux lets one wait for anybody")
async def test_the_bot_ends_with_a_demo_that_is_killed(tmp_path: Path) -> None:
    async with demo(tmp_path) as (process, address):
        async with told(address) as states:
            await until(states, True)
        bot = os.pidfd_open(bot_of(tmp_path))
        try:
            process.kill()
            ended = asyncio.Event()
            asyncio.get_running_loop().add_reader(bot, ended.set)
            await ended.wait()
        finally:
            asyncio.get_running_loop().remove_reader(bot)
            os.close(bot)
