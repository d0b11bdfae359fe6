"""The course of everybody who is on the wire server, and what orders go to it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from adapters.discord.wire import PLATFORM
from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.ids import short_id
from bot.model.people import Account, Person
from bot.model.places import Message, Place, Purpose
from bot.model.time.due import Due
from tests.bench.classes import Class
from tests.bench.wire.server import NOW

WEEK = 3
LONGEST_LINE = 1 << 24


@dataclass(frozen=True, slots=True)
class Remote:
    """The server's process: what it told first, and a way to give it orders, one at a time."""

    told: dict[str, Any]
    process: asyncio.subprocess.Process

    async def order(self, do: str, **given: Any) -> Any:
        """Give an order; return what it answers."""
        return await _said(self.process, {"do": do, **given})


async def _said(process: asyncio.subprocess.Process, order: dict[str, Any] | None = None) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    if order is not None:
        process.stdin.write(json.dumps(order).encode() + b"\n")
    return json.loads(await process.stdout.readline())


@asynccontextmanager
async def serving(students: int, module: str = "tests.bench.wire.server") -> AsyncIterator[Remote]:
    """Run a server, Discord's unless told, with so many students until the block ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, str(students)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=LONGEST_LINE,
    )
    try:
        yield Remote(await _said(process), process)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()


class Crowd(Class):
    """A class whose discussions are all open in one week, each in a channel of its own."""

    def __init__(self, told: dict[str, Any], platform: str = PLATFORM) -> None:
        """Make up the course of those who are on a server that told this of itself."""
        super().__init__("crowd", len(told["students"]))
        self._platform = platform
        places = tuple(Place(platform, channel) for channel, _ in told["threads"])
        self.course = replace(self.course, places={Purpose.MAIN: places})
        self.discussions = [self._talk(*each) for each in told["threads"]]
        self.threads = [Place(platform, *each) for each in told["threads"]]
        self._accounts = dict(
            zip(
                [self.teacher.id, *(one.id for one in self.students)],
                [told["teacher"], *told["students"]],
                strict=True,
            )
        )

    def account(self, person: Person) -> Account:
        """Return somebody's account on the server."""
        return Account(self._platform, self._accounts[person.id])

    def _talk(self, channel: str, thread: str) -> Discussion:
        return Discussion(
            id=short_id("discussion", channel),
            course=self.course.id,
            key=f"talk-{channel}",
            title=f"Talk {channel}",
            prompt="What did you change your mind about?",
            opens=NOW - timedelta(days=1),
            posts_due=Due(NOW + timedelta(days=3)),
            closes=Due(NOW + timedelta(days=5)),
            week=WEEK,
            expects=Expectation(posts=1, words=15, replies=2),
            state=DiscussionState.OPEN,
            root=Message(Place(self._platform, channel), thread),
        )
