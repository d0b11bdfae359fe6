"""The small Slack as a process of its own: what Slack itself does is not counted as ours.

It says first what stands on it, then takes orders from its input and answers each, all as lines
of JSON; it ends with its input. Its clock stands in the week in which all discussions are open.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from tests.bench.classes import prose
from tests.bench.wire.server import AT_A_TIME, CHANNELS, GLANCE, LONGEST, NOW
from tests.support.slack import messages
from tests.support.slack.deliveries import EVENT, Delivery
from tests.support.slack.holding import Held, holding
from tests.support.slack.people import rich
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.things import Channel, Json, Message, User
from tests.support.slack.world import SlackChannel, SlackPerson, SlackWorkspace, World

PATIENCE = 600.0
"""Seconds until an event is told again: what waits in a flood is told once."""


class Stage:
    """A server with a crowd on it, and the orders that it takes."""

    def __init__(self, server: WireServer) -> None:
        """Open a discussion's thread in every channel, with everybody in it."""
        self._server = server
        self._state = server.state
        self._bot = next(one for one in self._state.users.values() if one.bot)
        users = [one for one in self._state.users.values() if not one.bot]
        self._staff, *self._students = users
        with holding(server):
            self._threads = [self._thread(f"talk-{number}") for number in range(CHANNELS)]
        self._held = Held(server)
        self._took: list[float] = []
        server.deliveries.heard = self._acknowledged

    def _thread(self, name: str) -> tuple[Channel, Message]:
        channel = self._server.channel(name)
        return channel, self._say(channel, "", self._bot, "What now?")

    def _say(self, channel: Channel, thread: str, author: User, text: str) -> Message:
        ts = self._state.stamps.ts()
        made = Message(ts, channel.id, author, text, self._state.clock.now, thread=thread)
        made.blocks = rich(text, ts)
        return messages.add(self._state, channel, made)

    @property
    def told(self) -> Json:
        """What a bot and its course need to know."""
        return {
            "token": self._server.token,
            "app token": self._server.app_token,
            "api": self._server.api_url,
            "teacher": self._staff.id,
            "students": [one.id for one in self._students],
            "threads": [[channel.id, root.ts] for channel, root in self._threads],
        }

    async def write(self, count: int, seed: int) -> Any:
        """Let everybody write in all threads at once; nothing is told before `speak`.

        Return how many acknowledgements there were so far.
        """
        chance = random.Random(seed)
        with holding(self._server) as self._held:
            for number in range(count):
                self._chat(chance, chance.choice((12, 20)))
                if number % AT_A_TIME == 0:
                    await asyncio.sleep(0)
        return self._server.deliveries.taken

    def _chat(self, chance: random.Random, words: int) -> None:
        author, (channel, root) = chance.choice(self._students), chance.choice(self._threads)
        self._say(channel, root.ts, author, prose(chance, words))

    async def speak(self) -> Any:
        """Tell all that was held, as fast as it is taken."""
        await self._server.connected(LONGEST)
        self._held.tell()

    async def taken(self, count: int) -> Any:
        """Wait until so many acknowledgements have come, all told."""
        await _until(lambda: self._server.deliveries.taken >= count)

    async def chat(self, rate: int, count: int) -> Any:
        """Let so many messages a second be written; return the milliseconds each waited."""
        await self._server.connected(LONGEST)
        chance = random.Random(rate)
        self._took.clear()
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in range(count):
            await asyncio.sleep(max(begun + number / rate - loop.time(), 0))
            self._chat(chance, 12)
        await _until(lambda: len(self._took) >= count)
        return [seconds * 1000 for seconds in self._took]

    def _acknowledged(self, delivery: Delivery) -> None:
        if delivery.kind == EVENT:
            self._took.append(asyncio.get_running_loop().time() - delivery.at)

    async def use(self, every: float, times: int, rate: int) -> Any:
        """Let people use a command every so many seconds while `rate` messages a second come.

        Return the milliseconds until each was acknowledged, and until each was answered.
        """
        await self._server.connected(LONGEST)
        writing = [asyncio.create_task(self.chat(rate, int(rate * every * times)))] if rate else []
        loop = asyncio.get_running_loop()
        begun = loop.time()
        using = []
        for number in range(times):
            await asyncio.sleep(max(begun + number * every - loop.time(), 0))
            using.append(asyncio.create_task(self._used(self._students[number])))
        took = await asyncio.gather(*using)
        await asyncio.gather(*writing)
        return [[seconds * 1000 for seconds in each] for each in zip(*took, strict=True)]

    async def _used(self, who: User) -> tuple[float, float]:
        """Return the seconds until a command's acknowledgement, and until its answer."""
        shown = await self._server.person(who.username).command("help", where=self._threads[0][0])
        return shown.act.took, asyncio.get_running_loop().time() - shown.act.began

    async def first(self) -> Any:
        """Wait for a bot, and use a command."""
        await self._server.connected(LONGEST)
        return await self._used(self._students[0])

    async def run(self) -> Any:
        """Let the clock run as the machine's does."""
        self._state.clock.run()

    async def alone(self) -> Any:
        """Wait until no bot is connected."""
        await _until(lambda: not self._server.sockets.connections)


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONGEST):
        while True:
            if true():
                return
            await asyncio.sleep(GLANCE)


def world(students: int) -> World:
    """Return a workspace with so many students and twenty channels."""
    people = [SlackPerson("ines", "Ines", admin=True)]
    people += [SlackPerson(f"s{number}", f"Student {number:04}") for number in range(students)]
    channels = tuple(SlackChannel(f"talk-{number}") for number in range(CHANNELS))
    return World((SlackWorkspace("Crowd", channels),), tuple(people), NOW)


async def _serve(students: int) -> None:
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    settings = Settings(acknowledge=PATIENCE, validate=False, patience=60.0)
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
