"""What staff see and do about a discussion: who waits, its summary, its times, its end."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.events import MessageSeen
from bot.model.participation.acts.ledger import Act
from bot.model.places import Message
from tests.support.classroom import Classroom
from tests.support.discussing import LONG, SHORT, acts, discussing, load, thread, write
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, STAFF, TALK, account


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with discussing(tmp_path) as opened:
        yield opened


async def test_staff_see_who_waits_for_a_reply(room: Classroom) -> None:
    await write(room, ANA, LONG)
    await write(room, BEN, LONG)
    await write(room, CHO, "Ana, that surprised me.")
    said = await room.says(INES, "/class discuss unanswered")
    assert "Minds: 1 waiting" in said
    assert "Ben: “I used to think" in said
    assert "Ana: “" not in said
    assert "staff only" in await room.says(ANA, "/class discuss unanswered")


async def test_a_greeting_waits_for_no_reply_but_a_short_question_does(room: Classroom) -> None:
    short = await write(room, ANA, "Hello everybody!")
    assert await acts(room) == [(Act.POST, 2)]
    assert "Every post has been answered." in await room.says(INES, "/class discuss unanswered")
    assert "0 posts have no reply yet." in await room.says(INES, "/class discuss show")
    await room.tick_to("2026-09-08 09:00")
    assert nudges(room) == []
    for hour, text in enumerate(("Hello! Why?", "I don't get the second part."), start=10):
        edited = utc(f"2026-09-08 {hour}:00")
        await room.app.receive(
            (MessageSeen(short, account(ANA), text, utc("2026-09-07 09:01"), edited),)
        )
        assert "Minds: 1 waiting" in await room.says(INES, "/class discuss unanswered")


def nudges(room: Classroom) -> list[str]:
    return [shown for shown in room.seen(STAFF) if "Unanswered posts" in shown]


async def test_staff_are_nudged_in_the_morning_when_a_post_is_new(room: Classroom) -> None:
    await write(room, ANA, LONG)
    await room.tick_to("2026-09-08 09:00")
    assert len(nudges(room)) == 1
    await room.tick_to("2026-09-09 09:00")
    assert len(nudges(room)) == 1
    await write(room, BEN, LONG)
    await room.tick_to("2026-09-10 09:00")
    assert len(nudges(room)) == 2
    assert "Ana: “" in nudges(room)[1]
    assert "Ben: “" in nudges(room)[1]


async def test_staff_are_nudged_once_more_when_a_post_waits_for_two_days(room: Classroom) -> None:
    await write(room, ANA, LONG)
    await room.tick_to("2026-09-09 09:00")
    assert len(nudges(room)) == 1
    await room.tick_to("2026-09-10 09:00")
    assert len(nudges(room)) == 2
    await room.tick_to("2026-09-12 09:00")
    assert len(nudges(room)) == 2


async def test_answered_posts_nudge_nobody(room: Classroom) -> None:
    await write(room, ANA, LONG)
    await write(room, BEN, SHORT)
    await room.tick_to("2026-09-11 09:00")
    assert nudges(room) == []


async def test_it_closes_is_summed_up_and_publishes_itself(room: Classroom) -> None:
    place = thread(room)
    await write(room, ANA, LONG)
    await write(room, BEN, f"Ana, {SHORT}")
    await room.tick_to("2026-09-13 09:00")
    assert "Closed: Minds" in room.seen(TALK)[0]
    drafts = [shown for shown in room.seen(STAFF) if "Summary of “Minds”" in shown]
    assert "2 students wrote 1 post and 1 reply." in drafts[0]
    assert "A draft: staff only." in drafts[0]
    assert room.seen(place) == []
    await room.tick_to("2026-09-13 21:00")
    assert "Ana: “I used to think that deadlines" in room.seen(place)[0]


async def test_staff_edit_publish_and_take_back_a_summary(room: Classroom) -> None:
    place = thread(room)
    await write(room, ANA, LONG)
    await room.says(INES, "/class discuss close")
    await room.presses(INES, "Edit")
    await room.submits(INES, {"summary": "We agree to disagree."})
    await room.presses(INES, "Publish")
    [shown] = room.seen(place)
    assert "We agree to disagree." in shown
    assert "Ana" not in shown
    await room.presses(INES, "Take back")
    assert room.seen(place) == []
    await room.tick_to("2026-09-09 09:00")
    assert room.seen(place) == []
    await room.presses(INES, "Publish")
    assert len(room.seen(place)) == 1


async def test_the_archive_knows_a_summary_while_the_class_can_read_it(room: Classroom) -> None:
    async def finds(words: str) -> bool:
        found = await room.says(BEN, f"/class archive query:{words}")
        return "Discussion: Minds" in found

    assert await finds("change your mind")
    await write(room, ANA, LONG)
    await room.says(INES, "/class discuss close")
    assert not await finds("1 student wrote")
    await room.presses(INES, "Publish")
    assert await finds("1 student wrote")
    await room.presses(INES, "Edit")
    await room.submits(INES, {"summary": "We agree to disagree."})
    assert await finds("agree to disagree")
    assert not await finds("1 student wrote")
    await room.presses(INES, "Take back")
    assert not await finds("agree to disagree")
    assert await finds("change your mind")


async def test_a_discussion_that_is_called_off_is_found_no_more(room: Classroom) -> None:
    await room.says(
        INES, "/class discuss open prompt:What is fair? posts_due:wed 20:00 closes:fri 20:00"
    )
    assert "Discussion:" in await room.says(BEN, "/class archive query:fair")
    await room.presses(INES, "Undo")
    assert "Nothing found" in await room.says(BEN, "/class archive query:fair")


async def test_closing_early_can_be_undone_and_extending_lets_late_posts_count(
    room: Classroom,
) -> None:
    await write(room, BEN, LONG)
    await room.says(INES, "/class discuss close")
    room.at("2026-09-07 10:00")
    await write(room, ANA, LONG)
    [late] = await room.ledger(ANA)
    assert (late.act, late.in_time) == (Act.REPLY, False)
    await room.presses(INES, "Undo")
    [entry] = await room.ledger(ANA)
    assert (entry.act, entry.in_time) == (Act.POST, True)
    assert "Closed" not in room.seen(TALK)[0]
    await room.says(INES, "/class discuss extend closes:local fri 18:00 posts_due:local thu 23:59")
    assert "23:59 your local time on Thu, Sep 10" in room.seen(TALK)[0]
    assert "Replies: 0 of 2, by Fri 11 Sep 18:00" in await room.says(ANA, "/class discuss show")


async def test_a_local_midnight_is_told_as_the_minute_before_so_that_its_day_is_plain(
    room: Classroom,
) -> None:
    await room.says(INES, "/class discuss extend closes:local sat 00:00 posts_due:local fri 00:01")
    assert "Post by 00:01 your local time on Fri, Sep 11" in room.seen(TALK)[0]
    assert "Replies until 23:59 your local time on Fri, Sep 11" in room.seen(TALK)[0]
    assert "Replies: 0 of 2, by Sat 12 Sep 00:00" in await room.says(ANA, "/class discuss show")


async def test_staff_open_one_in_chat_and_call_it_off(room: Classroom) -> None:
    said = await room.says(
        INES,
        "/class discuss open prompt:What is fair? title:Fairness posts_due:wed 20:00 "
        "closes:fri 20:00 words:20",
    )
    assert "Fairness is open." in said
    assert "write 1 post of 20 words or more" in room.seen(TALK)[1]
    await room.presses(INES, "Undo")
    assert "Called off: Fairness" in room.seen(TALK)[1]
    [deed, *_] = await room.deeds()
    assert deed.what == "Ines called off Fairness"
    await room.sends_state(INES, deed.undo or "")
    assert room.seen(TALK)[1].startswith("Fairness")


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ("posts_due:2026-09-01 10:00 closes:fri 20:00", "would be due in the past"),
        ("posts_due:fri 20:00 closes:thu 20:00", "close before posts are due"),
        ("posts_due:someday closes:thu 20:00", "not a time I understand"),
    ],
)
async def test_due_times_that_make_no_sense_are_refused(
    room: Classroom, times: str, why: str
) -> None:
    assert why in await room.says(INES, f"/class discuss open prompt:Why? {times}")
    assert len(room.seen(TALK)) == 1


async def test_a_form_opens_one_too(room: Classroom) -> None:
    await room.says(INES, "/class discuss new")
    values = {"title": "T", "prompt": "P", "posts_due": "wed 20:00", "closes": "fri 20:00"}
    assert "T is open." in await room.submits(INES, values)
    assert len(room.seen(TALK)) == 2


async def test_redelivery_and_another_order_change_nothing(room: Classroom) -> None:
    place = thread(room)
    times = [utc(f"2026-09-07 10:0{minute}") for minute in range(3)]
    events = [
        MessageSeen(Message(place, "a"), account(ANA), LONG, times[0], times[0]),
        MessageSeen(Message(place, "b"), account(BEN), SHORT, times[1], times[1]),
        MessageSeen(Message(place, "c"), account(ANA), SHORT, times[2], times[2]),
    ]
    for event in (*reversed(events), *events):
        await room.app.receive((event,))
    assert await acts(room) == [(Act.POST, 91), (Act.RECEIVED, 6), (Act.REPLY, 6)]
    assert await acts(room, BEN) == [(Act.REPLY, 6)]


async def test_another_person_than_staff_cannot_open_or_close(room: Classroom) -> None:
    for command in ("close", "extend closes:fri 20:00", "summary"):
        assert "staff only" in await room.says(ANA, f"/class discuss {command}")


async def test_a_plan_that_is_loaded_again_moves_the_closing(room: Classroom) -> None:
    async with room.store.reading() as work:
        [opened] = await work.discussions.of(COURSE.id)
    later = replace(opened, closes=replace(opened.closes, at=utc("2026-09-15 09:00")))
    await load(room, later)
    await room.tick_to("2026-09-14 09:00")
    assert "Closed" not in room.seen(TALK)[0]
    assert "Tue 15 Sep 09:00" in room.seen(TALK)[0]
    await room.tick_to("2026-09-15 09:00")
    assert "Closed" in room.seen(TALK)[0]
