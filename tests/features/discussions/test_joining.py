"""Somebody writes before the bot knows who they are; once they join, it counts for them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from adapters.text.summary.extractive import ExtractiveSummarizer
from bot.model.happenings import CourseLoaded
from bot.model.participation.acts.ledger import Act, in_force
from bot.model.places import Place
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.sample import ANA, COURSE, INES, TALK, at, discussion, person

NOA = person("Noa")
MINDS = discussion("minds", at(hours=9))
LONG = "I used to think that deadlines motivate everybody in the same way until " * 7


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room in which Noa, whom nobody knows yet, answers Ana in a discussion."""
    given = tools(ExtractiveSummarizer(), ChartPictures(), GradebookFiles())
    async with classroom(tmp_path, given=given) as opened:
        async with opened.store.work() as work:
            await work.people.save([NOA])
            await work.discussions.save((MINDS,))
            work.happened(CourseLoaded(COURSE.id))
            await settle(work, REACTIONS, opened.clock.now())
        await opened.tick_to("2026-09-07 09:00")
        [root] = opened.chat.at(TALK)
        place = Place(TALK.platform, TALK.id, root.message.id)
        await opened.writes(ANA, LONG, place=place)
        opened.at("2026-09-07 09:10")
        await opened.writes(NOA, LONG, place=place)
        opened.at("2026-09-07 09:20")
        await opened.writes(NOA, "I agree, Ana.", place=place)
        yield opened


async def acts(room: Classroom) -> list[Act]:
    return [entry.act for entry in await room.ledger(NOA)]


async def test_what_was_written_before_joining_counts(room: Classroom) -> None:
    assert await acts(room) == []
    await room.says(INES, "/class roster code person:Noa")
    await room.says(NOA, "/class join code:aaaaaaaaaaa1")
    [post, reply] = await room.ledger(NOA)
    assert (post.act, post.in_time, reply.act) == (Act.POST, True, Act.REPLY)
    async with room.store.reading() as work:
        assert len(await work.messages.by_person(NOA.id)) == 2
    assert "Posts: done (1 of 1)" in await room.says(NOA, "/class discuss show")


async def test_who_was_let_in_by_mistake_keeps_nothing(room: Classroom) -> None:
    await room.says(NOA, "/class join name:Noa")
    await room.presses(INES, "It is", "Noa")
    assert await acts(room) == [Act.POST, Act.REPLY]
    await room.presses(INES, "Undo")
    assert await acts(room) == []
    async with room.store.reading() as work:
        entries = await work.ledger.of_person(NOA.id)
        assert await work.messages.by_person(NOA.id) == []
    reasons = {entry.reason for entry in entries if entry.withdraws}
    assert reasons == {"written from an account that is no longer theirs"}
    await room.presses(INES, "It is", "Noa")
    assert await acts(room) == [Act.POST, Act.REPLY]
    assert len(in_force(entries)) == 0


async def test_a_locked_week_loses_nothing(room: Classroom) -> None:
    await room.says(NOA, "/class join name:Noa")
    await room.presses(INES, "It is", "Noa")
    room.at("2026-09-21 01:00")
    await room.presses(INES, "Undo")
    assert await acts(room) == [Act.POST, Act.REPLY]
