"""A child process: started again when it dies, ended with its parent, given up when hopeless."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from adapters.system.child import Child, ChildError
from adapters.system.clock import monotonic

HOPELESS = 3
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")


def child(program: str, died: list[int], again: asyncio.Event | None = None) -> Child:
    def tell(code: int) -> None:
        died.append(code)
        if again is not None:
            again.set()

    return Child(
        command=(sys.executable, "-c", program),
        environment=os.environ,
        log=None,
        monotonic=monotonic,
        hopeless=HOPELESS,
        died=tell,
    )


async def test_one_that_dies_is_started_again_and_its_parent_is_told() -> None:
    died: list[int] = []
    again = asyncio.Event()
    running = asyncio.create_task(child("import os; os.kill(os.getpid(), 9)", died, again).run())
    for _ in range(2):
        await again.wait()
        again.clear()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert died[:2] == [-9, -9]


async def test_one_that_says_that_it_is_hopeless_is_not_started_again() -> None:
    died: list[int] = []
    with pytest.raises(ChildError, match="3"):
        await child(f"raise SystemExit({HOPELESS})", died).run()
    assert died == []


async def test_it_is_gone_when_nobody_runs_it_any_more(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = f"import time; pipe = open({str(pipe)!r}, 'wb', 0); pipe.write(b'!'); time.sleep(600)"
    running = asyncio.create_task(child(program, []).run())
    with await asyncio.to_thread(pipe.open, "rb", 0) as reading:
        assert await asyncio.to_thread(reading.read, 1) == b"!"
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert await asyncio.to_thread(reading.read, 1) == b""  # nobody holds its other end
