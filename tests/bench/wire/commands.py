"""Commands while the class writes: until they are acknowledged, and until they are answered."""

from __future__ import annotations

from pathlib import Path

from adapters.discord.gateway.gateway import HomeroomClient
from tests.bench.rows import Row, Size, median, percentile
from tests.bench.wire import bots
from tests.bench.wire.crowd import Crowd, serving

STUDENTS = 1_000
MESSAGES = 500
"""Messages a second."""
EVERY = 0.05
"""Seconds from one command to the next."""
TIMES = 400
FEWEST = 60
WARM = 500
"""Messages that come before anything is measured: what is needed for the first is loaded then."""


async def commands(size: Size, folder: Path) -> list[Row]:
    """Measure a command at Homeroom and at a bot that does nothing but answer."""
    use = {"every": EVERY, "times": max(size.of(TIMES), FEWEST)}
    async with serving(STUDENTS) as remote:
        async with bots.homeroom(folder, remote.told, Crowd(remote.told)) as bot:
            await bots.until(bot.inbox.settled.is_set)
            await remote.order("first")
            warm = await remote.order("write", count=WARM, seed=7, held=False)
            await bots.until(lambda: bot.has(warm))
            idle, _ = await remote.order("use", rate=0, **use)
            ours, answered = await remote.order("use", rate=MESSAGES, **use)
            if bot.journal.troubles:
                raise bot.journal.troubles[0]
        await remote.order("alone")
        made: list[HomeroomClient] = []
        async with bots.empty(remote.told, bots.answering(made)) as client:
            made.append(client)
            await remote.order("first")
            theirs, _ = await remote.order("use", rate=MESSAGES, **use)
    return [
        Row(
            f"Discord: a command's acknowledgement at {MESSAGES} messages/s, p99, over an empty "
            "bot's",
            percentile(ours, 0.99) - percentile(theirs, 0.99),
            "ms",
            10,
            note=f"p99 {percentile(ours, 0.99):.1f} and {percentile(theirs, 0.99):.1f} ms, p50 "
            f"{median(ours):.1f} and {median(theirs):.1f} ms of {len(ours)}; with no messages "
            f"{percentile(idle, 0.99):.1f} and {median(idle):.1f} ms",
        ),
        Row(
            "the same command's answer, p99",
            percentile(answered, 0.99),
            "ms",
            note=f"p50 {median(answered):.1f} ms",
        ),
    ]
