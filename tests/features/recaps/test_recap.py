"""A session ends: its recap is drafted, edited, published, revised, taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.chat.spans import Link
from bot.chat.views import Block, Bullets, Paragraph, Picture, View
from bot.model.happenings import WordsWithdrawn
from bot.model.places import Message
from bot.model.sessions import State
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.sample import (
    ANA,
    BEN,
    CHO,
    COURSE,
    INES,
    LIVE,
    RECAPS,
    STAFF,
    TARO,
    at,
    session,
)

LIMITS = session("limits", at(hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room whose session ended: Ana came, asked and voted; Ben's question stayed open."""
    async with classroom(tmp_path, LIMITS) as opened:
        await opened.tick_to("2026-09-07 10:02")
        await opened.says(ANA, "/class checkin code:10001")
        await opened.says(ANA, "/class ask text:Why epsilon?")
        await opened.presses(INES, "Answer one", "Why epsilon?")
        await opened.submits(INES, {"text": "It measures closeness."})
        await opened.says(BEN, "/class ask text:And delta?")
        await opened.says(INES, "/class poll question:Clear? options:Yes | No")
        await opened.presses(ANA, "Yes")
        opened.at("2026-09-07 10:20")
        await opened.writes(ANA, "See https://example.org/limits.", place=LIVE, name="link")
        await opened.writes(BEN, "Delta answers epsilon.", place=LIVE, name="bens")
        await opened.tick_to("2026-09-07 10:58")
        await opened.says(INES, "/class session end")
        yield opened


def draft(room: Classroom) -> str:
    [card] = [shown for shown in room.seen(STAFF) if "recap" in shown.splitlines()[0].lower()]
    return card


def recap(room: Classroom) -> str:
    [shown] = room.seen(RECAPS)
    return shown


def links(block: Block) -> list[Message]:
    lines = block.items if isinstance(block, Bullets) else ()
    lines = (*lines, block.line) if isinstance(block, Paragraph) else lines
    found = [span.message for line in lines for span in line if isinstance(span, Link)]
    return [message for message in found if message is not None]


async def state(room: Classroom) -> State:
    async with room.store.reading() as work:
        found = await work.sessions.get(LIMITS.id)
    assert found is not None
    return found.state


async def test_a_draft_stands_in_the_staff_place_at_once(room: Classroom) -> None:
    card = draft(room)
    assert card.startswith("Draft recap: Limits\nIt publishes itself Mon 07 Sep 22:58")
    assert "Teaching, Mon 07 Sep 10:00 to Mon 07 Sep 10:58." in card
    assert "1 attended, 0 made it up so far." in card
    assert "Why epsilon? · 0 votes · answered by staff · see it\nIt measures closeness." in card
    assert "Clear? · 1 voted · see it\nYes: 1\nNo: 0" in card
    assert "https://example.org/limits · see it" in card
    assert "What stayed open\n• And delta? · see it" in card
    assert "[Publish] [Edit] [Add recording] [History]" in card
    assert room.seen(RECAPS) == []
    assert await state(room) is State.ENDED


async def test_it_publishes_itself_with_answers_still_closed(room: Classroom) -> None:
    await room.tick_to("2026-09-07 22:58")
    shown = recap(room)
    assert shown.startswith("Recap: Limits\nTeaching, Mon 07 Sep 10:00")
    assert "Why epsilon?" in shown
    assert "It measures closeness." not in shown
    assert "Clear? · 1 voted · see it\n• Yes\n• No" in shown
    assert "Open until Thu 10 Sep 22:58." in shown
    assert "[Make it up] [See answers]" in shown
    assert await state(room) is State.RECAPPED
    assert draft(room).startswith("Recap is out: Limits\nPublished Mon 07 Sep 22:58. Read it")


async def test_every_line_leads_to_its_message(room: Classroom) -> None:
    await room.tick_to("2026-09-07 22:58")
    [posted] = room.chat.at(RECAPS)
    targets = [message for block in posted.view.blocks for message in links(block)]
    shown = set(room.chat.posted) | {Message(LIVE, "link")}
    assert len(targets) == 5
    assert set(targets) <= shown


