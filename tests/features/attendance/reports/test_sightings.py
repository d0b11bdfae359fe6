"""A meeting program tells who comes and goes: one entry, whatever else is known, however told."""

import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.events import AttendeeSeen
from bot.model.attendance.reports import Source
from bot.model.attendance.sightings import Sighting
from bot.model.participation.acts.ledger import Act
from tests.support.classroom import Classroom, classroom
from tests.support.instants import utc
from tests.support.reported import LIMITS, attended, brings, visit
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, STAFF
from tests.support.tables import holding
from tests.support.voice import by_voice
from tests.support.voice import seen as heard

ROOM = "zoom.example/98765432101"
LINKED = replace(LIMITS, link="https://uni.zoom.example/j/98765432101?pwd=abc")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LINKED) as opened:
        yield opened


def seen(who: str, time: str, *, there: bool = True, name: str = "", email: str = "") -> Sighting:
    """Return what is told of somebody at a time of Monday, by UTC."""
    at = utc(f"2026-09-07 {time}")
    return Sighting(Source.ZOOM, ROOM, "m1", who, there, at, name, email)


def left(who: str, time: str) -> Sighting:
    return seen(who, time, there=False)


ANAS = (
    seen("a1", "09:50", name="Ana K.", email="ana@example.edu"),
    left("a1", "10:20"),
    seen("a2", "10:24", name="Ana K.", email="ana@example.edu"),
)
BENS = (seen("b1", "10:10", name="Ben"), left("b1", "10:40"))
OVER = seen("", "11:02", there=False)
ALL = (*ANAS, *BENS, OVER)


async def tell(room: Classroom, sightings: Sequence[Sighting]) -> None:
    await room.app.receive([AttendeeSeen(one) for one in sightings])


async def test_who_came_and_went_is_entered_when_the_session_is_over(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:30")
    await tell(room, ALL[:4])
    assert await attended(room, ANA) == []
    await room.tick_to("2026-09-07 11:05")
    await tell(room, ALL[4:])
    await room.tick_to("2026-09-07 11:30")
    assert await attended(room, ANA) == [(60, 60)]
    assert await attended(room, BEN) == [(30, 60)]
    assert await attended(room, CHO) == []
    said = await room.says(INES, "/class attendance show")
    assert "• Ben: 30 of 60 minutes in Zoom's report" in said


@pytest.mark.parametrize("number", range(8))
async def test_the_order_and_what_comes_twice_change_nothing(room: Classroom, number: int) -> None:
    told = [*ALL, *ALL]
    random.Random(number).shuffle(told)
    await room.tick_to("2026-09-07 10:30")
    await tell(room, told[:number])
    await room.tick_to("2026-09-07 11:30")
    for one in told[number:]:
        await tell(room, [one])
    await tell(room, told)
    await room.tick_to("2026-09-07 12:00")
    assert await attended(room, ANA) == [(60, 60)]
    assert await attended(room, BEN) == [(30, 60)]
    async with room.store.reading() as work:
        assert len(await work.reports.of_session(LINKED.id)) == 1
        assert len(await work.sightings.of(COURSE.id)) == len(ALL)


async def test_a_check_in_beside_it_is_one_entry_and_the_best_evidence_stands(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-07 10:12")
    await room.says(BEN, "/class checkin code:10001")
    await tell(room, ALL)
    await room.tick_to("2026-09-07 11:30")
    entries = [one for one in await room.ledger(BEN) if one.act is Act.ATTEND]
    assert [(one.amount, one.out_of) for one in entries] == [(60, 60)]
    assert entries[0].evidence == "check-in by code; 30 of 60 minutes in Zoom's report"


async def test_voice_and_a_check_in_and_what_the_program_tells_are_one_entry_each(
    tmp_path: Path,
) -> None:
    async with by_voice(tmp_path) as room:
        async with room.store.work() as work:
            await work.sessions.save((LINKED,))
        await room.tick_to("2026-09-07 10:05")
        await room.says(ANA, "/class checkin code:10001")
        voice = [(ANA, True, "10:05"), (ANA, False, "10:20"), (BEN, True, "10:00")]
        await room.app.receive([heard(*one) for one in (*voice, (BEN, False, "10:45"))])
        await tell(room, ALL)
        await room.tick_to("2026-09-07 12:00")
        await tell(room, ALL[::-1])
        entries = [one for who in (ANA, BEN) for one in await room.ledger(who)]
        assert [(one.amount, one.evidence) for one in entries if one.act is Act.ATTEND] == [
            (60, "check-in by code; 60 of 60 minutes in Zoom's report"),
            (
                45,
                "present 45 of 60 minutes by voice; 30 of 60 minutes in Zoom's report",
            ),
        ]


async def test_who_nobody_knows_is_asked_about_once(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:30")
    await tell(room, [*ALL, seen("c1", "10:30", name="iPad")])
    await room.tick_to("2026-09-07 11:30")
    [asked] = [shown for shown in room.seen(STAFF) if "came in" in shown]
    assert "1 name in it isn't known yet" in asked
    await room.says(INES, "/class attendance match name:iPad person:Cho")
    assert await attended(room, CHO) == [(30, 60)]
    await tell(room, [left("c1", "10:50")])
    assert await attended(room, CHO) == [(20, 60)]


async def test_another_room_or_another_day_is_nobodys_business(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:30")
    elsewhere = replace(ALL[0], room="zoom.example/111")
    earlier = replace(ALL[0], at=utc("2026-09-06 10:00"))
    await tell(room, [elsewhere, earlier, replace(ALL[0], room="zoom.example/")])
    async with room.store.reading() as work:
        assert await work.sightings.of(COURSE.id) == []
    await room.tick_to("2026-09-07 11:30")
    assert await attended(room, ANA) == []


async def test_staffs_file_and_staffs_undo_stand_against_what_is_told_late(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-07 10:30")
    await tell(room, ALL[:-1])
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("Ben", "12:00", "12:50")])
    await room.presses(INES, "Enter this attendance")
    assert await attended(room, BEN) == [(50, 60)]
    await tell(room, [OVER])
    assert await attended(room, BEN) == [(50, 60)]


async def test_it_is_forgotten_and_what_is_told_still_later_counts_no_more(
    room: Classroom, tmp_path: Path
) -> None:
    await room.tick_to("2026-09-07 10:30")
    await tell(room, ALL[:-1])
    await room.tick_to("2026-09-07 11:30")
    assert "Ana K." in await room.says(ANA, "/class me") or holding(tmp_path, "Ana K.")
    await room.sends_state(ANA, f"v1:me.erase:{COURSE.id}::")
    assert holding(tmp_path, "Ana K.") == []
    await tell(room, [OVER, seen("d", "10:00", name="Cho")])
    assert await attended(room, ANA) == [(60, 60)]
    assert await attended(room, CHO) == []
    await room.tick_to("2026-10-05 12:00")
    async with room.store.reading() as work:
        assert await work.sightings.of(COURSE.id) == []
    assert await attended(room, BEN) == [(30, 60)]
