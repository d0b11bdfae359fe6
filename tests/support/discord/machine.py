"""`homeroom` as somebody runs it on a machine, with its settings pointing at a wire server."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.discord.core import until
from tests.support.discord.server import WireServer
from tests.support.source import ROOT

ENDS = 90.0
"""Seconds until a program has to have ended."""


def environment(server: WireServer, folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a machine whose bot talks to a wire server."""
    given = {
        "HOMEROOM_DISCORD_API_URL": server.api_url,
        "HOMEROOM_DISCORD_GATEWAY_URL": server.gateway_url,
        "DISCORD_TOKEN": server.token,
    }
    return machine(folder, **{**given, **more})


def machine(folder: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a machine on which `settings` are set, and nothing else is."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error::ResourceWarning",
        "HOMEROOM_DATABASE_URL": f"sqlite:///{folder / 'homeroom.sqlite'}",
        **settings,
    }


@dataclass(slots=True)
class Program:
    """A program that runs, and what it has said so far on both of its outputs."""

    process: asyncio.subprocess.Process
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)

    async def ended(self) -> int:
        """Wait for its end; return the exit code."""
        async with asyncio.timeout(ENDS):
            return await self.process.wait()

    async def stop(self) -> int:
        """Ask it to end, as a system does; return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()


@contextlib.asynccontextmanager
async def program(*arguments: str, folder: Path, env: Mapping[str, str]) -> AsyncIterator[Program]:
    """Run `homeroom ARGUMENTS` until the block ends; killed then, if it has not ended."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "homeroom", *arguments),
        cwd=folder,
        env=dict(env),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    made = Program(process)
    assert process.stdout is not None
    assert process.stderr is not None
    reading = [
        asyncio.create_task(_collect(process.stdout, made.out)),
        asyncio.create_task(_collect(process.stderr, made.err)),
    ]
    try:
        yield made
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await asyncio.gather(*reading)


@contextlib.asynccontextmanager
async def serving(server: WireServer, folder: Path, **more: str) -> AsyncIterator[Program]:
    """Run `homeroom run` and wait until it is online, with its commands in place."""
    env = environment(server, folder, **more)
    async with program("run", folder=folder, env=env) as made:

        def online() -> bool:
            assert made.process.returncode is None, made.err
            return bool(server.gateway.connections and server.state.commands.get(None))

        await until(online, ENDS)
        yield made


async def ran(*arguments: str, folder: Path, env: Mapping[str, str]) -> tuple[int, str, str]:
    """Run `homeroom ARGUMENTS` to its end; return its exit code and what it said."""
    async with program(*arguments, folder=folder, env=env) as made:
        code = await made.ended()
    return code, "\n".join(made.out), "\n".join(made.err)


async def _collect(stream: asyncio.StreamReader, lines: list[str]) -> None:
    async for line in stream:
        lines.append(line.decode().rstrip("\n"))