async def test_answers_open_privately_by_one_s_own_route(room: Classroom) -> None:
    await room.tick_to("2026-09-07 23:30")
    assert "It measures closeness." in await room.presses(ANA, "See answers")
    said = await room.presses(BEN, "See answers")
    assert "It measures closeness." not in said
    assert "Yes: 1" not in said
    assert "Answers open for you once you sent in your own make-up" in said
    assert "[Make it up]" in said
    assert "Yes: 1" in await room.presses(INES, "See answers")


async def test_answers_stand_in_the_clear_when_the_make_up_has_closed(room: Classroom) -> None:
    await room.tick_to("2026-09-10 22:57")
    assert "It measures closeness." not in recap(room)
    await room.tick_to("2026-09-10 22:58")
    shown = recap(room)
    assert "It measures closeness." in shown
    assert "Yes: 1\nNo: 0" in shown
    assert "The make-up closed Thu 10 Sep 22:58. Answers are open." in shown
    assert "[Make it up]" not in shown
    assert "It measures closeness." in await room.says(BEN, "/class questions")


async def test_staff_edit_publish_and_undo(room: Classroom) -> None:
    form = await room.presses(INES, "Edit")
    assert "Title: Limits" in form
    words = {
        "title": "Limits, gently",
        "summary": "Epsilon first.\n- Then delta.",
        "stayed_open": "Read chapter 2",
    }
    said = await room.submits(INES, words)
    assert said == "Done\nLimits, gently: the new words stand. It is a draft.\n[Undo]"
    assert "In short\n• Epsilon first.\n• Then delta." in draft(room)
    assert "• And delta? · see it\n• Read chapter 2" in draft(room)
    await room.presses(INES, "Undo")
    assert draft(room).startswith("Draft recap: Limits\n")
    await room.presses(INES, "Undo")
    assert draft(room).startswith("Draft recap: Limits, gently\n")
    await room.presses(TARO, "Publish")
    assert recap(room).startswith("Recap: Limits, gently\n")
    [newest, *_] = await room.deeds()
    assert newest.what == "Taro published the recap of Limits"


