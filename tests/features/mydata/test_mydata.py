"""A student looks at what is stored about them, takes it along, and withdraws their words."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.calls import Answering
from bot.chat.views import Download, View
from bot.model.asking.answers import SurveyAnswer
from bot.model.reminders.reminders import Preferences
from bot.model.reminders.wishes import Wishes
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, COURSE, LIVE, TALK, at, session

LIMITS = session("limits", at(hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as opened:
        await opened.tick_to("2026-09-07 10:02")
        await opened.says(ANA, "/class checkin code:10001")
        await opened.says(ANA, "/class ask text:Why is it so?")
        await opened.says(BEN, "/class ask text:And who says it?")
        await opened.writes(ANA, "I live near the river.", place=TALK)
        await opened.writes(BEN, "I live on the hill.", place=TALK)
        async with opened.store.work() as work:
            answer = SurveyAnswer(ANA.id, "care", ("two children",), at(0))
            await work.surveys.answer(COURSE.id, [answer])
            chosen = Wishes(Preferences(wanted=True), no_messages=True)
            await work.preferences.save(COURSE.id, ANA.id, chosen)
        yield opened


def file_of(room: Classroom) -> str:
    body = room.last_answer(ANA).body
    assert isinstance(body, View)
    [file] = [block.file for block in body.blocks if isinstance(block, Download)]
    return file


async def test_me_counts_what_is_stored(room: Classroom) -> None:
    said = await room.says(ANA, "/class me")
    assert room.last_answer(ANA).how is Answering.CONFIDENTIAL
    assert "Ana: student, e-mail ana@example.edu." in said
    assert "Messages you wrote | 1" in said
    assert "Questions and answers | 1" in said
    assert "Record of participation | 2" in said


async def test_each_fact_of_the_roster_is_named(room: Classroom) -> None:
    async with room.store.work() as work:
        known = replace(ANA, username="ana9", number="0042027", group="Cedar")
        await work.people.save((known,))
    said = await room.says(ANA, "/class me")
    assert (
        "Ana: student, e-mail ana@example.edu, username ana9, number 0042027, group Cedar." in said
    )


async def test_the_export_holds_everything_of_mine_and_nothing_of_others(room: Classroom) -> None:
    await room.says(ANA, "/class me")
    assert "(my-data.json)" in await room.presses(ANA, "Download everything")
    async with room.store.reading() as work:
        stored = await work.files.get(file_of(room))
    assert stored is not None
    data = json.loads(stored.content)
    assert data["messages"][0]["text"] == "I live near the river."
    assert data["questions"][0]["asked"] == "Why is it so?"
    assert data["survey"][0]["values"] == ["two children"]
    assert data["person"][0]["email"] == "ana@example.edu"
    assert b"hill" not in stored.content
    assert b"And who says it" not in stored.content


async def test_the_file_is_deleted_after_a_day(room: Classroom) -> None:
    await room.says(ANA, "/class me")
    await room.presses(ANA, "Download everything")
    await room.tick_to("2026-09-08 10:02")
    async with room.store.reading() as work:
        assert await work.files.get(file_of(room)) is None


async def test_withdrawing_says_what_happens_and_waits_for_a_second_press(room: Classroom) -> None:
    await room.says(ANA, "/class me")
    said = await room.presses(ANA, "Withdraw my words")
    assert "• Messages you wrote: 1" in said
    assert "your standing doesn't change" in said
    async with room.store.reading() as work:
        assert [kept.text for kept in await work.messages.by_person(ANA.id)] != [""]


async def test_erased_words_are_gone_and_the_ledger_stays(room: Classroom) -> None:
    before = await room.ledger(ANA)
    await room.says(ANA, "/class me")
    await room.presses(ANA, "Download everything")
    file = file_of(room)
    await room.says(ANA, "/class me")
    await room.presses(ANA, "Withdraw my words")
    said = await room.presses(ANA, "Erase my words for good")
    assert "Your standing is as it was." in said
    assert await room.ledger(ANA) == before
    async with room.store.reading() as work:
        assert [kept.text for kept in await work.messages.by_person(ANA.id)] == [""]
        assert [kept.text for kept in await work.messages.by_person(BEN.id)] != [""]
        assert await work.surveys.of_person(ANA.id) == []
        assert await work.preferences.of(ANA.id) == Wishes(no_messages=True)
        assert await work.files.get(file) is None
    assert not any("Why is it so?" in text for text in room.seen(LIVE))
