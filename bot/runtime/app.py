"""The four doors of the core: adapters call these and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.chat.calls import Answer, Choices, Invocation
from bot.chat.commands import Commands
from bot.chat.events import Event
from bot.features.messages.comparing import compared
from bot.model.places import Place, Purpose
from bot.ports.clock import Clock
from bot.ports.journal import Journal
from bot.ports.platform import Platform
from bot.ports.tools import Tools
from bot.ports.work import Store
from bot.runtime.agenda import AgendaRunner
from bot.runtime.dispatcher import MEMORY, Dispatcher
from bot.runtime.doors import Watched
from bot.runtime.due import DUE
from bot.runtime.receiving import Receiver
from bot.runtime.sending.sender import Sender
from bot.runtime.tables import BOARDS, COMMANDS, EVENT_REACTIONS, REACTIONS

HEAD_START = 0.2
"""Seconds that due work has before what it made is sent beside it."""


class App:
    """Homeroom's core, ready to be called. Everything it needs comes from config's wiring."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        platforms: Mapping[str, Platform],
        tools: Tools,
        journal: Journal,
    ) -> None:
        """Put the runtime together over the tables of bot.runtime.tables and due."""
        self._store = store
        self._clock = clock
        self._dispatcher = Dispatcher(store, clock, COMMANDS, REACTIONS, journal)
        self._receiver = Receiver(
            store,
            clock,
            compared,
            EVENT_REACTIONS,
            REACTIONS,
            journal,
            lambda: self._dispatcher.calls,
        )
        self._agenda = AgendaRunner(store, clock, tools, DUE, REACTIONS, journal)
        self._sender = Sender(store, clock, platforms, BOARDS, REACTIONS, journal)
        self._ticking = asyncio.Lock()
        self._catching_up: set[str] = set()
        self._resumed = False

    @property
    def commands(self) -> Commands:
        """Every command spec, for the platforms' command trees, parsers and help."""
        return COMMANDS

    async def invoke(self, call: Invocation) -> Answer:
        """Answer a command, a button, a sent form or a message action. It never raises."""
        return await self._dispatcher.invoke(call)

    async def suggest(self, call: Invocation, field: str, text: str) -> Choices:
        """Return completions for one parameter of a command; it only reads."""
        return await self._dispatcher.suggest(call, field, text)

    async def receive(self, events: Sequence[Event]) -> None:
        """Keep things that happened in chat; they are committed when this returns."""
        await self._receiver.receive(events)

    async def tick(self) -> None:
        """Do all that is due, and send all that is owed, until nothing is left for now."""
        async with self._ticking:
            if not self._resumed:
                await self._sender.resume()
                self._resumed = True
            while True:
                if not await self._advance():
                    break
            now = self._clock.now()
            async with self._store.work() as work:
                await work.memory.forget(now - MEMORY)

    async def _advance(self) -> int:
        """Do what is due, then send what is owed; return how many things that were.

        Where much is due, what was made so far is sent while the rest is done.
        """
        doing = asyncio.create_task(self._run_due())
        sent = 0
        try:
            while True:
                await asyncio.wait({doing}, timeout=HEAD_START)
                over = doing.done()
                sent += await self._sender.run(meanwhile=self._run_due if over else None)
                if over:
                    return sent + doing.result()
        finally:
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)

    async def _run_due(self) -> int:
        return await self._agenda.run(catching_up=bool(self._catching_up))

    def catching_up(self, platform: str, *, busy: bool) -> None:
        """Say whether a platform's places are being read back: settled work waits meanwhile."""
        if busy:
            self._catching_up.add(platform)
        else:
            self._catching_up.discard(platform)

    async def watched(self, platform: str) -> Sequence[Watched]:
        """Return the places on a platform that courses which still run use, each once."""
        purposes: dict[Place, set[Purpose]] = {}
        async with self._store.reading() as work:
            for course in await work.courses.all():
                for purpose, places in course.places.items():
                    for place in places:
                        if place.platform == platform:
                            purposes.setdefault(place, set()).add(purpose)
            newest = await work.messages.newest(list(purposes))
        return [
            Watched(place, frozenset(found), newest.get(place)) for place, found in purposes.items()
        ]

    async def next_due(self) -> datetime | None:
        """Return when there is something to do next, or None: what a tick should wait for."""
        async with self._store.reading() as work:
            times = (await work.agenda.next_due(), await work.sending.next_due())
        return min((time for time in times if time is not None), default=None)
