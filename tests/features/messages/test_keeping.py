"""What people say in the course's places is kept as it stands there; staff's place is not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.events import MessageDeleted, MessageSeen, ReactionSeen
from bot.model.happenings import WordsWithdrawn
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.messages import Kept
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, INES, MAIN, STAFF, account


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path) as opened:
        yield opened


async def kept(room: Classroom, message: Message) -> Kept | None:
    async with room.store.reading() as work:
        return next(iter(await work.messages.get((message,))), None)


async def test_a_message_is_kept_with_its_author_and_words(room: Classroom) -> None:
    message = await room.writes(ANA, "Hello, dear class!")
    found = await kept(room, message)
    assert found is not None
    assert (found.person, found.text, found.versions[0].words) == (ANA.id, "Hello, dear class!", 3)


async def test_strangers_are_kept_without_a_person(room: Classroom) -> None:
    message = Message(MAIN, "m1")
    when = utc("2026-09-07 10:00")
    event = MessageSeen(message, Account("sandbox", "zoe"), "Hi", when, when)
    await room.app.receive((event,))
    found = await kept(room, message)
    assert found is not None
    assert found.person is None


async def test_the_staffs_place_and_other_places_are_not_kept(room: Classroom) -> None:
    for place in (STAFF, Place("sandbox", STAFF.id, "t"), Place("sandbox", "elsewhere")):
        message = await room.writes(INES, "between us", place=place)
        assert await kept(room, message) is None


async def test_reactions_that_come_before_their_message_are_counted(room: Classroom) -> None:
    message, when = Message(MAIN, "m1"), utc("2026-09-07 10:00")
    await room.app.receive(
        [
            ReactionSeen(message, account(BEN), "+1", True, when),
            ReactionSeen(message, account(INES), "+1", True, when),
            ReactionSeen(message, account(INES), "+1", False, utc("2026-09-07 10:05")),
        ]
    )
    assert await kept(room, message) is None
    await room.app.receive((MessageSeen(message, account(ANA), "Hi", when, when),))
    found = await kept(room, message)
    assert found is not None
    assert found.reactions == 1


async def test_a_batch_of_everything_at_once(room: Classroom) -> None:
    when = utc("2026-09-07 10:00")
    messages = [Message(MAIN, f"m{number}") for number in range(450)]
    events = [MessageSeen(each, account(ANA), "Hi there", when, when) for each in messages]
    await room.app.receive([*events, MessageDeleted(messages[3], when), *events])
    async with room.store.reading() as work:
        found = await work.messages.get(messages)
    assert len(found) == 450
    assert [each.message.id for each in found if each.deleted] == ["m3"]


async def test_withdrawn_words_are_erased_and_stay_so(room: Classroom) -> None:
    message = await room.writes(ANA, "my secret")
    other = await room.writes(BEN, "not mine")
    async with room.store.work() as work:
        work.happened(WordsWithdrawn(ANA.id))
        await settle(work, REACTIONS, room.clock.now())
    now = room.clock.now()
    await room.app.receive((MessageSeen(message, account(ANA), "my secret", now, now),))
    found, untouched = await kept(room, message), await kept(room, other)
    assert found is not None
    assert untouched is not None
    assert (found.text, found.versions[0].words) == ("", 2)
    assert untouched.text == "not mine"
