"""Shared make-up answers get replies, which stand in the ledger like those of a discussion."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.events import MessageDeleted
from bot.chat.forms import Form
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Option, Part
from bot.model.people import Person
from bot.model.places import Message, Place
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, POLICY, RECAPS, at, person, session

LIMITS = session("limits", at(hours=10))
NOA = person("Noa")
KIND = Option("kind", "Reply to somebody", (Part((Act.REPLY,)),))
REPLIES_COUNT = replace(POLICY, version=2, options=(*POLICY.options, KIND))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room in which the recap of a session is out."""
    async with classroom(tmp_path, LIMITS) as opened:
        await opened.tick_to("2026-09-07 10:58")
        await opened.says(INES, "/class session end")
        await opened.presses(INES, "Publish")
        await opened.tick_to("2026-09-07 11:00")
        yield opened


async def shares(room: Classroom, person: Person) -> None:
    """Make the session up and share what was written."""
    await room.presses(person, "Make it up")
    await room.presses(person, "Start")
    form = room.last_answer(person).body
    assert isinstance(form, Form)
    await room.submits(person, {field.name: "It clicked." for field in form.fields})
    await room.presses(person, "Share an answer with the class")


def thread(room: Classroom) -> Place:
    [recap] = room.chat.at(RECAPS)
    return Place(RECAPS.platform, RECAPS.id, recap.message.id)


async def writes(room: Classroom, person: Person, text: str) -> Message:
    room.clock.present += timedelta(minutes=5)
    return await room.writes(person, text, place=thread(room))


async def replies(room: Classroom, person: Person) -> list[Entry]:
    return [entry for entry in await room.ledger(person) if entry.act is Act.REPLY]


async def test_a_reply_is_about_the_session_and_shows_where_it_stands(room: Classroom) -> None:
    await writes(room, ANA, "Nothing is shared here yet.")
    await shares(room, BEN)
    message = await writes(room, ANA, "It did for me, too.")
    [entry] = await replies(room, ANA)
    assert (entry.about, entry.week, entry.amount) == (LIMITS.id, 1, 5)
    assert entry.evidence == f"message/sandbox/recaps/{thread(room).thread}/{message.id}"
    assert entry.due == at(days=3, hours=10, minutes=58)


async def test_nobody_replies_to_themselves_and_staff_earn_nothing(room: Classroom) -> None:
    await shares(room, BEN)
    await writes(room, BEN, "Anyone?")
    await writes(room, INES, "I like that.")
    assert await replies(room, BEN) == []
    assert await replies(room, INES) == []
    await writes(room, BEN, "Thank you!")
    assert [entry.amount for entry in await replies(room, BEN)] == [2]


async def test_what_its_author_deletes_no_longer_counts(room: Classroom) -> None:
    await shares(room, BEN)
    message = await writes(room, ANA, "It did for me, too.")
    await room.app.receive((MessageDeleted(message, room.clock.now()),))
    assert await replies(room, ANA) == []


async def test_a_reply_stays_when_the_answer_is_taken_back(room: Classroom) -> None:
    await shares(room, BEN)
    await writes(room, ANA, "It did for me, too.")
    await room.presses(BEN, "Take it back")
    await writes(room, CHO, "What was it?")
    assert len(await replies(room, ANA)) == 1


async def test_a_late_reply_is_recorded_as_late(room: Classroom) -> None:
    await shares(room, BEN)
    await room.tick_to("2026-09-10 11:00")
    await writes(room, ANA, "It did for me, too.")
    assert [entry.in_time for entry in await replies(room, ANA)] == [False]


async def test_replies_written_before_joining_count(room: Classroom) -> None:
    async with room.store.work() as work:
        await work.people.save([NOA])
    await shares(room, BEN)
    await writes(room, NOA, "It did for me, too.")
    assert await replies(room, NOA) == []
    await room.says(NOA, "/class join name:Noa")
    await room.presses(INES, "It is", "Noa")
    assert len(await replies(room, NOA)) == 1
    await room.presses(INES, "Undo")
    assert await replies(room, NOA) == []


async def test_the_post_says_whether_a_reply_counts(room: Classroom) -> None:
    await shares(room, BEN)
    assert "Replies here are welcome." in room.seen(thread(room))[0]
    async with room.store.work() as work:
        await work.policies.save(COURSE.id, REPLIES_COUNT, at(0))
    await shares(room, CHO)
    assert "Reply in this thread: it counts." in room.seen(thread(room))[1]


async def test_staff_find_unanswered_answers_in_their_list(room: Classroom) -> None:
    await shares(room, BEN)
    said = await room.says(INES, "/class discuss unanswered")
    assert "Make-up answers that were shared: 1 waiting" in said
    assert "Ben: “It clicked.”" in said
    await writes(room, ANA, "It did for me, too.")
    assert "Every post has been answered." in await room.says(INES, "/class discuss unanswered")
