"""A discussion of the plan opens and is written in; the ledger follows."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.events import MessageDeleted, MessageSeen
from bot.model.participation.acts.ledger import Act
from tests.support.classroom import Classroom
from tests.support.discussing import LONG, MINDS, SHORT, acts, discussing, thread, write
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, INES, TALK, account


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with discussing(tmp_path) as opened:
        yield opened


async def test_it_opens_by_the_plan_and_says_what_is_asked(room: Classroom) -> None:
    [shown] = room.seen(TALK)
    assert "What did you change your mind about?" in shown
    assert "write 1 post of 75 words or more and 2 replies" in shown
    assert "Fri 11 Sep 09:00" in shown


async def test_its_thread_and_tags_say_what_it_is_and_follow_it(room: Classroom) -> None:
    [post] = room.chat.at(TALK)
    assert (post.view.thread, post.view.tags) == ("Minds", ("Week 1", "Open"))
    await room.says(INES, "/class discuss close")
    [post] = room.chat.at(TALK)
    assert (post.view.thread, post.view.tags) == ("Minds", ("Week 1", "Closed"))


async def test_posts_and_replies_become_entries_with_evidence(room: Classroom) -> None:
    post = await write(room, ANA, LONG)
    await write(room, BEN, SHORT)
    await write(room, ANA, "Thank you, Ben!")
    [first, received, second] = await room.ledger(ANA)
    assert (received.act, received.amount) == (Act.RECEIVED, 6)
    assert (first.act, first.out_of, first.due) == (Act.POST, 75, utc("2026-09-11 09:00"))
    assert first.evidence == f"message/sandbox/talk/{thread(room).thread}/{post.id}"
    assert (second.act, second.about, second.week) == (Act.REPLY, MINDS.id, 1)
    assert await acts(room, BEN) == [(Act.REPLY, 6)]


async def test_what_staff_write_is_never_credited(room: Classroom) -> None:
    await write(room, INES, LONG)
    assert await room.ledger(INES) == []


async def test_edits_count_until_the_due_time(room: Classroom) -> None:
    message = await write(room, ANA, SHORT)
    assert await acts(room) == [(Act.POST, 6)]

    async def edited(text: str, when: str) -> None:
        event = MessageSeen(message, account(ANA), text, utc("2026-09-07 09:00"), utc(when))
        await room.app.receive((event,))

    await edited(LONG, "2026-09-08 09:00")
    assert await acts(room) == [(Act.POST, 91)]
    room.at("2026-09-12 09:00")
    await edited("gone", "2026-09-12 09:00")
    assert await acts(room) == [(Act.POST, 91)]


async def test_what_its_author_deletes_no_longer_earns_and_the_ledger_shows_why(
    room: Classroom,
) -> None:
    message = await write(room, ANA, LONG)
    await room.app.receive((MessageDeleted(message, utc("2026-09-08 10:00")),))
    assert await room.ledger(ANA) == []
    async with room.store.reading() as work:
        withdrawn = [e for e in await work.ledger.of_person(ANA.id) if e.withdraws]
        [kept] = await work.messages.get([message])
    assert [entry.reason for entry in withdrawn] == ["deleted by its author"]
    assert kept.text == ""


async def test_a_locked_week_loses_nothing(room: Classroom) -> None:
    message = await write(room, ANA, LONG)
    await room.tick_to("2026-09-21 01:00")
    await room.app.receive((MessageDeleted(message, utc("2026-09-21 01:00")),))
    assert await acts(room) == [(Act.POST, 91)]


async def test_expected_of_me_is_private_and_my_own(room: Classroom) -> None:
    said = await room.presses(ANA, "What's expected of me")
    assert "Posts of 75 words or more: 0 of 1, by Fri 11 Sep 04:00" in said
    await write(room, ANA, LONG)
    said = await room.presses(ANA, "What's expected of me")
    assert "Posts: done (1 of 1)" in said
    assert "Replies: 0 of 2, by Sun 13 Sep 04:00" in said
    assert "Only you can see this." in said


async def test_expected_of_me_says_where_to_write_while_it_is_open(room: Classroom) -> None:
    where = (
        "Write in the thread under the discussion's message (open it): what stands beside it in "
        "the channel isn't counted."
    )
    await room.writes(ANA, LONG, place=TALK)
    assert await acts(room) == []
    assert where in await room.says(ANA, "/class discuss show")
    await room.tick_to("2026-09-13 09:00")
    assert "Write in the thread" not in await room.says(ANA, "/class discuss show discussion:Minds")


async def test_a_short_message_can_still_be_edited(room: Classroom) -> None:
    await write(room, ANA, SHORT)
    said = await room.says(ANA, "/class discuss show")
    assert "6 of the 75 words asked. You can still edit it until Fri 11 Sep 04:00" in said


async def test_how_it_counts_names_the_options(room: Classroom) -> None:
    said = await room.presses(BEN, "How it counts")
    assert "Discuss earns 1: write 1 post of 75 words or more." in said
    assert "Edits count until the due time" in said
