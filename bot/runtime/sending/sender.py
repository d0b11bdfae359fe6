"""The sender: brings chat to what the outbox says, each post exactly once.

It keeps a steady number of posts in flight: while some wait for a slow platform, others go. What
became of many is written in one transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from bot.chat.posts import PostRecord
from bot.ports.clock import Clock
from bot.ports.journal import Journal
from bot.ports.platform import Platform
from bot.ports.work import Store
from bot.runtime.happenings import Reactions
from bot.runtime.sending.delivery import Delivery
from bot.runtime.sending.drafts import Draft, Drafter, Draw
from bot.runtime.sending.outcomes import Outcome, Outcomes, Stands, TakenBack

LEASE = timedelta(minutes=2)
AT_ONCE = 48
"""Posts in flight: enough to keep a platform busy that takes 50 a second and answers slowly."""
FEW = AT_ONCE * 3 // 4
"""While more wait, new ones are leased when no more than these are left in flight."""
PAUSE = 1.0
"""Seconds without an arrival after which what did arrive is written down."""
TURN = timedelta(seconds=5)
"""How long the sender goes on by itself: then whatever else is due has its turn, meanwhile."""

Flight = dict[asyncio.Task[Outcome], str]
"""What is in flight, with the posts' keys."""


class Sender:
    """Sends what is owed. One sender runs a store; leases keep a second one out."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        platforms: Mapping[str, Platform],
        boards: Mapping[str, Draw],
        reactions: Reactions,
        journal: Journal,
    ) -> None:
        """Keep what is needed; `boards` maps what a board draws to its renderer."""
        self._store = store
        self._clock = clock
        self._drafter = Drafter(platforms, boards)
        self._delivery = Delivery(clock.now, journal)
        self._outcomes = Outcomes(store, clock.now, reactions, journal)

    async def resume(self) -> None:
        """Take over at once what a sender before this one was about to send."""
        async with self._store.work() as work:
            await work.sending.resume()

    async def run(self, meanwhile: Callable[[], Awaitable[object]] | None = None) -> int:
        """Send everything that may be sent now; return how many posts were brought up to date.

        `meanwhile` is done every TURN, for there may be much to send.
        """
        flight: Flight = {}
        turn = self._clock.now()
        brought = 0
        try:
            while True:
                if meanwhile is not None and self._clock.now() - turn >= TURN:
                    await meanwhile()
                    turn = self._clock.now()
                more = await self._launch(flight)
                if not flight:
                    return brought
                arrived = await _landed(flight, FEW if more else len(flight) - 1)
                await self._outcomes.keep(arrived)
                brought += sum(isinstance(each, Stands | TakenBack) for each in arrived)
        finally:
            for task in flight:
                task.cancel()
            await asyncio.gather(*flight, return_exceptions=True)

    async def _launch(self, flight: Flight) -> bool:
        """Lease posts and send them on their way; return whether more may be waiting."""
        room = AT_ONCE - len(flight)
        now = self._clock.now()
        async with self._store.work() as work:
            await work.sending.expire(now)
            leased = await work.sending.lease(now, now + LEASE, room)
        known = set(flight.values())
        # What is in flight for longer than its lease is leased once more, and is on its way.
        new = [record for record in leased if record.key not in known]
        for record, draft in zip(new, await self._drafts(new), strict=True):
            flight[asyncio.create_task(self._bring(record, draft))] = record.key
        return len(leased) == room

    async def _drafts(self, records: Sequence[PostRecord]) -> Sequence[Draft | Exception]:
        """Return each post's draft, or what kept it from being drawn."""
        if not records:
            return ()
        drafts: list[Draft | Exception] = []
        async with self._store.reading() as work:
            now = self._clock.now()
            for record in records:
                try:
                    drafts.append(await self._drafter.draft(record, now, work))
                except Exception as error:
                    drafts.append(error)
        return drafts

    async def _bring(self, record: PostRecord, draft: Draft | Exception) -> Outcome:
        if isinstance(draft, Exception):
            return self._delivery.waits(record, draft)
        return await self._delivery.bring(draft)


async def _landed(flight: Flight, few: int) -> list[Outcome]:
    """Wait until no more than `few` are in flight, or nothing more arrives; return what did."""
    arrived: list[Outcome] = []
    while len(flight) > few or not arrived:
        timeout = PAUSE if arrived else None
        done, _ = await asyncio.wait(flight, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            break
        for task in done:
            del flight[task]
            arrived.append(task.result())
    return arrived