async def test_a_published_recap_is_revised_where_it_stands(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    [before] = room.chat.at(RECAPS)
    await room.tick_to("2026-09-08 09:00")
    await room.presses(INES, "Revise")
    await room.submits(INES, {"title": "Limits", "summary": "Delta needs care.", "stayed_open": ""})
    [after] = room.chat.at(RECAPS)
    assert after.message == before.message
    assert "Revised Tue 08 Sep 09:00." in recap(room)
    assert "• Delta needs care." in recap(room)
    history = await room.says(BEN, "/class recap history")
    assert history.splitlines()[1:] == [
        "• 2 · Ines revised it · Tue 08 Sep 14:30",
        "• 1 · Ines published · Mon 07 Sep 16:28",
        "• 0 · Homeroom drafted · Mon 07 Sep 16:28",
    ]
    await room.presses(INES, "History")
    await room.presses(INES, "Go back to a version", "1")
    assert "Delta needs care." not in recap(room)


async def test_publishing_can_be_taken_back_and_done_again(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    await room.presses(INES, "Take it back")
    assert room.seen(RECAPS) == []
    assert await state(room) is State.ENDED
    assert "It was taken back." in draft(room)
    await room.tick_to("2026-09-08 09:00")
    assert room.seen(RECAPS) == []
    refused = await room.says(BEN, f"/class recap show session:{LIMITS.id}")
    assert refused.startswith("The recap of Limits is being written.")
    await room.says(INES, "/class recap publish")
    assert "Open until Fri 11 Sep 09:00." in recap(room)
    assert "is out already" in await room.says(INES, "/class recap publish")


async def test_a_late_recording_keeps_the_make_up_open(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    await room.tick_to("2026-09-09 09:00")
    refused = await room.says(INES, "/class recap recording url:javascript:alert(1)")
    assert "is not an address" in refused
    said = await room.says(INES, "/class recap recording url:https://video.example/1")
    assert "the make-up stays open longer" in said
    assert "Recording\nWatch the recording" in recap(room)
    assert "Open until Sat 12 Sep 09:00." in recap(room)
    await room.tick_to("2026-09-11 00:00")
    assert "[Make it up]" in recap(room)
    await room.presses(INES, "Change the recording")
    await room.submits(INES, {"url": ""})
    assert "Recording" not in recap(room)
    assert "Open until Sat 12 Sep 09:00." in recap(room)
    await room.tick_to("2026-09-12 09:00")
    assert "[Make it up]" not in recap(room)


async def test_staff_mark_highlights(room: Classroom) -> None:
    said = await room.acts_on(INES, Message(LIVE, "bens"), "recap.highlight")
    assert said == "A highlight of Limits\nDelta answers epsilon.\n[Undo]"
    assert "Highlights\n• Delta answers epsilon. · see it" in draft(room)
    await room.presses(INES, "Undo")
    assert "Highlights" not in draft(room)
    await room.presses(INES, "Undo")
    assert "Highlights" in draft(room)
    await room.acts_on(INES, Message(LIVE, "bens"), "recap.highlight")
    assert "Highlights" not in draft(room)
    refused = await room.acts_on(BEN, Message(LIVE, "bens"), "recap.highlight")
    assert refused == "This is for the course's staff only."
    refused = await room.acts_on(INES, Message(LIVE, "nothing"), "recap.highlight")
    assert refused.startswith("Only what people wrote")


async def test_words_that_are_withdrawn_leave_the_recap(room: Classroom) -> None:
    await room.acts_on(INES, Message(LIVE, "bens"), "recap.highlight")
    await room.presses(INES, "Publish")
    assert "Delta answers epsilon." in recap(room)
    async with room.store.work() as work:
        work.happened(WordsWithdrawn(BEN.id))
        await settle(work, REACTIONS, room.clock.now())
    await room.tick_to("2026-09-07 11:30")
    assert "Delta answers epsilon." not in recap(room)
    assert "And delta?" not in recap(room)


async def test_a_session_that_goes_on_is_not_published(room: Classroom) -> None:
    await room.presses(INES, "Edit")
    await room.submits(INES, {"title": "Kept", "summary": "", "stayed_open": ""})
    state = action("session.reopen", COURSE.id, LIMITS.id)
    await room.sends_state(INES, state)
    [card] = [shown for shown in room.seen(STAFF) if "goes on" in shown]
    assert card.startswith("The session goes on.")
    assert "is live" in await room.says(INES, f"/class recap publish session:{LIMITS.id}")
    await room.tick_to("2026-09-07 11:10")
    await room.says(INES, "/class session end")
    assert draft(room).startswith("Draft recap: Kept\nIt publishes itself Mon 07 Sep 23:10")
    await room.tick_to("2026-09-07 23:10")
    assert recap(room).startswith("Recap: Kept\n")


async def test_who_is_marked_later_is_counted(room: Classroom) -> None:
    assert "1 attended" in draft(room)
    await room.says(INES, f"/class session present person:{CHO.id} session:{LIMITS.id}")
    assert "2 attended" in draft(room)


async def test_only_staff_see_and_change_a_draft(room: Classroom) -> None:
    assert "only" in await room.says(CHO, "/class recap publish")
    assert "being written" in await room.says(CHO, "/class recap show")
    assert (await room.says(INES, "/class recap show")).startswith("Draft recap: Limits")
    assert await room.suggests(CHO, "recap show", "session", "lim") == ["Limits (Sep 7)"]
    assert "not part of this course" in await room.says(INES, "/class recap show session:nope")


async def test_before_any_session_there_is_no_recap(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as early:
        assert "No session has ended yet" in await early.says(ANA, "/class recap show")


async def test_what_students_read_of_a_session_holds_no_pictures(room: Classroom) -> None:
    """Low bandwidth means recaps without pictures, and a shared message is the same for all."""
    await room.says(BEN, "/class catchup")
    views = [room.last_answer(BEN).body]
    await room.presses(INES, "Publish")
    for command in ("recap show", "makeup", "progress", "archive"):
        await room.says(BEN, f"/class {command}")
        views.append(room.last_answer(BEN).body)
    views += [posted.view for posted in room.chat.at(RECAPS)]
    for view in views:
        assert isinstance(view, View)
        assert view.blocks
        assert not any(isinstance(block, Picture) for block in view.blocks)
