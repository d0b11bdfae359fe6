"""Staff mark what a student wrote; the mark is an act of the student's while both stand."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.events import MessageDeleted
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.people import Person
from bot.model.places import Message
from bot.model.sessions import State
from tests.support.classroom import Classroom
from tests.support.discussing import LONG, MINDS, discussing, thread, write
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, INES, LIVE, at, person, session

LIMITS = session("limits", at(hours=8))
NOA = person("Noa")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room in which a session was held, Ben wrote there, and Ana in the discussion."""
    async with discussing(tmp_path) as opened:
        async with opened.store.work() as work:
            began, ended = utc("2026-09-07 08:00"), utc("2026-09-07 08:50")
            over = replace(LIMITS, began=began, ended=ended, state=State.ENDED)
            await work.sessions.save((over,))
            await work.people.save([NOA])
        await opened.writes(BEN, "Delta answers epsilon.", place=LIVE, name="bens")
        await opened.writes(INES, "Well done.", place=LIVE, name="staff")
        yield opened


async def mark(room: Classroom, message: Message) -> str:
    return await room.acts_on(INES, message, "recap.highlight")


async def marks(room: Classroom, student: Person) -> list[Entry]:
    return [entry for entry in await room.ledger(student) if entry.act is Act.MARK]


async def test_a_mark_is_about_where_the_message_stands(room: Classroom) -> None:
    posted = await write(room, ANA, LONG)
    await mark(room, posted)
    await mark(room, Message(LIVE, "bens"))
    [anas], [bens] = await marks(room, ANA), await marks(room, BEN)
    assert (anas.about, anas.week, anas.in_time) == (MINDS.id, 1, True)
    assert anas.evidence == f"message/sandbox/talk/{thread(room).thread}/{posted.id}"
    assert bens.about == LIMITS.id
    assert "Marked by staff in “Minds”" in await room.says(ANA, "/class progress why:true")


async def test_it_goes_when_staff_take_it_off_and_comes_back(room: Classroom) -> None:
    await mark(room, Message(LIVE, "bens"))
    await room.presses(INES, "Undo")
    assert await marks(room, BEN) == []
    await room.presses(INES, "Undo")
    await mark(room, Message(LIVE, "bens"))
    await mark(room, Message(LIVE, "bens"))
    assert len(await marks(room, BEN)) == 1


async def test_it_goes_with_a_message_that_is_deleted(room: Classroom) -> None:
    await mark(room, Message(LIVE, "bens"))
    gone = MessageDeleted(Message(LIVE, "bens"), utc("2026-09-08 10:00"))
    await room.app.receive((gone, gone))
    assert await marks(room, BEN) == []


async def test_a_locked_week_keeps_it(room: Classroom) -> None:
    await mark(room, Message(LIVE, "bens"))
    room.at("2026-09-21 01:00")
    await room.presses(INES, "Undo")
    await room.app.receive((MessageDeleted(Message(LIVE, "bens"), room.clock.now()),))
    assert len(await marks(room, BEN)) == 1


async def test_words_that_are_withdrawn_leave_it(room: Classroom) -> None:
    await mark(room, Message(LIVE, "bens"))
    await room.says(BEN, "/class me")
    await room.presses(BEN, "Withdraw my words")
    await room.presses(BEN, "Erase my words for good")
    assert len(await marks(room, BEN)) == 1


async def test_what_staff_wrote_earns_nobody_anything(room: Classroom) -> None:
    await mark(room, Message(LIVE, "staff"))
    assert await marks(room, INES) == []


async def test_it_follows_the_account_of_who_joins(room: Classroom) -> None:
    await room.writes(NOA, "I have an idea.", place=LIVE, name="noas")
    await mark(room, Message(LIVE, "noas"))
    assert await marks(room, NOA) == []
    await room.says(NOA, "/class join name:Noa")
    await room.presses(INES, "It is", "Noa")
    assert len(await marks(room, NOA)) == 1
    await room.presses(INES, "Undo")
    assert await marks(room, NOA) == []
