"""The bot as a process that is killed again and again, and a platform that can't be relied on."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from adapters.sandbox.server.app import SandboxServer
from adapters.sandbox.server.faults import Fault, Faults, Handler, operation_of
from tests.scenarios.week import Step

ROOT = Path(__file__).parents[2]
OPERATIONS = ("post", "edit", "find", "direct", "upload", "answer", "due", "idle", "members")
KINDS = ("drop", "lose", "busy", "error")


class Process:
    """Keeps one bot process running: whenever it has died, the next one takes over."""

    def __init__(self, module: str, environment: Mapping[str, str], log: Path) -> None:
        """Prepare to run a module's `main`; what the processes say goes to the file `log`."""
        self._module = module
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "HOMEROOM_LOG_LEVEL": "error",
            **environment,
        }
        self._log = log
        self._serving: int | None = None
        self._doomed = 0
        self.deaths = 0

    async def run(self) -> None:
        """Serve until cancelled."""
        with self._log.open("ab") as log:
            nursery = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.scenarios.nursery", self._module),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=self._environment,
                cwd=ROOT,
            )
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        try:
            while True:
                nursery.stdin.write(b"one\n")
                self._serving = int(await nursery.stdout.readline())
                if self._doomed:
                    self._doomed -= 1
                    self.kill()
                await nursery.stdout.readline()
                self._serving = None
        finally:
            nursery.stdin.close()
            await nursery.wait()

    def kill(self) -> None:
        """Kill the process that serves, as the system would: at once, with nothing said.

        If none serves at this moment, the next one dies as it begins.
        """
        if self._serving is None:
            self._doomed += 1
            return
        os.kill(self._serving, signal.SIGKILL)
        self._serving = None
        self.deaths += 1


@contextlib.asynccontextmanager
async def running(process: Process) -> AsyncIterator[None]:
    """Keep the bot's process running for as long as the block lasts."""
    task = asyncio.create_task(process.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class Fate:
    """When the bot dies, and what the platform does to it; made by chance from a seed.

    `requests` maps the number of a request of the bot's to whether it dies before the platform
    has done it or after; `steps` a step's number to the seconds until it dies. `faults` are those
    that begin with a step: the operation and the kind.
    """

    requests: dict[int, str]
    steps: dict[int, float]
    faults: dict[int, tuple[str, str]]

    @classmethod
    def drawn(
        cls,
        seed: int,
        steps: int,
        requests: int,
        operations: Sequence[str] = OPERATIONS,
        kinds: Sequence[str] = KINDS,
    ) -> Fate:
        """Draw twenty deaths, and a fault for every third step."""
        chance = random.Random(seed)
        when = {
            number: chance.choice(("before", "after"))
            for number in chance.sample(range(5, requests), 12)
        }
        during = {number: chance.uniform(0, 0.06) for number in chance.sample(range(steps), 8)}
        faults: dict[int, tuple[str, str]] = {}
        for number in chance.sample(range(steps), steps // 3):
            if chance.random() < 0.2:
                faults[number] = ("events", chance.choice(("repeat", "reorder")))
            else:
                faults[number] = (chance.choice(operations), chance.choice(kinds))
        return cls(when, during, faults)


@dataclass(slots=True)
class Watched(Faults):
    """The server's faults, and the bot's deaths at its requests; `said` is what came of it."""

    inner: Faults = field(default_factory=Faults)
    process: Process | None = None
    deaths: dict[int, str] = field(default_factory=dict)
    count: int = 0
    said: list[str] = field(default_factory=list)

    async def through(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Handle a request, unless the bot dies before; it may die when all is done, too."""
        self.count += 1
        fate = self.deaths.pop(self.count, None)
        if fate is not None:
            self.said.append(f"killed {fate} {operation_of(request)}")
        if fate == "before":
            self._kill()
            return web.Response(status=503)
        response = await self.inner.through(request, handler)
        if fate == "after":
            self._kill()
        return response

    def _kill(self) -> None:
        assert self.process is not None
        self.process.kill()


def watch(
    server: SandboxServer, process: Process | None = None, deaths: Mapping[int, str] | None = None
) -> Watched:
    """Watch all requests of the bot from now on."""
    never = [Fault("never", "drop")]  # with nothing planned the server doesn't ask
    watched = Watched(never, server.faults, process, dict(deaths or {}))
    server.faults = watched
    return watched


class Reaper:
    """Lets a fate take its course."""

    def __init__(self, fate: Fate, server: SandboxServer, process: Process) -> None:
        """Watch a server's requests from now on."""
        self._fate = fate
        self._inner = server.faults
        self._process = process
        self._step = -1
        self.faults: list[str] = []
        self.watched = watch(server, process, fate.requests)

    async def before(self, step: Step) -> None:
        """Begin a step: its fault is planned, and its death."""
        self._step += 1
        fault = self._fate.faults.get(self._step)
        if fault is not None:
            self._inner.plan.append(Fault(*fault))
            self.faults.append(f"{fault[1]} {fault[0]} from line {step.line}")
        delay = self._fate.steps.get(self._step)
        if delay is not None:
            self.watched.said.append(f"killed {delay * 1000:.0f} ms into line {step.line}")
            asyncio.get_running_loop().call_later(delay, self._process.kill)
