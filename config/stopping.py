"""How a process that serves learns that it is to end."""

from __future__ import annotations

import asyncio
import contextlib
import signal


async def until_told_to_stop() -> None:
    """Wait for Ctrl-C, or for the system's wish that this process ends."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C interrupts instead
            loop.add_signal_handler(name, stopped.set)
    await stopped.wait()
