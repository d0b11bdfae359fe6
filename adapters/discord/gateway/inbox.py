"""The inbox: what Discord tells goes through the core's doors.

Events wait in a bounded buffer and go to the core in batches, one at a time; how far the gateway
was read is noted only once they are committed. Interactions are answered side by side, so that a
slow one holds up nobody. A session that could not be resumed leaves gaps, which are read back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from adapters.discord.answering.answering import Responder
from adapters.discord.answering.replies import TOKEN_LIVES
from adapters.discord.gateway.buffer import Buffer, Item
from adapters.discord.gateway.gateway import LOST
from adapters.discord.gateway.hints import Hints
from adapters.discord.gateway.meanings import SPEAKING, THREAD_GONE, Meanings, channel_of_speech
from adapters.discord.gateway.presence import Voices
from adapters.discord.gateway.resuming import Progress, Session, noted_session
from adapters.discord.gateway.syncing import sync_commands
from adapters.discord.gateway.watching import Heed, Watch
from adapters.discord.journal import LOG
from adapters.discord.line import Line
from adapters.discord.wire import PLATFORM, Json, made_at
from bot.chat.events import Event, PresencesRead
from bot.model.places import Place, Purpose
from bot.runtime.doors import Doors
from bot.runtime.hearing.catching import CatchUp
from bot.runtime.hearing.errors import kind_of
from bot.runtime.hearing.keeping import Keeper
from bot.runtime.hearing.lookout import Lookout
from bot.runtime.hearing.patience import insist
from bot.runtime.hearing.waking import Waker
from bot.runtime.hearing.watching import has_words

AUTOCOMPLETE = 4
"""The type of an interaction that only asks what would complete an option."""
MANY = SPEAKING - {THREAD_GONE}
"""Events that tell nothing of servers and channels; there are many of them."""
AT_ONCE = 1_000
"""Events that go to the core together: it takes thread by thread what is in them."""
GRACE = 2.0
"""Seconds that answers have at the end."""


class DiscordInbox:
    """Serves the doors with what the gateway tells."""

    def __init__(self, line: Line, doors: Doors, responder: Responder) -> None:
        """Serve `doors` over `line`; interactions are answered by `responder`."""
        self._line = line
        self._doors = doors
        self._responder = responder
        self._buffer = Buffer()
        self._watch = Watch(line.guilds)
        self._voices = Voices()
        self._hints = Hints(line.platform)
        self._meanings = Meanings(line.guilds, self._watch, line.platform.reactions)
        self._catch_up = CatchUp(
            PLATFORM, line.platform.history, line.notes, self._keep, self._tell_whether_busy
        )
        self._waker = Waker(doors, line.clock)
        self._progress = Progress(line.notes, line.clock, line.account, self._reached)
        self._keeper = Keeper(doors.receive)
        self._looking = asyncio.Lock()
        self._lookout = Lookout(self.look)
        self._answers: set[asyncio.Task[None]] = set()
        self._session: Session | None = None
        self._online = False
        self._servers_told = False
        self._cold = asyncio.Event()
        self._losses = 0
        self.settled = asyncio.Event()
        """Set while the gateway is there and nothing that was missed is left to be read."""

    @property
    def waiting(self) -> Buffer:
        """What was heard and is not kept yet."""
        return self._buffer

    @property
    def idle(self) -> bool:
        """Whether everything that was heard is kept and answered, and nothing is missing."""
        return self.settled.is_set() and not len(self._buffer) and not self._answers

    def wake(self) -> None:
        """Let the core do what is due, as after a jump of its clock."""
        self._waker.wake()

    async def run(self, *, connect: bool = True) -> None:
        """Serve until cancelled; CannotSendError where Discord lets the bot in no more.

        Without `connect` events are expected to come by themselves.
        """
        client = self._line.client
        self._tell_whether_busy()
        await self._begin()
        client.listen(self.heard, self._buffer.room)
        try:
            async with asyncio.TaskGroup() as tasks:
                for work in (self._receive, self._waker.run, self._catch_up.run, self._lookout.run):
                    tasks.create_task(work())
                for work in (self._progress.run, self._learn):
                    tasks.create_task(work())
                tasks.create_task(sync_commands(self._line, self._doors.commands))
                if connect:
                    await client.connect()
                else:
                    await asyncio.Event().wait()
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            await self._end()

    def heard(self, name: str, data: Json) -> None:
        """Take in an event as it came; what can't be read is left out, and noted."""
        try:
            if name not in MANY:
                self._line.guilds.heard(name, data)
            self._take(name, data)
        except Exception as error:
            LOG.error("%s could not be understood: %s", name, kind_of(error))

    def _take(self, name: str, data: Json) -> None:
        if name in SPEAKING and "guild_id" not in data:
            if name == "MESSAGE_CREATE":
                self._hints.heard(data, self._line.clock.now())
        elif name in SPEAKING:
            if self._watch.place(channel_of_speech(name, data)) is not Heed.NOT:
                self._put(name, data)
        elif name == "INTERACTION_CREATE":
            self._begin_answer(data)
        elif name == "VOICE_STATE_UPDATE":
            watched = self._watch.voices(str(data.get("guild_id")))
            moved = self._voices.moved(data, watched, self._line.clock.now())
            if moved:
                self._put(name, None, moved)
        elif name == "GUILD_CREATE" and not data.get("unavailable"):
            self._voices.told(data)
            self._put(name, None, self._present(self._watch.voices(data["id"])))
        elif name == "READY":
            self._voices.forget()
            self._put(name, {key: data[key] for key in ("session_id", "resume_gateway_url")})
        elif name == "RESUMED":
            self._put(name, None)
        elif name == LOST:
            self._losses += 1
            self._online = False
            self._tell_whether_busy()

    def _begin_answer(self, interaction: Json) -> None:
        """Answer an act, unless it was missed for so long that who did it has given it up.

        Only what a session tells again can be: no clock of ours decides what is heard at once.
        """
        age = self._line.clock.now() - made_at(str(interaction["id"]))
        if not self._online and age > TOKEN_LIVES:
            LOG.info("an act is too old to be done: %s", interaction["id"])
            return
        task = asyncio.create_task(self._answer(interaction))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    def _put(self, name: str, data: Json | None, told: Sequence[Event] = ()) -> None:
        sequence, now = self._line.client.sequence, self._line.clock.now()
        self._buffer.put(Item(name, data, now, sequence, self._losses, told))

    def _present(self, places: Sequence[Place]) -> list[PresencesRead]:
        now = self._line.clock.now()
        return self._voices.present(places, self._line.guilds.guild_of, now)

    async def _begin(self) -> None:
        """Take up where the process before this one left off."""
        line = self._line
        self._watch.take(await self._doors.watched(PLATFORM))
        await self._catch_up.remember()
        line.client.known = await noted_session(line.notes, line.account, line.clock.now())
        self._session = line.client.known

    async def _end(self) -> None:
        """Finish answers that are nearly there, and note how far the gateway was read."""
        self._online = False
        self.settled.clear()
        if self._answers:
            await asyncio.wait(self._answers, timeout=GRACE)
        answers = list(self._answers)
        for task in answers:
            task.cancel()
        await asyncio.gather(*answers, return_exceptions=True)
        await self._progress.note()

    async def _receive(self) -> None:
        """Hand what was heard to the core, in order; what is not kept yet stays in the buffer."""
        while True:
            items = await self._buffer.some(AT_ONCE)
            events: list[Event] = []
            for item in items:
                if item.name in ("READY", "RESUMED"):
                    await self._keep(events)
                    events = []
                    await self._greet(item)
                else:
                    events += await self._meanings.of(item)
            await self._keep(events)
            self._buffer.drop(len(items))
            self._move(items[-1].sequence)

    async def _keep(self, events: Sequence[Event]) -> None:
        if events:
            await self._keeper.keep(events)
            self._waker.wake()

    async def _greet(self, item: Item) -> None:
        """Take in that a session began or goes on. What came before it is committed by now."""
        if item.name == "READY":
            # What follows must not be committed before it is noted that something is missing.
            await insist("noting what was missed", self._open_gaps)
            told = item.data
            begun = Session(told["session_id"], told["resume_gateway_url"], item.sequence or 0)
            self._session = begun
        elif not self._servers_told:
            self._cold.set()
        self._servers_told = True
        self._online = item.losses == self._losses
        self._tell_whether_busy()

    async def _open_gaps(self) -> None:
        async with self._looking:
            watched = await self._doors.watched(PLATFORM)
            self._watch.take(watched)
            await self._catch_up.open(one for one in watched if has_words(one))

    async def _learn(self) -> None:
        """Learn of all servers where a session goes on that an earlier process began."""
        await self._cold.wait()
        await insist("learning of servers", self._line.guilds.learn)

    def _move(self, sequence: int | None) -> None:
        if self._session is not None and sequence is not None:
            self._session = replace(self._session, sequence=sequence)

    def _reached(self) -> Session | None:
        """Return the session, up to the event before which all are committed."""
        newest, known = self._line.client.session, self._session
        if newest is not None and known is not None and newest.id == known.id and not self._buffer:
            return newest
        return known

    def _tell_whether_busy(self) -> None:
        busy = not self._online or self._catch_up.busy
        self._doors.catching_up(PLATFORM, busy=busy)
        if busy:
            self.settled.clear()
        elif not self.settled.is_set():
            self.settled.set()
            self._waker.wake()

    async def _answer(self, interaction: Json) -> None:
        try:
            await self._responder.answer(interaction)
        except Exception as error:
            LOG.error("an interaction failed: %s: %s", interaction.get("id"), kind_of(error))
        if interaction.get("type") != AUTOCOMPLETE:
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
        voices = [one.place for one in new if Purpose.VOICE in one.purposes]
        if voices:
            told = self._present(voices)
            self._put("VOICES", None, told)
            if len(told) < len(voices):
                # Who is there is told only when a session begins.
                await self._line.client.renew()
