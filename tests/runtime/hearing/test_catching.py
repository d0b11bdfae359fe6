"""Gaps are read back, place by place, until there are none."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import pytest

from bot.chat.events import Event, MessageSeen
from bot.model.people import Account
from bot.model.places import Message, Place, Purpose
from bot.ports.platform import CannotSendError, NotSentError
from bot.runtime.doors import Watched
from bot.runtime.hearing import catching
from bot.runtime.hearing.catching import CatchUp
from tests.support.discord.core import Notebook, until
from tests.support.instants import utc

NOON = utc("2026-10-05 12:00")
PLATFORM, NOTE = "discord", "discord gaps"
ONE, TWO = Place(PLATFORM, "10"), Place(PLATFORM, "20", "21")


def watched(place: Place, since: datetime | None = NOON) -> Watched:
    """Return a place that a course uses."""
    return Watched(place, frozenset({Purpose.MAIN}), since)


class Shelf:
    """What stands in places, and what reading them does."""

    def __init__(self) -> None:
        self.asked: list[tuple[Place, datetime | None]] = []
        self.troubles: dict[Place, list[Exception]] = {}
        self.kept: list[Place] = []
        self.changes = 0
        self.hold = asyncio.Event()
        self.hold.set()

    async def history(self, place: Place, since: datetime | None) -> AsyncIterator[Sequence[Event]]:
        self.asked.append((place, since))
        await self.hold.wait()
        troubles = self.troubles.get(place)
        if troubles:
            raise troubles.pop(0)
        yield [MessageSeen(Message(place, "1"), Account("discord", "5"), "Hi", NOON, NOON)]

    async def keep(self, events: Sequence[Event]) -> None:
        self.kept += [event.message.place for event in events if isinstance(event, MessageSeen)]

    def changed(self) -> None:
        self.changes += 1


@contextlib.asynccontextmanager
async def catching_up(shelf: Shelf, notes: Notebook) -> AsyncIterator[CatchUp]:
    """Read gaps back until the block ends."""
    catch_up = CatchUp(PLATFORM, shelf.history, notes, shelf.keep, shelf.changed)
    await catch_up.remember()
    task = asyncio.create_task(catch_up.run())
    try:
        yield catch_up
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until_idle(catch_up: CatchUp) -> None:
    """Wait until nothing is left to be read."""
    await until(lambda: not catch_up.busy)


async def test_each_place_is_read_since_what_was_known_of_it() -> None:
    shelf, notes = Shelf(), Notebook()
    async with catching_up(shelf, notes) as catch_up:
        states = [catch_up.busy]
        await catch_up.open([watched(ONE), watched(TWO, None)])
        states.append(catch_up.busy)
        await until_idle(catch_up)
    assert states == [False, True]
    assert shelf.asked == [(ONE, NOON), (TWO, None)]
    assert sorted(shelf.kept, key=lambda place: place.id) == [ONE, TWO]
    assert notes.texts[NOTE] == "[]"
    assert shelf.changes


async def test_what_a_dead_process_left_is_read_by_the_next() -> None:
    notes = Notebook()
    died = CatchUp(PLATFORM, Shelf().history, notes, Shelf().keep, lambda: None)
    await died.open([watched(ONE), watched(TWO)])
    shelf = Shelf()
    async with catching_up(shelf, notes) as catch_up:
        await until_idle(catch_up)
    assert shelf.asked == [(ONE, NOON), (TWO, NOON)]


async def test_a_second_gap_is_read_from_the_start_of_the_first() -> None:
    shelf, notes = Shelf(), Notebook()
    shelf.hold.clear()
    async with catching_up(shelf, notes) as catch_up:
        await catch_up.open([watched(ONE)])
        await until(lambda: shelf.asked)
        await catch_up.open([watched(ONE, utc("2026-10-05 15:00"))])
        shelf.hold.set()
        await until_idle(catch_up)
    assert shelf.asked == [(ONE, NOON), (ONE, NOON)]


async def test_trouble_in_one_place_stops_no_other_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catching, "FIRST_WAIT", 0.0)
    shelf, notes = Shelf(), Notebook()
    shelf.troubles[ONE] = [NotSentError("away"), KeyError("odd")]
    async with catching_up(shelf, notes) as catch_up:
        await catch_up.open([watched(ONE), watched(TWO)])
        await until_idle(catch_up)
    assert sorted(place.id for place in shelf.kept) == ["10", "20"]
    assert [place for place, _ in shelf.asked].count(ONE) == 3


async def test_nobody_waits_for_a_place_that_is_closed_to_the_bot() -> None:
    shelf, notes = Shelf(), Notebook()
    shelf.troubles[ONE] = [CannotSendError("no access")]
    async with catching_up(shelf, notes) as catch_up:
        await catch_up.open([watched(ONE), watched(TWO)])
        await until_idle(catch_up)
        assert "10" in notes.texts[NOTE]
        await catch_up.open([watched(ONE)])
        await until_idle(catch_up)
        assert notes.texts[NOTE] == "[]"


async def test_a_place_that_no_course_uses_any_more_is_given_up() -> None:
    shelf, notes = Shelf(), Notebook()
    shelf.troubles[ONE] = [CannotSendError("gone")]
    async with catching_up(shelf, notes) as catch_up:
        await catch_up.open([watched(ONE), watched(TWO)])
        await until_idle(catch_up)
        await catch_up.only([TWO])
    assert notes.texts[NOTE] == "[]"


async def test_a_note_that_makes_no_sense_is_no_gap() -> None:
    shelf = Shelf()
    async with catching_up(shelf, Notebook({NOTE: '{"odd": 1}'})) as catch_up:
        assert not catch_up.busy


async def test_a_gap_that_could_not_be_noted_is_read_all_the_same() -> None:
    shelf, notes = Shelf(), Notebook()
    async with catching_up(shelf, notes) as catch_up:
        await catch_up.open([watched(ONE)])
        notes.failures = 1
        await until_idle(catch_up)
    assert shelf.kept == [ONE]
