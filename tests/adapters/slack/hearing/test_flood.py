"""As many events as the socket takes: nothing is lost or doubled, all kept before acknowledged."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from adapters.slack.hearing.batches import MOST
from bot.chat.events import MessageSeen
from tests.support.discord.core import Core, Notebook, until
from tests.support.slack.holding import flood
from tests.support.slack.server import Settings, running
from tests.support.slack.serving import WAYS, serving_doors, watch
from tests.support.slack.small import SMALL

MANY = 20_000
SOME = 1_000
LONGEST = 240.0


class Counting(Core):
    """A core that takes a moment for each batch, and sees what was acknowledged before it."""

    early = 0
    acknowledged: Callable[[], int]

    async def receive(self, events: Sequence[object]) -> None:
        """Keep a batch; nothing of it may be acknowledged yet."""
        kept = len(self.events)
        await asyncio.sleep(0.002)
        self.early = max(self.early, self.acknowledged() - kept)
        await Core.receive(self, events)


async def pushed(way: str, count: int) -> Counting:
    """Push so many messages; return the core once all of them are acknowledged."""
    start = SMALL.start
    assert start is not None
    settings = Settings(acknowledge=LONGEST, signed_at=start.timestamp)
    async with running(SMALL, settings) as server:
        core = Counting()
        core.acknowledged = lambda: server.deliveries.taken
        watch(core, server, "general")
        writers = [server.user(name) for name in ("ana", "mei", "tom")]
        texts = [f"Message {number}" for number in range(count)]
        async with serving_doors(server, core, Notebook(), way) as (_, inbox):
            await until(lambda: inbox.idle and len(core.events) >= len(writers))
            held, _ = await flood(server, server.channel("general"), writers, texts)
            core.events.clear()
            core.batches.clear()
            before = server.deliveries.taken
            core.acknowledged = lambda: server.deliveries.taken - before
            held.tell()
            await until(lambda: server.deliveries.taken - before == count, LONGEST)
        assert server.deliveries.lost == []
    seen = Counter(one.text for one in core.events if isinstance(one, MessageSeen))
    assert seen == Counter(texts)
    return core


@pytest.mark.parametrize("way", WAYS)
async def test_what_comes_together_is_kept_together(way: str) -> None:
    """And acknowledged after that."""
    core = await pushed(way, SOME)
    assert core.early == 0
    assert 1 < max(core.batches) <= MOST


@pytest.mark.slow
async def test_twenty_thousand_events() -> None:
    """As fast as the socket takes them."""
    core = await pushed("socket", MANY)
    assert core.early == 0
    assert max(core.batches) == MOST
