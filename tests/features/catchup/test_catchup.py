"""A student comes late, or not at all, and asks what they missed so far."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.chat.events import ReactionSeen
from bot.model.places import Place
from bot.model.sessions import State
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, LIVE, account, at, message, session

LIMITS = session("limits", at(hours=10))
SERIES = session("series", at(days=2, hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room in which Ana was on time, asked, was answered, and voted."""
    async with classroom(tmp_path, LIMITS, SERIES) as opened:
        await opened.tick_to("2026-09-07 10:02")
        await opened.says(ANA, "/class checkin code:10001")
        await opened.says(ANA, "/class ask text:Why epsilon?")
        await opened.presses(INES, "Answer one", "Why epsilon?")
        await opened.submits(INES, {"text": "It measures closeness."})
        await opened.says(INES, "/class poll question:Clear? options:Yes | No")
        await opened.presses(ANA, "Yes")
        opened.at("2026-09-07 10:05")
        yield opened


async def test_who_is_not_checked_in_sees_questions_but_no_answers(room: Classroom) -> None:
    said = await room.says(BEN, "/class catchup")
    assert "So far: Limits" in said
    assert "Why epsilon? · 0 votes · answered by staff" in said
    assert "It measures closeness." not in said
    assert "Poll: Clear?\n[Yes] [No]" in said
    assert "You're not checked in.\n[Check in]" in said
    assert "Answers and poll results open once you checked in" in said
    assert "It measures closeness." not in await room.says(BEN, "/class questions")


async def test_checking_in_opens_them(room: Classroom) -> None:
    await room.presses(BEN, "What did I miss?")
    await room.presses(BEN, "Check in")
    await room.submits(BEN, {"code": "10001"})
    said = await room.says(BEN, "/class catchup")
    assert "You're checked in." in said
    assert "answered by staff: It measures closeness." in said
    assert "Yes: 1\nNo: 0" in said
    assert "It measures closeness." in await room.says(BEN, "/class questions")


async def test_votes_work_from_the_catch_up(room: Classroom) -> None:
    await room.says(BEN, "/class catchup")
    await room.presses(BEN, "No")
    await room.presses(BEN, "I want this answered", "Why epsilon?")
    said = await room.says(BEN, "/class catchup")
    assert "Your vote: No" in said
    assert "[I want this answered]" not in said
    assert "Why epsilon? · 1 vote" in said


async def test_staff_see_everything(room: Classroom) -> None:
    said = await room.says(INES, "/class catchup")
    assert "It measures closeness." in said
    assert "not checked in" not in said


async def test_links_and_what_the_class_reacted_to(room: Classroom) -> None:
    loved = message(ANA, "See https://example.org/limits. Really!", at(hours=10, minutes=3), LIVE)
    earlier = message(ANA, "https://example.org/old", at(hours=9), LIVE)
    gone = message(BEN, "", at(hours=10, minutes=4), Place(LIVE.platform, LIVE.id))
    async with room.store.work() as work:
        await work.messages.save((loved, earlier, gone))
    said = await room.says(CHO, "/class catchup")
    assert "Links that were shared\n• https://example.org/limits\n" in said
    assert "example.org/old" not in said
    assert "What the class reacted to" not in said
    async with room.store.work() as work:
        await work.messages.save((replace(loved, reactions=2),))
    said = await room.says(CHO, "/class catchup")
    assert (
        "What the class reacted to\n• See https://example.org/limits. Really! · see it · 2 reac"
        in said
    )


async def test_many_options_and_no_questions(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.tick_to("2026-09-07 10:02")
        await room.says(INES, "/class poll question:Pick options:1|2|3|4|5|6")
        said = await room.says(BEN, "/class catchup")
        assert "Questions: 0\nNone so far." in said
        assert "Poll: Pick\n[Choose one]" in said


async def test_after_the_end_it_still_answers_until_the_recap_is_out(room: Classroom) -> None:
    await room.says(INES, "/class session end")
    room.at("2026-09-07 12:00")
    said = await room.says(BEN, "/class catchup")
    assert "and has ended." in said
    assert "It measures closeness." not in said
    assert "Poll: Clear?\n• Yes\n• No" in said
    assert "The recap follows, with everything and a way to make it up." in said
    async with room.store.work() as work:
        ended = await work.sessions.get(LIMITS.id)
        assert ended is not None
        await work.sessions.save((replace(ended, state=State.RECAPPED),))
    assert "/class archive" in await room.says(BEN, "/class catchup")
    show = action("catchup.show", COURSE.id, LIMITS.id)
    assert "The recap of Limits is out" in await room.sends_state(BEN, show)


async def test_what_is_not_counted_promises_no_way_to_make_it_up(tmp_path: Path) -> None:
    async with classroom(tmp_path, replace(LIMITS, counted=False)) as room:
        await room.tick_to("2026-09-07 10:02")
        await room.says(ANA, "/class ask text:Why?")
        await room.says(INES, "/class session end")
        assert "The recap follows, with everything." in await room.says(BEN, "/class catchup")


async def test_what_left_nothing_promises_no_recap(tmp_path: Path) -> None:
    async with classroom(tmp_path, replace(LIMITS, counted=False)) as room:
        await room.tick_to("2026-09-07 10:02")
        await room.says(INES, "/class session end")
        said = await room.says(BEN, "/class catchup")
        assert "Questions: 0\nNobody asked a question." in said
        assert "Nothing was asked or shared, so no recap follows by itself." in said
        assert "The recap follows" not in said


async def test_before_the_first_session_nothing_was_missed(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        said = await room.says(BEN, "/class catchup")
        assert said == (
            "No session has taken place yet, so you missed nothing. "
            "/class next shows what is planned."
        )


async def test_nothing_was_missed_of_what_has_not_started(room: Classroom) -> None:
    show = action("catchup.show", COURSE.id, SERIES.id)
    assert await room.sends_state(BEN, show) == "Series hasn't started, so you missed nothing."
    other = action("catchup.show", COURSE.id, "elsewhere")
    assert "not part of this course" in await room.sends_state(BEN, other)


async def test_more_than_ten_questions_are_counted(room: Classroom) -> None:
    for number in range(11):
        await room.says(ANA, f"/class ask text:Question {number}")
    assert "2 more: type /class questions." in await room.says(BEN, "/class catchup")


async def test_what_staff_marked_comes_before_what_was_reacted_to(room: Classroom) -> None:
    marked = await room.writes(ANA, "Epsilon measures closeness.", place=LIVE)
    plain = await room.writes(BEN, "Hello!", place=LIVE)
    room.at("2026-09-07 10:06")
    await room.app.receive(
        (ReactionSeen(plain, account(ANA), "wave", present=True, at=room.clock.now()),)
    )
    said = await room.says(CHO, "/class catchup")
    assert "What the class reacted to\n• Hello! · see it · 1 reaction" in said
    await room.acts_on(INES, marked, "recap.highlight")
    said = await room.says(CHO, "/class catchup")
    assert "Highlights\n• Epsilon measures closeness." in said
    assert "Hello!" not in said


async def test_a_recap_that_was_taken_back_leaves_answers_to_who_was_there(
    room: Classroom,
) -> None:
    await room.says(INES, "/class session end")
    await room.presses(INES, "Publish")
    await room.presses(INES, "Take it back")
    assert "It measures closeness." not in await room.says(BEN, "/class catchup")
    assert "It measures closeness." in await room.says(ANA, "/class catchup")
