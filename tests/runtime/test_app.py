"""The core's doors: which places an adapter has to watch, and what a tick does side by side."""

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.chat.posts import Post
from bot.chat.views import say
from bot.model.ids import short_id
from bot.model.places import Place, Purpose
from bot.ports.agenda import Item
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork
from bot.runtime import app
from bot.runtime.agenda import SlowJob
from bot.runtime.doors import Watched
from tests.support.classroom import classroom
from tests.support.fakes import tools
from tests.support.reading import read as read_view
from tests.support.sample import (
    ANA,
    COURSE,
    LIVE,
    MAIN,
    PLATFORM,
    RECAPS,
    STAFF,
    TALK,
    at,
    message,
)

HALL = Place(PLATFORM, "hall")
THREAD = Place(PLATFORM, TALK.id, "root")


async def test_each_place_is_watched_once_from_the_newest_that_is_known_of_it(
    tmp_path: Path,
) -> None:
    other = replace(
        COURSE,
        id=short_id("course", "other"),
        places={
            Purpose.MAIN: (MAIN, Place("another", "main")),
            Purpose.STAFF: (THREAD,),
            Purpose.VOICE: (HALL,),
        },
    )
    over = replace(
        COURSE,
        id=short_id("course", "over"),
        places={Purpose.MAIN: (Place(PLATFORM, "old"),)},
        frozen=True,
    )
    async with classroom(tmp_path) as room:
        async with room.store.work() as work:
            await work.courses.save(other)
            await work.courses.save(over)
            edited = replace(message(ANA, "root", at(1), TALK), version=at(2))
            reply = message(ANA, "reply", at(3), THREAD)
            aside = message(ANA, "aside", at(4), replace(THREAD, thread="aside"))
            await work.messages.save([edited, reply, aside])
        watched = {each.place: each for each in await room.app.watched(PLATFORM)}
        assert watched == {
            MAIN: Watched(MAIN, frozenset({Purpose.MAIN}), None),
            LIVE: Watched(LIVE, frozenset({Purpose.LIVE}), None),
            RECAPS: Watched(RECAPS, frozenset({Purpose.RECAPS}), None),
            TALK: Watched(TALK, frozenset({Purpose.DISCUSSIONS}), at(4)),
            STAFF: Watched(STAFF, frozenset({Purpose.STAFF}), None),
            THREAD: Watched(THREAD, frozenset({Purpose.STAFF}), at(3)),
            HALL: Watched(HALL, frozenset({Purpose.VOICE}), None),
        }
        [elsewhere] = await room.app.watched("another")
        assert elsewhere.purposes == {Purpose.MAIN}


async def test_what_is_made_first_is_sent_while_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with classroom(tmp_path) as room:

        async def post(item: Item, now: datetime, work: UnitOfWork) -> None:
            await work.outbox.post(Post(item.key, COURSE.id, MAIN, say("Here.")))

        async def read(item: Item, now: datetime, work: UnitOfWork) -> None:
            """Read nothing."""

        async def make(facts: None, tools: Tools) -> int:
            async with asyncio.timeout(60):
                while True:
                    if room.chat.posted:
                        return len(room.chat.posted)
                    await asyncio.sleep(0.01)

        async def write(item: Item, now: datetime, made: int, work: UnitOfWork) -> None:
            await work.outbox.post(Post(item.key, COURSE.id, MAIN, say(f"{made} stands.")))

        table = {"post": post, "look": SlowJob(read, make, write)}
        monkeypatch.setattr(app, "DUE", table)
        monkeypatch.setattr(app, "HEAD_START", 0.01)
        core = app.App(room.store, room.clock, room.platforms, tools(), room.journal)
        async with room.store.work() as work:
            kinds = {"first": "post", "second": "look"}
            now = room.clock.now()
            await work.agenda.plan([Item(key, COURSE.id, kind, now) for key, kind in kinds.items()])
        await core.tick()
        assert room.journal.troubles == []
        said = [read_view(one.view) for one in room.chat.posted.values()]
        assert said == ["Here.", "1 stands."]
