"""Acknowledgements: of events at an even pace, and of commands."""

from __future__ import annotations

from pathlib import Path

from tests.bench.rows import Row, Size, median, percentile
from tests.bench.slack import bots
from tests.bench.slack.flood import SERVER, made
from tests.bench.wire.bots import until
from tests.bench.wire.crowd import Crowd, serving

STUDENTS = 1_000
EVENTS = 100
"""Messages a second."""
SECONDS = 30
EVERY = 0.05
"""Seconds from one command to the next."""
TIMES = 400
FEWEST = 60


async def commands(size: Size, folder: Path) -> list[Row]:
    """Measure when events and commands are acknowledged, and beside them Bolt's own."""
    events = max(size.of(EVENTS * SECONDS), EVENTS * 5)
    use = {"every": EVERY, "times": max(size.of(TIMES), FEWEST)}
    async with serving(STUDENTS, SERVER) as remote:
        course = Crowd(remote.told, "slack")
        async with bots.only_keeping(made(folder / "bare"), remote.told, course) as (bot, _):
            await until(bot.inbox.settled.is_set)
            kept = await remote.order("chat", rate=EVENTS, count=events)
    async with serving(STUDENTS, SERVER) as remote:
        async with bots.homeroom(folder, remote.told, Crowd(remote.told, "slack")) as bot:
            await until(bot.inbox.settled.is_set)
            await remote.order("first")
            waited = await remote.order("chat", rate=EVENTS, count=events)
            idle, answered = await remote.order("use", rate=0, **use)
            busy, _ = await remote.order("use", rate=EVENTS, **use)
            if bot.journal.troubles:
                raise bot.journal.troubles[0]
        await remote.order("alone")
        async with bots.bolt(remote.told):
            await remote.order("first")
            theirs, _ = await remote.order("use", rate=0, **use)
            empty = await remote.order("chat", rate=EVENTS, count=events)
    return [
        Row(
            f"Slack: acknowledgement at {EVENTS} events/s, each kept before, p99",
            percentile(waited, 0.99),
            "ms",
            10,
            note=f"p50 {median(waited):.1f} ms of {len(waited)}; with a bare table behind "
            f"the adapter {percentile(kept, 0.99):.1f} and {median(kept):.1f} ms; Bolt's "
            f"empty listener {percentile(empty, 0.99):.1f} and {median(empty):.1f} ms",
        ),
        Row(
            "Slack: a slash command's acknowledgement, p50",
            median(idle),
            "ms",
            2,
            note=f"p99 {percentile(idle, 0.99):.1f} ms of {len(idle)}; at {EVENTS} events/s "
            f"{median(busy):.1f} and {percentile(busy, 0.99):.1f} ms; Bolt's own "
            f"{median(theirs):.1f} ms",
        ),
        Row("the same command's answer, p50", median(answered), "ms"),
    ]
