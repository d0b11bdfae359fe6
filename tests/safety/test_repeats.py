"""What comes twice, late, or in pieces counts once."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.events import Event, MessageDeleted, MessageSeen, ReactionSeen
from bot.model.places import Message
from bot.ports.messages import Kept
from tests.support.classroom import Classroom
from tests.support.lived import lived, thread
from tests.support.sample import ANA, BEN, CHO, COURSE, account, at
from tests.support.tables import changes, dump

SAME = "And what comes of it, when everyone has read what everyone wrote? " * 3


async def test_every_interaction_told_twice_leaves_the_same_database(tmp_path: Path) -> None:
    dumps = []
    for name in ("once", "twice"):
        folder = tmp_path / name
        folder.mkdir()
        async with lived(folder, each_call_twice=name == "twice"):
            dumps.append(dump(folder))
    once, twice = dumps
    assert [one for one in changes(once, twice) if one[0] != "outbox"] == []
    posts = [{(row[1], row[9], row[10]) for row in found["outbox"]} for found in dumps]
    assert posts[0] == posts[1]  # key, state, revision; a platform numbers messages as it likes


async def test_every_form_and_choice_sent_twice_counts_once(tmp_path: Path) -> None:
    async with lived(tmp_path) as room:
        ledgers = {one.id: await room.ledger(one) for one in (ANA, BEN, CHO)}
        before = await counts(room)
        for number, call in enumerate(list(room.calls)):
            if call.values is not None or (call.state or "").startswith("v1:polls.vote"):
                again = replace(call, id=f"again-{number}")
                await room.app.invoke(again)
        assert await counts(room) == before
        assert {one.id: await room.ledger(one) for one in (ANA, BEN, CHO)} == ledgers


async def counts(room: Classroom) -> list[int]:
    async with room.store.reading() as work:
        sessions = await work.sessions.of(COURSE.id)
        asked = [await work.questions.of_session(one.id) for one in sessions]
        return [
            *(len(questions) for questions in asked),
            *(len(one.answers) for questions in asked for one in questions),
            *(poll.total for poll in await work.polls.of(COURSE.id)),
            len(await work.makeups.shared_by(CHO.id)),
        ]


def events(room: Classroom) -> list[Event]:
    """Return an hour of a thread: posts, replies, edits, a deletion and reactions."""
    place = thread(room)
    found: list[Event] = []
    for number, person in enumerate((ANA, BEN, CHO, BEN)):
        message = Message(place, f"e{number}")
        posted = at(days=1, minutes=number)
        found.append(MessageSeen(message, account(person), SAME + str(number), posted, posted))
        later = at(days=1, minutes=20 + number)
        found.append(MessageSeen(message, account(person), SAME * 2, posted, later))
    found.append(MessageDeleted(Message(place, "e3"), at(days=1, minutes=40)))
    for minute, there in ((1, True), (2, False), (3, True)):
        moment = at(days=1, minutes=minute)
        found.append(ReactionSeen(Message(place, "e0"), account(BEN), "👍", there, moment))
    return found


async def told(order: Sequence[int], cuts: Sequence[int]) -> tuple[object, ...]:
    """Return what is kept of the hour when it comes in this order, in these pieces."""
    with tempfile.TemporaryDirectory() as folder:
        async with lived(Path(folder)) as room:
            whole = events(room)
            coming = [whole[index % len(whole)] for index in order]
            edges = sorted({0, len(coming), *(cut % (len(coming) + 1) for cut in cuts)})
            for start, end in pairwise(edges):
                await room.app.receive(coming[start:end])
            assert room.journal.troubles == []
            ledgers = [
                {(e.act, e.amount, e.evidence) for e in await room.ledger(one)}
                for one in (ANA, BEN, CHO)
            ]
            kept = {
                (m.message.id, m.text, m.deleted, m.reactions)
                for one in (ANA, BEN, CHO)
                for m in await _kept(room, one.id)
            }
            return (*map(frozenset, ledgers), frozenset(kept))


async def _kept(room: Classroom, person: str) -> Sequence[Kept]:
    async with room.store.reading() as work:
        return list(await work.messages.by_person(person))


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(
    shuffled=st.permutations(range(12)),
    again=st.lists(st.integers(0, 11), max_size=6),
    cuts=st.lists(st.integers(0, 20), max_size=4),
)
def test_events_in_any_order_and_pieces_leave_the_same(
    shuffled: list[int], again: list[int], cuts: list[int]
) -> None:
    in_order = asyncio.run(told(range(12), ()))
    assert asyncio.run(told([*shuffled, *again], cuts)) == in_order
