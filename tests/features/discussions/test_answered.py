"""“Mark as answered”: a message leaves the list of those that wait, and can come back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.places import Message
from tests.support.classroom import Classroom, classroom
from tests.support.discussing import LONG, SHORT, discussing, thread, write
from tests.support.sample import ANA, BEN, CHO, INES, LIVE, RECAPS, TALK, TARO, at, session

VERB = "discussions.answered"
LIMITS = session("limits", at(hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with discussing(tmp_path) as opened:
        yield opened


async def test_a_post_leaves_the_list_and_comes_back_with_undo(room: Classroom) -> None:
    post = await write(room, ANA, LONG)
    assert "Minds: 1 waiting" in await room.says(INES, "/class discuss unanswered")
    said = await room.acts_on(INES, post, VERB)
    assert "No longer among the posts that wait for a reply." in said
    assert "Every post has been answered." in await room.says(TARO, "/class discuss unanswered")
    assert "0 posts have no reply yet." in await room.says(INES, "/class discuss show")
    await room.presses(INES, "Undo")
    assert "Minds: 1 waiting" in await room.says(INES, "/class discuss unanswered")
    assert [deed.what for deed in await room.deeds()] == [
        "Ines took the mark off a post",
        "Ines marked a post as answered",
    ]


async def test_the_morning_s_list_leaves_it_out_too(room: Classroom) -> None:
    first = await write(room, ANA, LONG)
    await write(room, BEN, LONG)
    await room.acts_on(INES, first, VERB)
    await room.tick_to("2026-09-08 09:00")
    async with room.store.reading() as work:
        [told] = await work.outbox.starting("unanswered/")
    assert told.view is not None
    assert "Ben" in str(told.view)
    assert "Ana" not in str(told.view)


async def test_what_does_not_wait_is_refused(room: Classroom) -> None:
    post = await write(room, ANA, LONG)
    reply = await write(room, BEN, SHORT)
    elsewhere = await room.writes(ANA, "Hello?", place=LIVE)
    root = Message(TALK, thread(room).thread or "")
    for message in (post, reply, elsewhere, root, Message(thread(room), "unknown")):
        assert "Nobody waits here" in await room.acts_on(INES, message, VERB)
    waiting = await write(room, CHO, LONG)
    await room.acts_on(INES, waiting, VERB)
    assert "Nobody waits here" in await room.acts_on(INES, waiting, VERB)
    assert "staff only" in await room.acts_on(BEN, waiting, VERB)


async def test_a_shared_answer_is_marked_where_it_stands(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.tick_to("2026-09-07 10:58")
        await room.says(INES, "/class session end")
        await room.presses(INES, "Publish")
        await room.tick_to("2026-09-07 11:00")
        await room.presses(ANA, "Make it up")
        await room.presses(ANA, "Start")
        await room.submits(ANA, {"reflection": "It clicked."})
        await room.presses(ANA, "Share an answer with the class")
        [shared] = [
            message
            for message, posted in room.chat.posted.items()
            if message.place.parent == RECAPS and "shared an answer" in posted.view.summary
        ]
        assert "1 waiting" in await room.says(INES, "/class discuss unanswered")
        await room.acts_on(INES, shared, VERB)
        assert "Every post has been" in await room.says(INES, "/class discuss unanswered")
        await room.presses(INES, "Undo")
        assert "1 waiting" in await room.says(INES, "/class discuss unanswered")


async def test_on_a_question_board_staff_say_which_was_answered_aloud(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.tick_to("2026-09-07 10:05")
        await room.says(ANA, "/class ask text:Why epsilon?")
        await room.says(BEN, "/class ask text:And delta?")
        [board] = [p for p in room.chat.at(LIVE) if p.view.title.startswith("Questions")]
        said = await room.acts_on(INES, board.message, VERB)
        assert "Which question was answered in the session?" in said
        await room.presses(INES, "This one was answered", "Why epsilon?")
        [shown] = [text for text in room.seen(LIVE) if "Why epsilon?" in text]
        assert "answered by staff, in the session" in shown
        await room.presses(INES, "Undo")
        [shown] = [text for text in room.seen(LIVE) if "Why epsilon?" in text]
        assert "answered by staff" not in shown
        for choice in ("Why epsilon?", "And delta?"):
            await room.acts_on(INES, board.message, VERB)
            await room.presses(INES, "This one was answered", choice)
        assert "Every question on this board has an answer." in await room.acts_on(
            INES, board.message, VERB
        )
