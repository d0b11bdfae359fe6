"""The core under load: what comes in is committed, indexed and rolled up.

No week is locked yet, as while a class writes: what comes in later is told as a difference, too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.chat.events import MessageSeen
from tests.bench import bare
from tests.bench.classes import TERM, Class
from tests.bench.room import Room, open_room
from tests.bench.rows import Row, Size, Watch, median, peak, percentile, resident

STUDENTS = 1_000
MESSAGES = 50_000
AT_ONCE = 500
"""Messages whose rows bare aiosqlite commits together."""
ONE_BY_ONE = 1_000
TABLES = ("messages", "entries", "tallies", "archive")
INDEXED = {"archive_index": "SELECT seq AS rowid, facets, title_words, words FROM archive"}
PAUSE = 0.02


async def throughput(size: Size, folder: Path) -> list[Row]:
    """Measure `receive` beside bare aiosqlite with the same rows, and beside a commit a message."""
    messages = size.of(MESSAGES)
    class_ = Class("core", STUDENTS)
    said = class_.messages(messages + ONE_BY_ONE)
    async with open_room(folder, TERM) as room:
        await room.enroll(class_)
        before = resident()
        watch = Watch()
        await room.app.receive(said[:messages])
        ours, busy = watch.seconds(), watch.busy()
        grown = max(peak(), resident()) - before
        lost = await _lost(room, class_, said[:messages])
        single = Watch()
        for event in said[messages:]:
            await room.app.receive((event,))
        one_by_one = ONE_BY_ONE / single.seconds()
    written = bare.written_in(room.file, TABLES, INDEXED)
    schema = bare.schema_of(room.file)
    count = messages + ONE_BY_ONE
    theirs, bare_busy = await bare.insert(folder / "bare.db", schema, written, AT_ONCE, count)
    rate, floor = messages / ours, count / theirs
    return [
        Row(
            f"core: {messages:,} messages of 1,000 students, beside bare aiosqlite",
            rate / floor,
            "×",
            0.4,
            most=False,
            note=f"{rate:,.0f} and {floor:,.0f} messages/s; of the processor "
            f"{busy / messages * 1e6:.0f} and {bare_busy / count * 1e6:.0f} µs each",
        ),
        Row(
            "the same, beside a commit a message",
            rate / one_by_one,
            "×",
            5,
            most=False,
            note=f"{rate:,.0f} and {one_by_one:,.0f} messages/s",
        ),
        Row(f"unpaced burst of {messages:,}: lost", lost, "messages", 0),
        Row("unpaced burst: memory up by", grown, "MB", 50),
    ]


async def _lost(room: Room, class_: Class, said: Sequence[MessageSeen]) -> int:
    """Return how many messages are not kept, not counted or not set aside without a word."""
    room.check()
    async with room.store.reading() as work:
        kept = await work.messages.get([event.message for event in said])
        entries = await work.ledger.of_course(class_.course.id)
    return len(said) - min(len(kept), len(entries))


async def commands(size: Size, folder: Path) -> list[Row]:
    """Measure commands through `invoke` while messages come in."""
    class_ = Class("busy", STUDENTS)
    said = class_.messages(size.of(MESSAGES))
    async with open_room(folder, TERM) as room:
        await room.enroll(class_)
        await room.ask(class_.students[0], class_, "progress")
        coming = asyncio.create_task(room.app.receive(said))
        reading: list[float] = []
        writing: list[float] = []
        while not coming.done():
            who = class_.students[len(reading) % STUDENTS]
            reading.append(await room.ask(who, class_, "help"))
            writing.append(await room.ask(who, class_, "timezone", zone="Asia/Kolkata"))
            await asyncio.sleep(PAUSE)
        await coming
    both = reading + writing
    return [
        Row(
            f"command while {len(said):,} messages come in, p99",
            percentile(both, 0.99),
            "ms",
            20,
            note=f"p50 {median(both):.1f} ms of {len(both)} commands, reading and writing",
        )
    ]
