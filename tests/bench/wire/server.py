"""The wire server as a process of its own: what Discord itself does is not counted as ours.

It says first what stands on it, then takes orders from its input and answers each, all as lines
of JSON; it ends with its input. Its clock stands in the week in which all discussions are open.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from tests.bench.classes import TERM, prose
from tests.support.discord import messages, threads
from tests.support.discord.drafts import Draft
from tests.support.discord.limits import Limiter, Limits
from tests.support.discord.server import Settings, WireServer, running
from tests.support.discord.things import Channel, Json, User
from tests.support.discord.world import DiscordChannel, DiscordGuild, DiscordPerson, World

NOW = TERM + timedelta(weeks=2, days=1)
"""Where its clock stands."""
APART = timedelta(milliseconds=1)
"""Between two messages: as far as Discord's ids tell them apart."""
CHANNELS = 20
BACKLOG = 100
"""Events kept for a resume; nothing is resumed here."""
GLANCE = 0.003
LONGEST = 900.0
"""Seconds that anything may take."""
AT_A_TIME = 500
"""Messages that are written before heartbeats and the like have their turn."""


class Stage:
    """A server with a crowd on it, and the orders that it takes."""

    def __init__(self, server: WireServer) -> None:
        """Open a discussion's thread in every channel, with everybody in it."""
        self._server = server
        self._state = server.state
        users = [one for one in self._state.users.values() if not one.bot]
        self._staff, *self._students = users
        self._threads = [self._thread(f"talk-{number}") for number in range(CHANNELS)]

    def _thread(self, name: str) -> Channel:
        channel = self._server.channel(name)
        root = messages.post(self._state, channel, self._state.bot, Draft(content="What now?"))
        thread = threads.open_thread(self._state, channel, self._state.bot, name, root=root)
        thread.thread_members |= {one.id: self._server.clock.now for one in self._students}
        return thread

    @property
    def told(self) -> Json:
        """What a bot and its course need to know."""
        return {
            "token": self._server.token,
            "api": self._server.api_url,
            "gateway": self._server.gateway_url,
            "teacher": str(self._staff.id),
            "students": [str(one.id) for one in self._students],
            "threads": [[str(one.parent), str(one.id)] for one in self._threads],
        }

    async def write(self, count: int, seed: int, held: bool) -> Any:
        """Let everybody write in all threads at once; `held` events wait for `speak`.

        Return the number of the newest event.
        """
        if held:
            self._server.gateway.hold()
        chance = random.Random(seed)
        for number in range(count):
            author, thread = chance.choice(self._students), chance.choice(self._threads)
            self._say(thread, author, prose(chance, chance.choice((12, 20))))
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)
        return await self.newest()

    def _say(self, thread: Channel, author: User, text: str) -> None:
        self._server.clock.advance(APART)
        messages.post(self._state, thread, author, Draft(content=text))

    async def speak(self) -> Any:
        """Let go of what was held."""
        self._server.gateway.speak()

    async def newest(self) -> Any:
        """Return the number of the newest event that goes to who is connected."""
        sessions = self._server.gateway.sessions.values()
        return next((one.seq for one in sessions if one.connection is not None), 0)

    async def use(self, rate: int, every: float, times: int) -> Any:
        """Let people use a command every so many seconds while `rate` messages a second come.

        Return the milliseconds until each was acknowledged, and until each was answered.
        """
        await self._server.gateway.until_connected()
        chattering = asyncio.create_task(self._chatter(rate))
        loop = asyncio.get_running_loop()
        begun = loop.time()
        using = []
        for number in range(times):
            await asyncio.sleep(max(begun + number * every - loop.time(), 0))
            using.append(asyncio.create_task(self._used(self._students[number])))
        took = await asyncio.gather(*using)
        chattering.cancel()
        return [[seconds * 1000 for seconds in each] for each in zip(*took, strict=True)]

    async def _chatter(self, rate: int) -> None:
        chance = random.Random(rate)
        loop = asyncio.get_running_loop()
        begun, said = loop.time(), 0
        while rate:
            while said < (loop.time() - begun) * rate:
                author, thread = chance.choice(self._students), chance.choice(self._threads)
                self._say(thread, author, prose(chance, 12))
                said += 1
            await asyncio.sleep(1 / rate)

    async def _used(self, who: User) -> tuple[float, float]:
        """Return the seconds until a command's acknowledgement, and until its answer."""
        shown = await self._server.person(who.username).command("help", where=self._threads[0])
        answered, made = asyncio.get_running_loop().time(), shown.interaction
        return made.acknowledged - made.began, answered - made.began

    async def run(self) -> Any:
        """Let the clock run as the machine's does."""
        self._server.clock.run()

    async def alone(self) -> Any:
        """Wait until no bot is connected."""
        await self._server.gateway.until(lambda: not self._server.gateway.connected)

    async def first(self) -> Any:
        """Wait for a bot and for its commands, and use one."""
        await self._server.gateway.until_connected()
        await _until(lambda: bool(self._state.commands.get(None)))
        return await self._used(self._students[0])

    async def limit(self, overall: int, every: int) -> Any:
        """Let so many requests pass in a second, and refuse each so-many-th (0: none)."""
        limits = Limits(overall=(overall, 1.0) if overall else None, every=every)
        self._server.limiter = Limiter(limits)
        self._server.recording.requests.clear()

    async def shut(self, count: int) -> Any:
        """Close the mailboxes of the first so many students."""
        for one in self._students[:count]:
            one.mailbox = False

    async def until(self, arrived: int) -> Any:
        """Wait until so many private messages have come, all told."""
        await _until(lambda: self._mail().total() >= arrived)

    async def asked(self) -> Any:
        """Return how many requests there were since the last limits, and the private messages."""
        mail = self._mail()
        return {
            "requests": len(self._server.recording.requests),
            "too many": self._server.limiter.refusals,
            "arrived": mail.total(),
            "most": max(mail.values(), default=0),
        }

    def _mail(self) -> Counter[int]:
        """Return how many messages stand in each private conversation."""
        found = [one for one in self._state.channels.values() if one.kind == "dm"]
        return Counter({one.id: len(one.messages) for one in found if one.messages})


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONGEST):
        while True:
            if true():
                return
            await asyncio.sleep(GLANCE)


def world(students: int) -> World:
    """Return a server with so many students and twenty channels."""
    people = [DiscordPerson("ines", "Ines")]
    people += [DiscordPerson(f"s{number}", f"Student {number:04}") for number in range(students)]
    channels = tuple(DiscordChannel(f"talk-{number}") for number in range(CHANNELS))
    return World((DiscordGuild("Crowd", "ines", channels),), tuple(people), NOW)


async def _serve(students: int) -> None:
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    settings = Settings(backlog=BACKLOG, validate=False, patience=60.0)
    async with running(world(students), settings) as server:
        stage = Stage(server)
        _answer(stage.told)
        while line := await reader.readline():
            order = json.loads(line)
            act: Callable[..., Awaitable[Any]] = getattr(stage, order.pop("do"))
            _answer(await act(**order))


def _answer(told: Any) -> None:
    print(json.dumps(told), flush=True)


def main(arguments: Sequence[str]) -> None:
    """Serve a crowd of so many students until the input ends."""
    asyncio.run(_serve(int(arguments[0])))


if __name__ == "__main__":
    main(sys.argv[1:])
