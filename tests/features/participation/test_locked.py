"""A locked week stands: a later decision is a difference, and withdrawn data takes nothing."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from adapters.text.summary.extractive import ExtractiveSummarizer
from bot.chat.events import MessageDeleted
from bot.model.discussions import DiscussionState
from bot.model.participation.acts.ledger import Act
from bot.model.places import Place
from bot.model.sessions import State
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.sample import (
    ANA,
    BEN,
    COURSE,
    INES,
    TALK,
    at,
    discussion,
    session,
)

LIMITS = session("limits", at(hours=10))
MINDS = replace(discussion("minds", at(hours=9)), state=DiscussionState.OPEN)
LATER = "2026-09-21 12:00"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a class on the day its first week's discussion is held."""
    given = tools(ExtractiveSummarizer(), ChartPictures(), GradebookFiles())
    async with classroom(tmp_path, LIMITS, given=given) as opened:
        async with opened.store.work() as work:
            await work.discussions.save((MINDS,))
        opened.at("2026-09-07 12:00")
        yield opened


async def first_week(room: Classroom) -> str:
    said = await room.says(ANA, "/class progress week:1")
    return next(line for line in said.splitlines() if " of " in line and "so far" not in line)


async def differences(room: Classroom) -> list[tuple[int, str | None]]:
    async with room.store.reading() as work:
        return [(each.week, each.by) for each in await work.differences.of(COURSE.id)]


async def test_what_is_deleted_or_withdrawn_after_the_lock_takes_nothing(room: Classroom) -> None:
    await room.says(INES, "/class discuss open prompt:Why? posts_due:thu 23:59 closes:sun 23:59")
    root = room.chat.at(TALK)[-1].message
    place = Place(TALK.platform, TALK.id, root.id)
    post = await room.writes(ANA, "A word of mine. " * 30, place=place, name="post")
    await room.tick_to("2026-09-08 12:00")
    assert "1 of 1" in await first_week(room)
    await room.tick_to(LATER)
    assert "Week 1: locked" in await room.says(ANA, "/class progress week:1")
    await room.app.receive((MessageDeleted(post, room.clock.now()),))
    await room.app.tick()
    await room.sends_state(ANA, f"v1:me.erase:{COURSE.id}::")
    await room.tick_to("2026-09-22 12:00")
    assert "1 of 1" in await first_week(room)
    assert [each.act for each in await room.ledger(ANA)] == [Act.POST]
    assert await differences(room) == []


async def test_before_the_lock_a_hand_entry_is_no_difference(room: Classroom) -> None:
    await room.says(INES, "/class roster credit person:Ana act:attend about:Limits reason:phone")
    assert "1 of 1" in await first_week(room)
    assert await differences(room) == []


async def test_a_hand_entry_in_a_locked_week_is_a_difference_and_so_is_its_undo(
    room: Classroom,
) -> None:
    await room.tick_to(LATER)
    assert "0 of 1" in await first_week(room)
    await room.says(INES, "/class roster credit person:Ana act:attend about:Limits reason:phone")
    assert (
        "Changed after it was locked, week 1: +1 by decision of Ines: attended entered by hand."
        in await room.says(ANA, "/class progress week:1")
    )
    await room.presses(INES, "Undo")
    assert "0 of 1" in await first_week(room)
    assert await differences(room) == [(1, INES.id)] * 2


async def test_what_is_entered_again_after_the_lock_is_a_third_difference(room: Classroom) -> None:
    await room.tick_to(LATER)
    await room.says(INES, "/class roster credit person:Ana act:attend about:Limits reason:phone")
    await room.presses(INES, "Undo")
    await room.presses(INES, "Do it again")
    assert "1 of 1" in await first_week(room)
    assert await differences(room) == [(1, INES.id)] * 3
    said = await room.says(ANA, "/class progress week:1")
    assert "+1 by decision of Ines: attended entered again by hand." in said


async def test_attendance_marked_after_the_lock_is_a_difference(room: Classroom) -> None:
    async with room.store.work() as work:
        held = replace(LIMITS, state=State.ENDED, began=at(hours=10), ended=at(hours=11))
        await work.sessions.save((held,))
    await room.tick_to(LATER)
    await room.says(INES, f"/class session present person:Ben session:{LIMITS.id}")
    said = await room.says(BEN, "/class progress week:1")
    assert "week 1: +1 by decision of Ines: present in Limits." in said
    await room.presses(INES, "Undo")
    assert await differences(room) == [(1, INES.id)] * 2


async def test_an_excuse_for_a_locked_week_says_from_what_to_what(room: Classroom) -> None:
    await room.tick_to(LATER)
    await room.says(INES, "/class roster excuse person:Ben week:1 reason:flu")
    assert (
        "Changed after it was locked, week 1: from 0 of 1 to not counted by decision of Ines: "
        "excused: flu." in await room.says(BEN, "/class progress week:1")
    )
    async with room.store.reading() as work:
        assert await work.differences.of(COURSE.id, ANA.id) == []


async def test_the_next_export_says_who_decided_what_and_why(room: Classroom) -> None:
    await room.tick_to(LATER)
    await room.says(INES, "/class export week:1")
    await room.tick_to("2026-09-21 12:05")
    await room.says(INES, "/class roster credit person:Ana act:attend about:Limits reason:phone")
    await room.says(INES, "/class export week:1")
    await room.tick_to("2026-09-21 12:10")
    newest = room.seen(INES)[-1]
    assert "Changed after it was locked" in newest
    assert "Ana, week 1: +1 by decision of Ines: attended entered by hand" in newest
