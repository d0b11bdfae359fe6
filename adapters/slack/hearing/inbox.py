"""The inbox: what Slack tells goes through the core's doors.

An event is acknowledged when it is kept, together with those that came meanwhile; one that can't
be kept Slack tells again. Where something may have been missed, the courses' places are read back,
and it is noted that they have to be before anything newer is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from slack_bolt.async_app import AsyncApp

from adapters.slack.answering.answering import Responder
from adapters.slack.answering.fetching import Fetcher
from adapters.slack.hearing.acquaintances import EVERYBODY, Acquaintances
from adapters.slack.hearing.batches import Batches
from adapters.slack.hearing.bolt import bolt_app
from adapters.slack.hearing.hearing import Hearing
from adapters.slack.hearing.reception import Reception
from adapters.slack.journal import LOG
from adapters.slack.line import Line
from adapters.slack.wire import PLATFORM
from bot.chat.events import Event
from bot.runtime.doors import Doors, Stored
from bot.runtime.hearing.catching import CatchUp
from bot.runtime.hearing.errors import kind_of
from bot.runtime.hearing.lookout import Lookout
from bot.runtime.hearing.patience import insist
from bot.runtime.hearing.waking import Waker
from bot.runtime.hearing.watching import Watch, has_words

GRACE = 2.0
"""Seconds that answers have at the end."""


class Ear(Protocol):
    """A way in which Slack reaches us: sockets, or requests to an address of ours."""

    async def run(self) -> None:
        """Hear until cancelled; CannotSendError where that isn't possible as things are."""
        ...


MakeEar = Callable[[AsyncApp, Callable[[bool], None]], Ear]
"""Returns what hands all requests to an app, and tells when Slack can reach us and when not."""


class SlackInbox:
    """Serves the doors with what Slack tells."""

    def __init__(
        self, line: Line, doors: Doors, stored: Stored, fetcher: Fetcher, make_ear: MakeEar
    ) -> None:
        """Serve `doors` over `line`; `stored` reads the files that answers show."""
        self._line = line
        self._doors = doors
        self._watch = Watch()
        self._batches = Batches(self._keep)
        self._acquaintances = Acquaintances(
            line.platform, line.clock, self._watch, self._batches.add
        )
        self._catch_up = CatchUp(
            PLATFORM, line.platform.history, line.notes, self._keep_read, self._tell_whether_busy
        )
        self._waker = Waker(doors, line.clock)
        self.reception = Reception(
            line,
            doors.commands,
            Hearing(line, self._watch, self._batches, self._acquaintances),
            Responder(line, doors, stored, fetcher, self._acquaintances),
            self.miss,
            self._answered,
        )
        self.ear = make_ear(bolt_app(self.reception.take), self._went)
        self._keeping = asyncio.Lock()
        self._looking = asyncio.Lock()
        self._lookout = Lookout(self.look)
        self._meet = asyncio.Event()
        self._came = asyncio.Event()
        self._online = False
        self._missing = True
        self.settled = asyncio.Event()
        """Set while Slack reaches us and nothing that was missed is left to be read."""

    @property
    def idle(self) -> bool:
        """Whether everything that was heard is kept and answered, and nothing is missing."""
        return self.settled.is_set() and not len(self._batches) and not self.reception.busy

    def wake(self) -> None:
        """Let the core do what is due, as after a jump of its clock."""
        self._waker.wake()

    async def run(self) -> None:
        """Serve until cancelled; CannotSendError where Slack lets the bot in no more."""
        self._tell_whether_busy()
        self._watch.take(await self._doors.watched(PLATFORM))
        await self._catch_up.remember()
        try:
            async with asyncio.TaskGroup() as tasks:
                for work in (self._batches.run, self._waker.run, self._catch_up.run, self.ear.run):
                    tasks.create_task(work())
                for work in (self._read_back, self._lookout.run, self._meet_everybody):
                    tasks.create_task(work())
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            self._online = False
            self.settled.clear()
            await self.reception.end(GRACE)
            await self._acquaintances.end()

    async def _keep(self, events: Sequence[Event]) -> None:
        """Let the core keep events; what was missed before them is noted first."""
        if self._missing:
            await self._open_gaps()
        try:
            async with self._keeping:
                await self._doors.receive(events)
        except BaseException:
            self.miss()  # if it fails once too often, Slack tells it no more
            raise
        self._waker.wake()

    async def _keep_read(self, events: Sequence[Event]) -> None:
        async with self._keeping:
            await insist("keeping events", lambda: self._doors.receive(events))
        self._waker.wake()

    def _went(self, online: bool) -> None:
        """Take in that Slack can reach us now, or no more."""
        self._online = online
        if online:
            self._came.set()
        else:
            self._missing = True
        self._tell_whether_busy()

    def miss(self) -> None:
        """Take in that something may be missing that Slack won't tell again."""
        self._missing = True
        self._came.set()
        self._tell_whether_busy()

    async def _read_back(self) -> None:
        """Read back whatever is missing, as soon as Slack reaches us."""
        while True:
            await self._came.wait()
            self._came.clear()
            if self._missing and self._online:
                await insist("noting what was missed", self._open_gaps)

    async def _open_gaps(self) -> None:
        async with self._looking:
            if not self._missing:
                return
            # While Slack doesn't reach us, what is read now will not be all.
            self._missing = not self._online
            try:
                watched = await self._doors.watched(PLATFORM)
                self._watch.take(watched)
                await self._catch_up.open(one for one in watched if has_words(one))
            except BaseException:
                self._missing = True
                raise
            finally:
                self._tell_whether_busy()
        self._meet.set()

    def _tell_whether_busy(self) -> None:
        busy = not self._online or self._missing or self._catch_up.busy
        self._doors.catching_up(PLATFORM, busy=busy)
        if busy:
            self.settled.clear()
        elif not self.settled.is_set():
            self.settled.set()
            self._waker.wake()

    def _answered(self) -> None:
        self._waker.wake()
        self._lookout.want()

    async def look(self) -> None:
        """Learn which places courses use now; those that are new are read back."""
        async with self._looking:
            watched = await self._doors.watched(PLATFORM)
            new = self._watch.take(watched)
            await self._catch_up.only([one.place for one in watched])
            if new:
                await self._catch_up.open(one for one in new if has_words(one))
                self._acquaintances.forget()
                self._meet.set()

    async def _meet_everybody(self) -> None:
        """Let the core know who is in the courses' places, when there are new ones and in time."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERYBODY.total_seconds()):
                    await self._meet.wait()
            self._meet.clear()
            try:
                watched = await self._doors.watched(PLATFORM)
                await self._acquaintances.everybody(one.place for one in watched)
            except Exception as error:
                LOG.error("who is in the courses' places could not be told: %s", kind_of(error))
