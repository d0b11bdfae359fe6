"""Nobody gets a private message that they did not ask for; who did is left in peace at night."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.chat.posts import Directly
from bot.model.people import Person
from bot.model.time.quiet import next_quiet
from tests.support.classroom import Classroom
from tests.support.lived import lived
from tests.support.sample import ANA, BEN, CHO, COURSE, EVERYBODY, INES, account

PEERS = (ANA, BEN, CHO)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with lived(tmp_path) as opened:
        yield opened


async def sent(room: Classroom, until: datetime) -> list[tuple[datetime, str]]:
    """Walk to an instant; return every private message on the way: when, and to whom."""
    found: list[tuple[datetime, str]] = []
    known = set(room.chat.posted)
    while True:
        await room.app.tick()
        for message in set(room.chat.posted) - known:
            known.add(message)
            if message.place.id.startswith("direct-"):
                found.append((room.clock.now(), message.place.id.removeprefix("direct-")))
        due = await room.app.next_due()
        if due is None or due > until:
            return found
        room.clock.present = max(due, room.clock.present)


async def test_two_weeks_in_which_nobody_asked(room: Classroom) -> None:
    assert not any(p.message.place.id.startswith("direct-") for p in room.chat.posted.values())
    assert await sent(room, room.clock.now() + timedelta(days=14)) == []
    async with room.store.reading() as work:
        posts = await work.outbox.starting("")
    assert [post.key for post in posts if isinstance(post.to, Directly)] == []


async def test_one_s_own_request_is_answered_and_nobody_else_hears(room: Classroom) -> None:
    await room.says(INES, "/class export week:1 format:json")
    found = await sent(room, room.clock.now() + timedelta(minutes=5))
    assert {who for _, who in found} <= {account(INES).id}


async def test_who_asked_is_written_to_by_day_and_once_for_all_that_can_wait(
    room: Classroom,
) -> None:
    for person in PEERS:
        await room.sends_state(person, f"v1:reminders.on:{COURSE.id}::")
    found = await sent(room, room.clock.now() + timedelta(days=14))
    assert {who for _, who in found} == {account(person).id for person in PEERS}
    assert quietly(found) == []
    async with room.store.reading() as work:
        posts = [p for p in await work.outbox.starting("") if isinstance(p.to, Directly)]
    digests = Counter[tuple[str, str]]()
    for person in PEERS:
        zone = ZoneInfo(person.zone or COURSE.zone)
        for at, who in found:
            if who == account(person).id and at.astimezone(zone).hour == 17:
                digests[who, f"{at.astimezone(zone):%x}"] += 1
    assert posts
    assert max(digests.values(), default=0) <= 1


def quietly(found: list[tuple[datetime, str]]) -> list[tuple[datetime, str]]:
    """Return the messages that came in their reader's quiet hours."""
    zones = {account(one).id: one.zone or COURSE.zone for one in EVERYBODY}
    return [(at, who) for at, who in found if next_quiet(at, COURSE.quiet, zones[who]) == at]


async def test_no_is_no_from_then_on(room: Classroom) -> None:
    for person in PEERS:
        await room.sends_state(person, f"v1:reminders.on:{COURSE.id}::")
        await room.sends_state(person, f"v1:reminders.off:{COURSE.id}::")
    assert await sent(room, room.clock.now() + timedelta(days=14)) == []


async def test_who_left_hears_nothing_more(room: Classroom) -> None:
    await room.sends_state(BEN, f"v1:reminders.on:{COURSE.id}::")
    gone: Person = replace(BEN, dropped=room.clock.now().date())
    async with room.store.work() as work:
        await work.people.save((gone,))
    assert await sent(room, room.clock.now() + timedelta(days=14)) == []
