"""What is kept of presence in voice places: of whom, where, and for how long."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.events import PresencesRead
from bot.chat.views import Download, View
from bot.features.courses.linking import link
from bot.model.happenings import CourseFrozen
from bot.model.people import Account
from bot.model.places import Place
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, MAIN, PLATFORM, STAFF, account
from tests.support.voice import VOICE, by_voice, minutes, presences, seen


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with by_voice(tmp_path) as opened:
        yield opened


async def test_only_the_courses_voice_places_are_looked_at_and_only_at_students(
    room: Classroom,
) -> None:
    elsewhere = Place(PLATFORM, "lounge")
    await room.app.receive(
        [
            seen(ANA, True, "10:00", elsewhere),
            seen(ANA, True, "10:00", MAIN),
            seen(ANA, True, "10:00", STAFF),
            seen(INES, True, "10:00"),
            PresencesRead(elsewhere, frozenset({account(BEN)}), utc("2026-09-07 10:00")),
        ]
    )
    assert await presences(room) == []


async def test_between_sessions_it_is_forgotten_who_came_and_went(room: Classroom) -> None:
    await room.app.receive([seen(ANA, True, "10:00"), seen(BEN, True, "10:00")])
    await room.tick_to("2026-09-07 12:00")
    await room.app.receive(
        [
            seen(ANA, False, "12:00"),
            seen(ANA, True, "13:00"),
            seen(ANA, False, "14:00"),
            seen(CHO, True, "15:00"),
            seen(CHO, False, "16:00"),
            seen(CHO, True, "17:00"),
        ]
    )
    await room.tick_to("2026-09-09 10:00")
    later = [each for each in await presences(room) if each.at > utc("2026-09-07 11:00")]
    assert [(each.account.id, each.present) for each in later] == [("ana", False), ("cho", True)]
    await room.tick_to("2026-09-09 11:20")
    amounts = [await minutes(room, who) for who in (ANA, BEN, CHO)]
    assert amounts == [[60], [60, 60], [60]]


async def test_once_the_week_is_locked_it_is_forgotten_of_those_on_the_roster(
    room: Classroom,
) -> None:
    stranger = Account(PLATFORM, "zoe")
    await room.app.receive([seen(ANA, True, "10:00"), seen(ANA, False, "11:00")])
    await room.app.receive([seen(BEN, True, "10:00"), seen(stranger, True, "10:00")])
    await room.tick_to("2026-09-20 00:00")
    assert len(await presences(room)) == 4
    await room.tick_to("2026-09-21 00:00")
    assert {each.account.id for each in await presences(room)} == {"ben", "zoe"}
    assert await minutes(room, ANA) == [60]
    async with room.store.work() as work:
        await link(COURSE.id, [(CHO.id, stranger)], work)
        await settle(work, REACTIONS, room.clock.now())
    assert (await minutes(room, CHO))[0] == 60
    assert await minutes(room, ANA) == [60]


async def test_everybody_sees_their_own_times_and_nobody_elses(room: Classroom) -> None:
    await room.app.receive([seen(ANA, True, "10:00"), seen(ANA, False, "10:40")])
    await room.app.receive([seen(BEN, True, "10:00")])
    assert "Times in voice places | 1" in await room.says(ANA, "/class me")
    await room.presses(ANA, "Download everything")
    body = room.last_answer(ANA).body
    assert isinstance(body, View)
    [file] = [block.file for block in body.blocks if isinstance(block, Download)]
    async with room.store.reading() as work:
        stored = await work.files.get(file)
    assert stored is not None
    [time] = json.loads(stored.content)["presence"]
    assert (time["place"]["id"], time["joined"], time["left"]) == (
        "hall",
        "2026-09-07T10:00:00+00:00",
        "2026-09-07T10:40:00+00:00",
    )
    assert "Times in voice places" not in await room.says(CHO, "/class me")


async def test_a_frozen_course_keeps_nothing_of_it(room: Classroom) -> None:
    await room.app.receive([seen(Account(PLATFORM, "zoe"), True, "10:00")])
    async with room.store.work() as work:
        await work.courses.save(replace(VOICE, frozen=True))
        work.happened(CourseFrozen(COURSE.id))
        await settle(work, REACTIONS, room.clock.now())
    assert await presences(room) == []
    await room.app.receive([seen(ANA, True, "10:00")])
    assert await presences(room) == []
