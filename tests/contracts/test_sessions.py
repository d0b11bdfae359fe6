"""Sessions and discussions as kept."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.model.discussions import DiscussionState
from bot.model.places import Message, Place
from bot.model.sessions import State
from bot.model.time.due import Due
from bot.ports.work import Store
from tests.support.sample import COURSE, LIVE, TALK, at, discussion, session

FIRST = session("first", at(1))
SECOND = session("second", at(8))
THIRD = session("third", at(15))


async def test_a_session_comes_back_as_it_was_saved(store: Store) -> None:
    full = replace(
        FIRST,
        state=State.RECAPPED,
        link="https://meet.example/1",
        place=replace(LIVE, thread="m1"),
        counted=False,
        began=at(1, minutes=3) + timedelta(microseconds=7),
        ended=at(1, hours=1),
        recording="https://video.example/1",
        revision=3,
    )
    async with store.work() as work:
        await work.sessions.save([FIRST, SECOND])
        await work.sessions.save([full])
        assert await work.sessions.get(FIRST.id) == full
        assert await work.sessions.get(SECOND.id) == SECOND
        assert await work.sessions.get("none") is None


async def test_sessions_are_listed_by_start(store: Store) -> None:
    cancelled = replace(SECOND, state=State.CANCELLED)
    elsewhere = replace(FIRST, id="x", course="another")
    async with store.work() as work:
        await work.sessions.save([THIRD, cancelled, FIRST, elsewhere])
        assert await work.sessions.of(COURSE.id) == [FIRST, cancelled, THIRD]
        assert await work.sessions.between(COURSE.id, at(1), at(15)) == [FIRST]
        assert await work.sessions.between(COURSE.id, at(2), at(16)) == [THIRD]


async def test_the_live_session_is_the_one_begun_last(store: Store) -> None:
    async with store.work() as work:
        await work.sessions.save([FIRST])
        assert await work.sessions.live(COURSE.id) is None
        forgotten = replace(FIRST, state=State.LIVE, began=at(1))
        running = replace(SECOND, state=State.LIVE, began=at(8))
        await work.sessions.save([running, forgotten])
        assert await work.sessions.live(COURSE.id) == running


async def test_an_instant_without_its_offset_is_not_kept(store: Store) -> None:
    naive = replace(FIRST, starts=datetime(2026, 9, 8, 9))  # noqa: DTZ001 - the fault to be found
    with pytest.raises(Exception, match="offset from UTC"):
        async with store.work() as work:
            await work.sessions.save([naive])


async def test_a_discussion_comes_back_as_it_was_saved(store: Store) -> None:
    early, late = discussion("early", at(2)), discussion("late", at(9))
    closed = replace(
        early,
        state=DiscussionState.CLOSED,
        posts_due=Due(at(6), datetime(2026, 9, 13, 23, 59)),  # noqa: DTZ001 - a wall time
        root=Message(Place(TALK.platform, TALK.id), "m5"),
        summary="We agreed to differ.",
    )
    async with store.work() as work:
        await work.discussions.save([late, early])
        await work.discussions.save([closed])
        assert await work.discussions.of(COURSE.id) == [closed, late]
        assert await work.discussions.get(early.id) == closed
        assert await work.discussions.get("none") is None
