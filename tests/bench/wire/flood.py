"""Everybody writes at once: from the socket until committed, indexed and rolled up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from adapters.storage.store import SqlStore
from bot.model.participation.acts.ledger import Act
from bot.model.participation.standings.tally import change
from tests.bench.classes import POLICY
from tests.bench.rows import Row, Size, Watch, peak, resident
from tests.bench.wire import bots
from tests.bench.wire.crowd import Crowd, Remote, serving
from tests.bench.wire.server import CHANNELS

STUDENTS = 1_000
MESSAGES = 50_000


@dataclass(frozen=True, slots=True)
class Took:
    """What messages took: seconds in all, and of the processor."""

    messages: int
    seconds: float
    busy: float

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds

    def __str__(self) -> str:
        """Say it in short."""
        return f"{self.rate:,.0f}/s ({self.busy / self.messages * 1e6:.0f} µs of the processor)"


async def flood(size: Size, folder: Path) -> list[Row]:
    """Measure Homeroom beside the same client with an empty handler, and beside a plain one."""
    count = size.of(MESSAGES)
    async with serving(STUDENTS) as remote:
        crowd = Crowd(remote.told)
        async with bots.homeroom(folder, remote.told, crowd) as bot:
            await bots.until(bot.inbox.settled.is_set)
            before = resident()
            ours = await _ours(remote, bot, count)
            grown = max(peak(), resident()) - before
            if bot.journal.troubles:
                raise bot.journal.troubles[0]
            lost, doubled = await kept(bot.store, crowd, count)
        nothing = await _empty(remote, count)
        usual = await _plain(remote, count)
    crowded = f"{count:,} messages of {STUDENTS:,} students in {CHANNELS} channels"
    return [
        Row(
            f"Discord: {crowded}, beside an empty handler",
            ours.rate / nothing.rate,
            "×",
            0.5,
            most=False,
            note=f"{ours} and {nothing}",
        ),
        Row(
            "the same, beside discord.Client with on_message",
            ours.rate / usual.rate,
            "×",
            note=f"discord.py's: {usual}",
        ),
        Row("Discord, unpaced burst: lost", lost, "messages", 0),
        Row("Discord, unpaced burst: doubled, or otherwise in a recount", doubled, "", 0),
        Row("Discord, unpaced burst: memory up by", grown, "MB", 50),
    ]


async def _ours(remote: Remote, bot: bots.Serving, count: int) -> Took:
    newest = await remote.order("write", count=count, seed=1, held=True)
    watch = Watch()
    await remote.order("speak")
    await bots.until(lambda: bot.has(newest))
    return Took(count, watch.seconds(), watch.busy())


async def _empty(remote: Remote, count: int) -> Took:
    async with bots.empty(remote.told, lambda name, data: None) as client:
        await bots.until(lambda: bool(client.sequence))
        newest = await remote.order("write", count=count, seed=2, held=True)
        watch = Watch()
        await remote.order("speak")
        await bots.until(lambda: client.sequence == newest)
        return Took(count, watch.seconds(), watch.busy())


async def _plain(remote: Remote, count: int) -> Took:
    async with bots.plain(remote.told) as client:
        await remote.order("write", count=count, seed=3, held=True)
        watch = Watch()
        await remote.order("speak")
        await bots.until(lambda: client.heard == count)
        return Took(count, watch.seconds(), watch.busy())


async def kept(store: SqlStore, crowd: Crowd, count: int) -> tuple[int, int]:
    """Return how many messages are not kept, and in how many tallies the rollup is wrong.

    Each message is one entry of its author's in the ledger, whose id is made of it, and one of whom
    it answers.
    """
    course = crowd.course.id
    async with store.reading() as work:
        threads = crowd.threads
        found = sum([len(await work.messages.in_thread(one)) for one in threads])
        entries = await work.ledger.of_course(course)
        rollup, recount = await work.ledger.tallies(course), change(POLICY, entries)
    differ = sum(rollup.get(key) != recount.get(key) for key in rollup.keys() | recount.keys())
    own = sum(entry.act is not Act.RECEIVED for entry in entries)
    return count - min(found, own), differ + max(found, own) - count
