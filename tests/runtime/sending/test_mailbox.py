"""A closed mailbox: what it kept away is given along once, and to nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.chat.calls import Answering
from bot.chat.posts import Directly, Post, PostState
from bot.chat.views import Picture, View, paragraph
from bot.model.places import Message
from bot.model.reminders.wishes import Wishes
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, COURSE, INES, MAIN, account, at, post, session

LIMITS = session("limits", at(hours=10))
GIVEN = "While your messages were closed"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as room:
        room.chat.shut = {account(ANA)}
        yield room


async def owe(room: Classroom, *posts: Post) -> None:
    """Owe posts, and try to deliver them."""
    async with room.store.work() as work:
        for each in posts:
            await work.outbox.post(each)
    await room.app.tick()


def dm(words: str, key: str = "") -> Post:
    """Return private words for Ana."""
    return post(f"dm/{key or words}", Directly(ANA.id), words)


async def state(room: Classroom, key: str) -> PostState:
    """Return how far a post has come."""
    async with room.store.reading() as work:
        kept = await work.outbox.get(key)
    assert kept is not None
    return kept.state


async def test_it_is_given_along_once_and_never_sent_afterwards(room: Classroom) -> None:
    await owe(room, dm("Limits starts at ten."))
    said = await room.says(ANA, "/class next")
    assert said.index("Limits") < said.index(GIVEN) < said.index("Limits starts at ten.")
    assert await state(room, "dm/Limits starts at ten.") is PostState.HANDED
    assert GIVEN not in await room.says(ANA, "/class next")
    room.chat.shut = set()
    await room.tick_to("2026-09-08 08:00")
    assert room.seen(ANA) == []


async def test_the_same_interaction_gets_the_same_answer(room: Classroom) -> None:
    await owe(room, dm("Once"))
    first = await room.says(ANA, "/class next")
    assert await room.invoke(room.calls[-1], ANA) == first
    assert "Once" in first


async def test_nobody_else_gets_it(room: Classroom) -> None:
    await owe(room, dm("For Ana"))
    for person in (BEN, INES):
        assert GIVEN not in await room.says(person, "/class next")
    assert "For Ana" in await room.says(ANA, "/class progress")
    assert room.last_answer(ANA).how is Answering.CONFIDENTIAL


async def test_what_others_see_never_carries_it(room: Classroom) -> None:
    await owe(room, dm("For Ana"))
    board = Message(MAIN, "board")
    state = action("reminders.off", COURSE.id)
    call = replace(room._call(ANA, MAIN, None), state=state, message=board)
    assert "For Ana" not in await room.invoke(call, ANA)
    assert room.last_answer(ANA).how is Answering.UPDATE
    mine = replace(call, id="mine", private=True)
    assert "For Ana" in await room.invoke(mine, ANA)


async def test_a_form_and_a_refusal_carry_nothing(room: Classroom) -> None:
    await owe(room, dm("Later"))
    await room.sends_state(ANA, action("reminders.form", COURSE.id))
    assert "Later" not in await room.says(ANA, "/class session end")
    assert "Later" in await room.says(ANA, "/class next")


async def test_the_newest_come_first_and_the_others_with_the_next_answer(room: Classroom) -> None:
    await owe(room, *(dm(f"Word {number}.") for number in range(1, 6)))
    said = await room.says(ANA, "/class next")
    assert said.index("Word 5.") < said.index("Word 4.") < said.index("Word 3.")
    assert "Word 2." not in said
    assert "2 more wait" in said
    said = await room.says(ANA, "/class next")
    assert said.index("Word 2.") < said.index("Word 1.")
    assert "more wait" not in said


async def test_what_is_past_its_time_is_not_given(room: Classroom) -> None:
    await owe(room, replace(dm("Too late"), expires=at(hours=1)), dm("Still true"))
    room.at("2026-09-07 01:00")
    said = await room.says(ANA, "/class next")
    assert "Too late" not in said
    assert "Still true" in said


async def test_what_may_be_on_its_way_is_not_given(room: Classroom) -> None:
    await owe(room, dm("On its way"))
    async with room.store.work() as work:
        await work.sending.resume()
        await work.sending.lease(at(), at(1), 10)
    assert "On its way" not in await room.says(ANA, "/class next")


async def test_titles_pictures_and_wishes_are_kept(room: Classroom) -> None:
    async with room.store.work() as work:
        await work.preferences.save(COURSE.id, ANA.id, Wishes(low_bandwidth=True))
    view = View((paragraph("Your week"), Picture("f1", "Three bars.")), title="Week 1")
    await owe(room, replace(dm("pictured"), view=view))
    said = await room.says(ANA, "/class next")
    assert "Week 1" in said
    assert "Three bars." in said
    body = room.last_answer(ANA).body
    assert isinstance(body, View)
    assert not body.pictured


async def test_reminders_say_what_keeps_messages_away_until_one_arrives(room: Classroom) -> None:
    await owe(room, dm("Starts soon", key="x"))
    said = await room.says(ANA, "/class reminders")
    assert "Private messages can't reach you. Open your mailbox in your settings." in said
    assert "comes along with our answers" in said
    assert "Starts soon" in said
    room.chat.shut = set()
    await owe(room, dm("Now"))
    assert "can't reach you" not in await room.says(ANA, "/class reminders")


async def test_who_was_told_in_an_answer_is_corrected_there_too(tmp_path: Path) -> None:
    limits = session("limits", at(days=2, hours=18))
    async with classroom(tmp_path, limits, start=at(hours=14)) as room:
        room.chat.shut = {account(ANA)}
        await room.says(ANA, "/class reminders")
        await room.presses(ANA, "Yes, remind me")
        await room.tick_to("2026-09-08 19:00")
        assert "Limits · Wed 09 Sep 13:00" in await room.says(ANA, "/class help")
        await room.says(INES, f"/class session cancel session:{limits.id}")
        assert "Limits is cancelled" in await room.says(ANA, "/class help")
        assert room.seen(ANA) == []
