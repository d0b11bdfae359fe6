"""A thousand students who asked for it are reminded privately, on a Discord that pushes back.

Each twentieth request is refused, and fifty mailboxes are closed. How long it takes beside
Discord's own limit is in `make bench`; here requests are counted, and turns by the pacer's clock.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.discord import connection
from bot.features.reminders.planning import everyone
from bot.model.reminders.reminders import Preferences
from bot.model.reminders.wishes import Wishes
from bot.runtime.pacing import Pacer
from tests.bench.wire import bots
from tests.bench.wire.crowd import Crowd
from tests.bench.wire.server import NOW, Stage, world
from tests.support.discord.limits import Limiter, Limits
from tests.support.discord.server import Settings, WireServer, running
from tests.support.haste import HastyLoop

STUDENTS = 1_000
CLOSED = 50
EVERY = 20
A_SECOND = 50
"""Requests that Discord takes in a second."""
HASTE = 4
AN_HOUR_BEFORE = NOW + timedelta(hours=13)
"""A session starts at 14:00."""
LONGEST = 1_000.0
"""Seconds, of the loop's time, that all of it may take."""


class Evening:
    """The stage, the bot, and what was given to whom."""

    def __init__(self, server: WireServer, stage: Stage, crowd: Crowd, bot: bots.Serving) -> None:
        """Begin."""
        self.server = server
        self.stage = stage
        self.crowd = crowd
        self.bot = bot

    async def ask_for_reminders(self) -> None:
        """Let everybody want to be reminded, and what is to come be planned."""
        course, wishes = self.crowd.course, Wishes(Preferences(wanted=True))
        async with self.bot.store.work() as work:
            for person in self.crowd.students:
                await work.preferences.save(course.id, person.id, wishes)
            await work.agenda.plan((everyone(course, "asked", NOW),))
        await self.bot.app.tick()

    async def remind(self) -> None:
        """Let the time come, and wait until everything has been tried."""
        self.server.limiter = Limiter(Limits(every=EVERY))
        self.server.recording.requests.clear()
        self.server.clock.now = AN_HOUR_BEFORE
        self.bot.clock.set(AN_HOUR_BEFORE)
        self.bot.inbox.wake()
        async with asyncio.timeout(LONGEST):
            await self.stage.until(STUDENTS - CLOSED)
            while True:
                if await self._kept_away() == CLOSED:
                    return
                await asyncio.sleep(0.1)

    async def _kept_away(self) -> int:
        async with self.bot.store.reading() as work:
            return await work.outbox.undelivered_count(self.crowd.course.id)

    async def reads(self, username: str) -> str:
        """Return what somebody reads at /class reminders."""
        person = self.server.person(username)
        channel = self.server.channel("talk-0")
        shown = await person.command("reminders", where=channel)
        assert shown.message is not None
        return self.server.reader(username).message(shown.message)

    def mailbox(self, username: str) -> list[str]:
        """Return the private messages that somebody got."""
        person = self.server.person(username)
        reader = self.server.reader(username)
        return [reader.message(one) for one in person.private.messages.values()]


@pytest.mark.slow
def test_reminders_arrive_once_and_closed_mailboxes_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[float] = []

    class Counted(Pacer):
        async def turn(self) -> None:
            await super().turn()
            turns.append(self._given[-1])

    async def evening() -> None:
        async with running(world(STUDENTS), Settings(validate=False, patience=60.0)) as server:
            stage = Stage(server)
            crowd = Crowd(stage.told)
            async with bots.homeroom(tmp_path, stage.told, crowd) as bot:
                await bots.until(bot.inbox.settled.is_set)
                await stage.first()
                one = Evening(server, stage, crowd, bot)
                await one.ask_for_reminders()
                await stage.shut(CLOSED)
                turns.clear()
                await one.remind()
                check_requests(server, turns)
                await check_people(one)
                assert bot.journal.troubles == []

    monkeypatch.setattr(connection, "Pacer", Counted)
    with asyncio.Runner(loop_factory=lambda: HastyLoop(HASTE)) as runner:
        runner.run(evening())


def check_requests(server: WireServer, turns: list[float]) -> None:
    """Hold what was asked against what had to be, and its pace against Discord's limit."""
    asked = Counter((one.names[0], one.status) for one in server.recording)
    refused = server.limiter.refusals
    assert refused == sum(count for (_, status), count in asked.items() if status == 429)
    assert refused == len(server.recording.requests) // EVERY
    done = {key: count for key, count in asked.items() if key[1] != 429}
    assert done == {
        ("direct", 200): STUDENTS,
        ("post", 200): STUDENTS - CLOSED,
        ("post", 403): CLOSED,
    }
    assert len(turns) == len(server.recording.requests)
    for first, fifty_later in zip(turns, turns[A_SECOND:], strict=False):
        assert fifty_later - first >= 1.0


async def check_people(evening: Evening) -> None:
    """Look into every mailbox, and at what those read whose own is closed."""
    for number in range(STUDENTS):
        got = evening.mailbox(f"s{number}")
        if number < CLOSED:
            assert got == []
        else:
            [reminder] = got
            assert "Class 3.1 · " in reminder
    staff = await evening.reads("ines")
    assert f"{CLOSED} private messages wait for closed mailboxes." in staff
    for number in range(CLOSED):
        read = await evening.reads(f"s{number}")
        assert "Private messages can't reach you." in read
        assert "While your messages were closed" in read
    assert "closed mailboxes" not in await evening.reads("ines")
    assert "can't reach you" not in await evening.reads(f"s{CLOSED}")
