"""A post gets replies: they are acts of its author's, as long as they stand."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.chat.events import Event, MessageDeleted, MessageSeen
from bot.features.discussions.assessment import assess
from bot.model.participation.acts.ledger import Act
from bot.model.people import Account
from bot.model.places import Message, Place
from tests.support.classroom import Classroom
from tests.support.discussing import LONG, MINDS, SHORT, discussing, thread, write
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, CHO, INES, account


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with discussing(tmp_path) as opened:
        yield opened


async def received(room: Classroom) -> list[tuple[int, str]]:
    """Return the replies that Ana received: their words, and which message each is."""
    acts = [entry for entry in await room.ledger(ANA) if entry.act is Act.RECEIVED]
    return [(entry.amount, entry.evidence.rpartition("/")[2]) for entry in acts]


async def test_a_classmates_and_the_teachers_reply_are_received(room: Classroom) -> None:
    await write(room, ANA, LONG)
    first = await write(room, BEN, SHORT)
    second = await write(room, INES, "Well put.")
    await write(room, ANA, "Thank you both!")
    assert await received(room) == [(6, first.id), (2, second.id)]
    assert all(entry.act is not Act.RECEIVED for entry in await room.ledger(BEN))


async def test_what_a_passer_by_writes_is_not_received_until_they_are_known(
    room: Classroom,
) -> None:
    await write(room, ANA, LONG)
    room.clock.present = utc("2026-09-07 10:00")
    stranger = Account("sandbox", "nobody")
    message = Message(thread(room), "s1")
    now = room.clock.now()
    await room.app.receive((MessageSeen(message, stranger, "Buy this, Ana!", now, now),))
    assert await received(room) == []


async def test_a_reply_that_is_deleted_is_withdrawn_with_its_reason(room: Classroom) -> None:
    await write(room, ANA, LONG)
    reply = await write(room, BEN, SHORT)
    await room.app.receive((MessageDeleted(reply, utc("2026-09-08 10:00")),))
    assert await received(room) == []
    said = await room.says(ANA, "/class progress why:true")
    assert "Withdrawn: the reply was deleted by its author." in said


async def test_a_locked_week_keeps_what_was_received(room: Classroom) -> None:
    await write(room, ANA, LONG)
    reply = await write(room, BEN, SHORT)
    await room.tick_to("2026-09-21 01:00")
    await room.app.receive((MessageDeleted(reply, utc("2026-09-21 01:00")),))
    assert await received(room) == [(6, reply.id)]


async def test_an_edit_that_names_somebody_else_gives_it_to_them(room: Classroom) -> None:
    await write(room, ANA, LONG)
    await write(room, BEN, LONG)
    reply = await write(room, INES, "Ana, what do you think?")
    assert await received(room) == [(5, reply.id)]
    edited = utc("2026-09-08 09:00")
    text = "Ben, what do you think?"
    event = MessageSeen(reply, account(INES), text, utc("2026-09-07 09:03"), edited)
    await room.app.receive((event,))
    assert await received(room) == []
    assert Act.RECEIVED in [entry.act for entry in await room.ledger(BEN)]


async def test_a_reply_whose_words_are_withdrawn_stays_a_number_and_names_nobody(
    room: Classroom,
) -> None:
    await write(room, ANA, LONG)
    reply = await write(room, BEN, SHORT)
    await room.says(BEN, "/class me")
    await room.presses(BEN, "Withdraw my words")
    await room.presses(BEN, "Erase my words for good")
    await write(room, INES, "Hello all.")
    await room.says(INES, "/class discuss close")
    assert (6, reply.id) in await received(room)
    said = await room.says(ANA, "/class progress why:true")
    assert "Reply received" in said
    assert "Ben" not in said


@pytest.mark.parametrize(("order", "size"), [("abcd", 1), ("dcba", 1), ("cdab", 2), ("dbca", 4)])
async def test_no_order_redelivery_or_split_changes_what_is_received(
    order: str, size: int, room: Classroom
) -> None:
    """Ben's post between Ana's and the teacher's words is deleted in the end."""
    place = thread(room)
    times = [utc(f"2026-09-07 10:0{minute}") for minute in range(6)]
    told: dict[str, Event] = {
        "a": MessageSeen(Message(place, "a"), account(ANA), LONG, times[0], times[0]),
        "b": MessageSeen(Message(place, "b"), account(BEN), LONG, times[1], times[1]),
        "c": MessageSeen(Message(place, "c"), account(INES), "Go on.", times[2], times[2]),
        "d": MessageDeleted(Message(place, "b"), times[5]),
    }
    events = [told[name] for name in order]
    for start in range(0, len(events), size):
        await room.app.receive(tuple(events[start : start + size]))
    await room.app.receive(tuple(events))
    acts = [(entry.act, entry.evidence[-1]) for entry in await room.ledger(ANA)]
    assert acts == [(Act.POST, "a"), (Act.RECEIVED, "c")]
    assert await room.ledger(BEN) == []


def conversation(place: Place, chance: Random) -> list[Event]:
    """Return what a class writes, edits and deletes, several messages in the same minute."""
    told: list[Event] = []
    for number in range(chance.randint(4, 14)):
        who, minute = chance.choice([ANA, BEN, CHO, INES]), chance.randint(0, 5)
        posted = utc("2026-09-07 10:00") + timedelta(minutes=minute)
        message = Message(place, f"m{chance.randint(0, 99):02}-{number}")
        for version in range(chance.choice([1, 1, 1, 2])):
            text = chance.choice([LONG, SHORT, "Ana, why?", "Ben, see Ana's point.", "Cho!"])
            at = posted + timedelta(hours=version)
            told.append(MessageSeen(message, account(who), text, posted, at))
        if chance.random() < 0.2:
            told.append(MessageDeleted(message, posted + timedelta(hours=5)))
    return told


@pytest.mark.parametrize("seed", range(15))
async def test_what_was_looked_at_piece_by_piece_is_what_the_whole_says(
    seed: int, room: Classroom
) -> None:
    chance = Random(seed)
    events = conversation(thread(room), chance)
    events += chance.choices(events, k=3)
    chance.shuffle(events)
    while events:
        size = chance.choice([1, 1, 2, 5])
        await room.app.receive(tuple(events[:size]))
        events = events[size:]
    async with room.store.work() as work:
        before = await work.ledger.about(MINDS.id)
        discussion = await work.discussions.get(MINDS.id)
        assert discussion is not None
        await assess(discussion, room.clock.now(), work)
        assert await work.ledger.about(MINDS.id) == before
    assert any(entry.act is Act.RECEIVED for entry in before)
