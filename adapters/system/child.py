"""A child process that is started again whenever it dies, and ends with its parent."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import IO

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
STEADY = 10.0
"""Seconds after which a start counts as a success, and the next pause is the shortest again."""
GRACE = 5.0
"""Seconds that a child has to end by itself when it is told to."""


class ChildError(Exception):
    """The child ended with a code that says that starting it again won't help."""

    def __init__(self, code: int) -> None:
        """Take its exit code."""
        super().__init__(f"The process ended with exit code {code}.")
        self.code = code


class Child:
    """Keeps one process running. Its standard input is a pipe that ends when this process does."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: IO[bytes] | None,
        monotonic: Callable[[], float],
        hopeless: int,
        died: Callable[[int], None],
    ) -> None:
        """Prepare; `log` takes its standard error (None: ours), `died` is told each exit code.

        The exit code `hopeless` says that starting it again won't help.
        """
        self._command = command
        self._environment = environment
        self._log = log
        self._monotonic = monotonic
        self._hopeless = hopeless
        self._died = died

    async def run(self) -> None:
        """Start the child, and again when it dies, until cancelled; then it has ended, too.

        ChildError when it ends with the code that it is hopeless.
        """
        pause = FIRST_PAUSE
        while True:
            began = self._monotonic()
            code = await self._once()
            if code == self._hopeless:
                raise ChildError(code)
            self._died(code)
            steady = self._monotonic() - began > STEADY
            pause = FIRST_PAUSE if steady else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _once(self) -> int:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self._environment,
            stdin=asyncio.subprocess.PIPE,
            stderr=self._log,
            start_new_session=sys.platform != "win32",  # Ctrl-C is for the parent
        )
        try:
            return await process.wait()
        finally:
            if process.returncode is None:
                await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ask a process to end; kill it if it doesn't."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(GRACE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
