"""What is read back as a whole is compared: deletions and reactions of a time unheard are found."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.events import Event, MessageSeen, PlaceRead, ReactionSeen, ReactionsRead
from bot.features.discussions.planning import items_for
from bot.features.messages.comparing import compared
from bot.model.participation.acts.ledger import Act
from bot.model.places import Message, Place
from bot.ports.messages import Kept
from tests.support.classroom import Classroom, classroom
from tests.support.instants import utc
from tests.support.sample import (
    ANA,
    BEN,
    COURSE,
    MAIN,
    STAFF,
    TALK,
    account,
    at,
    discussion,
)

NIGHT = utc("2026-09-08 00:00")
THREAD = Place(TALK.platform, TALK.id, "root")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path) as opened:
        opened.at("2026-09-07 10:00")
        yield opened


def read(*standing: Message, place: Place = TALK, end: str = "2026-09-08 00:00") -> PlaceRead:
    ids = frozenset(message.id for message in standing)
    return PlaceRead(place, utc("2026-09-07 00:00"), utc(end), ids)


async def stands(room: Classroom, message: Message) -> Kept:
    async with room.store.reading() as work:
        [kept] = await work.messages.get((message,))
    return kept


async def deleted(room: Classroom, *messages: Message) -> list[bool]:
    return [(await stands(room, message)).deleted is not None for message in messages]


async def test_what_stands_no_more_was_deleted_by_the_end_of_the_reading(room: Classroom) -> None:
    one = await room.writes(ANA, "stays", place=TALK, name="m1")
    two = await room.writes(ANA, "goes", place=TALK, name="m2")
    three = await room.writes(BEN, "goes, too", place=THREAD, name="m3")
    main = await room.writes(ANA, "elsewhere", place=MAIN, name="m4")
    await room.app.receive([read(one)])
    assert await deleted(room, one, two, three, main) == [False, True, True, False]
    gone = await stands(room, two)
    assert (gone.deleted, gone.text, gone.person) == (NIGHT, "", ANA.id)


async def test_nothing_is_deleted_of_a_time_that_was_not_read(room: Classroom) -> None:
    before = await room.writes(ANA, "before", place=TALK, name="m1")
    room.at("2026-09-07 12:00")
    at_end = await room.writes(ANA, "at the end", place=TALK, name="m2")
    start, end = utc("2026-09-07 10:01"), utc("2026-09-07 12:00")
    await room.app.receive([PlaceRead(TALK, start, end, frozenset())])
    assert await deleted(room, before, at_end) == [False, False]


async def test_a_message_with_a_version_after_the_reading_stood_then(room: Classroom) -> None:
    message = await room.writes(ANA, "first", place=TALK, name="m1")
    posted = room.clock.now()
    edit = MessageSeen(message, account(ANA), "second", posted, utc("2026-09-08 09:00"))
    await room.app.receive([edit])
    await room.app.receive([read()])
    assert await deleted(room, message) == [False]
    other = Message(TALK, "m2")
    now = MessageSeen(other, account(ANA), "b", posted, utc("2026-09-08 09:00"))
    await room.app.receive([MessageSeen(other, account(ANA), "a", posted, posted), read(), now])
    assert await deleted(room, other) == [False]


async def test_what_the_same_batch_tells_is_compared_as_well(room: Classroom) -> None:
    posted = room.clock.now()
    messages = [Message(THREAD, "m1"), Message(THREAD, "m2"), Message(MAIN, "m3")]
    seen = [MessageSeen(each, account(ANA), "hello", posted, posted) for each in messages]
    await room.app.receive([*seen, read(messages[0])])
    assert await deleted(room, *messages) == [False, True, False]


async def test_reading_twice_changes_nothing_and_the_earlier_deletion_holds(
    room: Classroom,
) -> None:
    message = await room.writes(ANA, "goes", place=TALK, name="m1")
    await room.app.receive([read()])
    await room.app.receive([read(), read(end="2026-09-09 00:00")])
    assert (await stands(room, message)).deleted == NIGHT


async def test_the_staffs_place_stays_out_of_it(room: Classroom) -> None:
    await room.app.receive([read(place=STAFF), read(place=Place("sandbox", "elsewhere"))])
    async with room.store.reading() as work:
        assert await work.messages.between(STAFF, at(0), at(9)) == []


async def opened(room: Classroom) -> Place:
    """Open a discussion; return its thread."""
    talk = discussion("forum", at(hours=9))
    async with room.store.work() as work:
        await work.discussions.save((talk,))
        await work.agenda.plan(tuple(items_for(COURSE, talk, room.clock.now())))
    await room.tick_to("2026-09-07 10:00")
    [posted] = room.chat.at(TALK)
    return Place(TALK.platform, TALK.id, posted.message.id)


async def test_who_reacts_to_deletions_reacts_to_what_was_found(room: Classroom) -> None:
    thread = await opened(room)
    words = "word " * 80
    await room.writes(ANA, words, place=thread, name="m1")
    other = await room.writes(BEN, words, place=thread, name="m2")
    assert [entry.act for entry in await room.ledger(ANA)] == [Act.POST]
    await room.app.receive([read(other)])
    assert await room.ledger(ANA) == []
    assert [entry.act for entry in await room.ledger(BEN)] == [Act.POST]
    async with room.store.reading() as work:
        assert await work.archive.of_person(ANA.id) == []
        assert [each.message for each in await work.archive.of_person(BEN.id)] == [other]


async def test_in_a_locked_week_a_deletion_found_late_takes_nothing(room: Classroom) -> None:
    thread = await opened(room)
    await room.writes(ANA, "word " * 80, place=thread, name="m1")
    room.at("2026-09-30 10:00")
    await room.app.receive([read(end="2026-09-30 00:00")])
    assert [entry.act for entry in await room.ledger(ANA)] == [Act.POST]


async def reactions(room: Classroom, message: Message) -> set[tuple[str, str]]:
    async with room.store.reading() as work:
        found = await work.messages.reactions((message,))
    return {(each.account.id, each.emoji) for each in found if each.present}


async def test_reactions_are_as_they_stand_when_read(room: Classroom) -> None:
    message = await room.writes(ANA, "Hello", name="m1")
    ana, ben, noon = account(ANA), account(BEN), utc("2026-09-07 12:00")
    await room.app.receive([ReactionSeen(message, ana, "+1", True, utc("2026-09-07 10:00"))])
    whole = ReactionsRead(message, frozenset({(ben, "+1"), (ben, "heart")}), noon)
    await room.app.receive([whole, whole])
    assert await reactions(room, message) == {("ben", "+1"), ("ben", "heart")}
    assert (await stands(room, message)).reactions == 2
    later = ReactionSeen(message, ben, "heart", False, utc("2026-09-07 13:00"))
    await room.app.receive([later])
    await room.app.receive([whole])
    assert await reactions(room, message) == {("ben", "+1")}


async def test_reactions_of_the_same_batch_are_compared_as_well(room: Classroom) -> None:
    message = await room.writes(ANA, "Hello", name="m1")
    seen = ReactionSeen(message, account(ANA), "+1", True, utc("2026-09-07 10:00"))
    whole = ReactionsRead(message, frozenset(), utc("2026-09-07 12:00"))
    await room.app.receive([seen, whole])
    assert await reactions(room, message) == set()


async def test_a_batch_without_wholes_is_handed_on_as_it_is(room: Classroom) -> None:
    events: list[Event] = [ReactionSeen(Message(MAIN, "m"), account(ANA), "+1", True, at())]
    async with room.store.reading() as work:
        assert await compared(events, work) is events
