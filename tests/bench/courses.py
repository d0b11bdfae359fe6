"""One course's cost where there are a thousand, beside the same course alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.chat.events import MessageSeen
from tests.bench.classes import TERM, Class
from tests.bench.room import Room, open_room
from tests.bench.rows import Row, Size, Watch, median

COURSES = 1_000
STUDENTS = 100
MESSAGES = 4_000
COMMANDS = 100


async def many(size: Size, folder: Path) -> list[Row]:
    """Measure messages and commands of one course, alone and among others."""
    mine = Class("mine", STUDENTS)
    others = [Class(f"other-{number}", 2, weeks=2) for number in range(size.of(COURSES) - 1)]
    (folder / "one").mkdir()
    (folder / "many").mkdir()
    async with open_room(folder / "one", TERM) as one, open_room(folder / "many", TERM) as all_:
        await one.enroll(mine)
        await all_.enroll(mine, *others)
        alone: list[float] = []
        among: list[float] = []
        said = mine.messages(size.of(MESSAGES))
        part = max(len(said) // 10, 1)
        for start in range(0, len(said), part):
            for room, times in ((one, alone), (all_, among)):
                times.append(await _cost(room, mine, said, start, part))
    return [
        Row(
            f"one course's cost among {len(others) + 1:,} courses, beside one alone",
            median(among) / median(alone),
            "×",
            1.2,
            note=f"{median(among) * 1000:.0f} and {median(alone) * 1000:.0f} ms "
            f"for {part} messages and {COMMANDS // 10} commands",
        )
    ]


async def _cost(
    room: Room, mine: Class, said: Sequence[MessageSeen], start: int, part: int
) -> float:
    watch = Watch()
    await room.app.receive(said[start : start + part])
    for who in mine.students[: COMMANDS // 10]:
        await room.ask(who, mine, "progress")
    return watch.seconds()
