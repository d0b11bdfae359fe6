"""Runs local-slack in a network namespace of its own, and lets bytes through.

local-slack binds every interface; here there is none but loopback. What is said to it comes through
a Unix socket (`door`), which crosses namespaces, and what it posts to `hooks` leaves through
another (`out`). Everything ends when standard input does. It knows the standard library alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import socket
import struct
import sys
from collections.abc import Awaitable, Callable
from typing import Any

SET_FLAGS, UP_AND_RUNNING = 0x8914, 0x41
Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


def bring_loopback_up() -> None:
    """Let 127.0.0.1 be reached, as nothing can in a new namespace."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        fcntl.ioctl(made.fileno(), SET_FLAGS, struct.pack("16sh", b"lo", UP_AND_RUNNING))


async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Write what is read, until there is no more."""
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except OSError:
        writer.close()


class Relay:
    """Lets bytes through in both directions, to where `connect` leads."""

    def __init__(self, connect: Connect) -> None:
        """Let through nothing yet."""
        self._connect = connect
        self._tasks: set[asyncio.Task[None]] = set()

    def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a connection: what asyncio's servers call."""
        task = asyncio.create_task(self._both(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _both(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = [writer]
        with contextlib.suppress(OSError):
            try:
                further, back = await self._connect()
                ends.append(back)
                await asyncio.gather(pour(reader, back), pour(further, writer))
            finally:
                for end in ends:
                    end.close()
                for end in ends:
                    await end.wait_closed()

    async def stop(self) -> None:
        """End all connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def main(how: dict[str, Any]) -> None:
    """Run local-slack until standard input ends."""
    bring_loopback_up()
    door = Relay(lambda: asyncio.open_connection("127.0.0.1", how["port"]))
    out = Relay(lambda: asyncio.open_unix_connection(how["out"]))
    async with (
        await asyncio.start_unix_server(door, how["door"]),
        await asyncio.start_server(out, "127.0.0.1", how["hooks"]),
    ):
        process = await asyncio.create_subprocess_exec(
            *how["command"],
            env={**os.environ, **how["environment"]},
            stdin=asyncio.subprocess.DEVNULL,
        )
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        process.kill()
        await process.wait()
        await door.stop()
        await out.stop()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
