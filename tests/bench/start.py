"""Starting and resting: the time to a first answer, and the memory of a bot that waits."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from tests.bench.classes import Class
from tests.bench.room import open_room
from tests.bench.rows import Row, Size, Watch, median, resident

RUNS = 5
ANSWER = "import sys; from tests.bench.start import answer; answer(sys.argv[1], int(sys.argv[2]))"
DISCORD = "bare discord.py took 0.23 s elsewhere, so 0.46 s is the aim once it is part of it"


async def start(size: Size, folder: Path) -> list[Row]:
    """Measure processes of their own, with a database that holds a class already."""
    people = {"small": 1_000, "large": 3_000}
    for name, students in people.items():
        async with open_room(_made(folder / name)) as room:
            await room.enroll(Class(name, students))
    _answered(folder / "small", 1_000)  # the first run compiles, as an installation does
    told = [_answered(folder / "small", 1_000) for _ in range(RUNS)]
    large = [_answered(folder / "large", 3_000) for _ in range(RUNS)]
    memory = median([each for _, each in told])
    further = (median([each for _, each in large]) - memory) / 2
    versions = [_seconds("-m", "homeroom", "version") for _ in range(RUNS + 1)]
    version = median(versions[1:])
    return [
        Row(
            "start to first answer, no platform",
            median([each for each, _ in told]),
            "s",
            0.46,
            note=DISCORD,
        ),
        Row("homeroom version", version, "s"),
        Row("memory at rest, no platform, 1,000 students", memory, "MB", 70),
        Row("memory for each further 1,000 students", further, "MB", 1),
    ]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _answered(folder: Path, students: int) -> tuple[float, float]:
    """Return the seconds until a new process has answered, and the megabytes it rests at."""
    watch = Watch()
    command = [sys.executable, "-c", ANSWER, str(folder), str(students)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    seconds = watch.seconds()
    memory = float(process.stdout.readline())
    process.wait()
    process.stdout.close()
    return seconds, memory


def _seconds(*arguments: str) -> float:
    watch = Watch()
    command = [sys.executable, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return watch.seconds()


def answer(folder: str, students: int) -> None:
    """Open the core on what is there, answer a command, and tell both (the new process's work)."""
    asyncio.run(_answer(Path(folder), students))


async def _answer(folder: Path, students: int) -> None:
    class_ = Class(folder.name, 1, weeks=1)
    async with open_room(folder) as room:
        await room.ask(class_.students[0], class_, "help")
        print("answered", flush=True)
        print(resident(), flush=True)
