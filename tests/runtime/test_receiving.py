"""Events in: a batch is kept whole; a guilty event is set aside, visibly, and stops nobody."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from adapters.storage.store import SqlStore
from bot.chat.events import (
    Event,
    MessageDeleted,
    MessageSeen,
    PlaceRead,
    PresenceSeen,
    PresencesRead,
    ReactionSeen,
    ReactionsRead,
)
from bot.model.places import Message
from bot.ports.audit import Deed
from bot.ports.work import UnitOfWork
from bot.runtime.receiving import FEW, MOST, Receiver
from tests.support import sample
from tests.support.fakes import FakeClock, NoteBook
from tests.support.sample import ANA, COURSE, MAIN, at
from tests.support.store import sql_store


def seen(number: int, text: str = "hello") -> MessageSeen:
    """Return a message."""
    when = at(minutes=number)
    return MessageSeen(Message(MAIN, f"m{number}"), sample.account(ANA), text, when, when)


async def keep(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Write each event's identity; fail on one that says so, after writing."""
    for event in events:
        name = event.identity
        await work.audit.record(Deed(name, COURSE.id, ANA.id, now, name))
        if isinstance(event, MessageSeen) and event.text == "guilty":
            raise ValueError("a student's words")


async def as_told(events: Sequence[Event], work: UnitOfWork) -> Sequence[Event]:
    """Return events as they are."""
    return events


async def kept(store: SqlStore) -> set[str]:
    """Return the identities that were written."""
    async with store.reading() as work:
        return {deed.id for deed in await work.audit.of(COURSE.id, 10_000)}


async def test_batches_are_kept_and_the_guilty_event_is_set_aside(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store:
        async with store.work() as work:
            await sample.enroll(work)
        journal = NoteBook()
        receiver = Receiver(store, FakeClock(at()), as_told, (keep,), {}, journal, lambda: 0)
        good = [seen(number) for number in range(MOST + 10)]
        guilty = seen(999, "guilty")
        await receiver.receive([*good[:5], guilty, *good[5:]])
        assert await kept(store) == {event.identity for event in good}
        async with store.reading() as work:
            assert list(await work.memory.aside(COURSE.id)) == [(guilty.identity, "ValueError")]
        assert len(journal.troubles) == 1


async def test_every_kind_of_event_can_be_set_aside(tmp_path: Path) -> None:
    async def refuse(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
        raise LookupError

    ana = sample.account(ANA)
    events: list[Event] = [
        MessageDeleted(Message(MAIN, "m1"), at()),
        ReactionSeen(Message(MAIN, "m1"), ana, "+1", True, at()),
        PresenceSeen(MAIN, ana, True, at()),
        PlaceRead(MAIN, at(), at(1), frozenset()),
        ReactionsRead(Message(MAIN, "m1"), frozenset(), at()),
        PresencesRead(MAIN, frozenset(), at()),
    ]
    async with sql_store(tmp_path) as store:
        async with store.work() as work:
            await sample.enroll(work)
        await Receiver(
            store, FakeClock(at()), as_told, (refuse,), {}, NoteBook(), lambda: 0
        ).receive(events)
        async with store.reading() as work:
            aside = await work.memory.aside(COURSE.id)
        assert {identity for identity, _ in aside} == {event.identity for event in events}
        assert len({event.identity for event in events}) == len(events)


async def test_batches_are_small_after_a_call_and_grow_while_nobody_calls(tmp_path: Path) -> None:
    sizes: list[int] = []
    ramp = [FEW * step for step in range(2, MOST // FEW + 1)]
    calls = iter([*[0] * (len(ramp) + 1), 1, 1, 1])

    async def note(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
        sizes.append(len(events))

    async with sql_store(tmp_path) as store:
        receiver = Receiver(
            store, FakeClock(at()), as_told, (note,), {}, NoteBook(), lambda: next(calls)
        )
        wanted = [*ramp, MOST, FEW, 2 * FEW, 3 * FEW]
        await receiver.receive([seen(number) for number in range(sum(wanted))])
    assert sizes == wanted


async def test_reactions_see_what_was_read_as_a_whole_in_single_events(tmp_path: Path) -> None:
    read = PlaceRead(MAIN, at(), at(1), frozenset())
    told: list[Event] = []

    async def compare(events: Sequence[Event], work: UnitOfWork) -> Sequence[Event]:
        return [seen(1) if event is read else event for event in events]

    async def note(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
        told.extend(events)

    async with sql_store(tmp_path) as store:
        clock = FakeClock(at())
        receiver = Receiver(store, clock, compare, (note,), {}, NoteBook(), lambda: 0)
        await receiver.receive([seen(0), read])
    assert told == [seen(0), seen(1)]


async def test_what_was_said_in_one_thread_is_taken_together(tmp_path: Path) -> None:
    taken: list[list[str]] = []

    async def keep(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
        taken.append([event.message.id for event in events if isinstance(event, MessageSeen)])

    def said(number: int, thread: str) -> MessageSeen:
        one = seen(number)
        return replace(one, message=Message(replace(MAIN, thread=thread), str(number)))

    events = [said(number, "ab"[number % 2]) for number in range(2 * FEW)]
    even = [str(number) for number in range(0, 2 * FEW, 2)]
    odd = [str(number) for number in range(1, 2 * FEW, 2)]
    async with sql_store(tmp_path) as store:
        calls = itertools.count(1)
        receiver = Receiver(
            store, FakeClock(at()), as_told, (keep,), {}, NoteBook(), lambda: next(calls)
        )
        await receiver.receive(events)
        assert taken == [even, odd]
        taken.clear()
        whole = PlaceRead(MAIN, at(), at(1), frozenset())
        await receiver.receive([*events, whole])
        assert [one for batch in taken for one in batch] == [one.message.id for one in events]
