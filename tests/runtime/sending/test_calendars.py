"""Sessions in a platform's own calendar, as the sender brings them there: each exactly once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.occasions import Occasion
from bot.chat.posts import Board, OnCalendar, PostState
from bot.model.places import Place
from bot.model.sessions import State
from tests.support.calendar import FakeCalendar
from tests.support.desk import Desk, desk
from tests.support.reading import read
from tests.support.sample import COURSE, MAIN, STAFF, at

LIMITS = Occasion("Limits", "", at(hours=10), at(hours=11), State.PLANNED)
ENTRY = Board("occasion/limits", COURSE.id, OnCalendar(MAIN), "occasion", "limits")


async def entered(it: Desk, *fails: str) -> FakeCalendar:
    """Give the chat a calendar, and owe a session's entry."""
    it.chat.calendar = FakeCalendar(fails=list(fails))
    it.occasion = LIMITS
    await it.owe(ENTRY)
    await it.sender().run()
    return it.chat.calendar


async def test_a_session_is_entered_once_and_kept_in_step(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        calendar = await entered(it)
        assert list(calendar.entries.values()) == [LIMITS]
        it.occasion = replace(LIMITS, title="Limits, moved", starts=at(hours=12))
        await it.owe(ENTRY)
        assert await it.sender().run() == 1
        assert list(calendar.entries.values()) == [it.occasion]
        assert (calendar.made, calendar.changes, it.arrived) == (1, 1, [])


@pytest.mark.parametrize("kind", ["drop", "lose", "busy"])
async def test_what_may_have_been_entered_is_looked_for(tmp_path: Path, kind: str) -> None:
    async with desk(tmp_path) as it:
        calendar = await entered(it, kind)
        await it.later()
        assert list(calendar.entries.values()) == [LIMITS]
        assert calendar.made == 1
        assert (await it.kept(ENTRY.key)).state is PostState.SENT


async def test_where_there_is_no_calendar_nothing_is_owed(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.occasion = LIMITS
        await it.owe(ENTRY)
        assert await it.sender().run() == 0
        async with it.store.reading() as work:
            assert await work.outbox.problems(COURSE.id) == []
            assert await work.sending.next_due() is None


@pytest.mark.parametrize("state", [State.CANCELLED, State.ENDED, State.RECAPPED])
async def test_what_is_over_is_not_entered_any_more(tmp_path: Path, state: State) -> None:
    async with desk(tmp_path) as it:
        calendar = it.chat.calendar = FakeCalendar(fails=["busy"])
        it.occasion = LIMITS
        await it.owe(ENTRY)
        await it.sender().run()
        it.occasion = replace(LIMITS, state=state)
        await it.later()
        assert calendar.entries == {}
        assert (await it.kept(ENTRY.key)).state is PostState.EXPIRED


async def test_what_is_taken_back_is_taken_out(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        calendar = await entered(it, "lose")
        async with it.store.work() as work:
            await work.outbox.remove(ENTRY.key)
        await it.later()
        assert calendar.entries == {}


async def test_taking_back_needs_no_calendar(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await entered(it)
        it.chat.calendar = None
        async with it.store.work() as work:
            await work.outbox.remove(ENTRY.key)
        assert await it.later() == 1


async def test_a_calendar_that_takes_nothing_is_told_to_staff_once(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        calendar = await entered(it, "forbidden", "forbidden")
        await it.later()
        [told] = it.chat.at(STAFF)
        assert "Sessions can't be entered in the calendar: Homeroom may not" in read(told.view)
        await it.later(timedelta(hours=1))
        assert len(calendar.entries) == 1
        assert it.texts(STAFF) == ["It works again"]


async def test_a_platform_that_is_away_is_a_problem_like_any_other(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(replace(ENTRY, to=OnCalendar(Place("elsewhere", "main"))))
        it.occasion = LIMITS
        await it.sender().run()
        assert "not connected to elsewhere" in ((await it.kept(ENTRY.key)).problem or "")
