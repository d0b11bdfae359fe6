"""Whom an announcement calls upon: the group that staff named, on its platform, and once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.chat.spans import GroupMention, Span
from bot.chat.views import Paragraph, View
from bot.model.places import Group, Place, Purpose
from tests.support.chat import FakeChat
from tests.support.classroom import Classroom, classroom
from tests.support.sample import COURSE, INES, MAIN, PLATFORM, at, session

LIMITS = session("limits", at(days=2, hours=10))
EVERYONE = Group(PLATFORM, "12")
OTHERS = Group("elsewhere", "34")
THERE = Place("elsewhere", "main")


def beginning(view: View) -> Span:
    """Return a view's first span."""
    first = view.blocks[0]
    assert isinstance(first, Paragraph)
    return first.line[0]


def called(view: View) -> list[Group]:
    """Return the groups that a view calls upon."""
    lines = [block.line for block in view.blocks if isinstance(block, Paragraph)]
    return [span.group for line in lines for span in line if isinstance(span, GroupMention)]


async def announced(room: Classroom, *groups: Group) -> None:
    """Let the course name groups, and the session be announced."""
    places = {**COURSE.places, Purpose.MAIN: (MAIN, THERE)}
    async with room.store.work() as work:
        await work.courses.save(replace(COURSE, places=places, mention=groups))
    await room.tick_to("2026-09-07 01:00")


async def test_the_announcement_begins_with_the_group_of_its_platform(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        there = room.platforms["elsewhere"] = FakeChat("elsewhere", members=room.chat.members)
        await announced(room, EVERYONE, OTHERS)
        [here] = room.chat.at(MAIN)
        assert beginning(here.view) == GroupMention(EVERYONE)
        assert [called(one.view) for one in there.at(THERE)] == [[OTHERS]]


async def test_nobody_is_called_upon_unless_staff_want_it(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await announced(room, OTHERS)
        [here] = room.chat.at(MAIN)
        assert called(here.view) == []


async def test_what_is_said_later_is_an_edit_and_calls_upon_nobody_else(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await announced(room, EVERYONE)
        await room.says(INES, f"/class session move session:{LIMITS.id} to:2026-09-10 12:00")
        [moved] = room.chat.at(MAIN)
        assert (called(moved.view), moved.edits) == ([EVERYONE], 1)
        await room.says(INES, f"/class session cancel session:{LIMITS.id}")
        [cancelled] = room.chat.at(MAIN)
        assert (called(cancelled.view), cancelled.edits) == ([], 2)
        everything = [view.view for view in room.chat.posted.values()]
        assert sum(len(called(view)) for view in everything) == 0
