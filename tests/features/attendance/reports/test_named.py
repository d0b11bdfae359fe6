"""Who is named in reports: asked once, remembered, taken back, and forgotten in time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.features.attendance.reports.importing import Bringing, take
from bot.model.attendance.meetings import Attendee, Meeting
from bot.model.attendance.reports import Source
from bot.model.participation.acts.evidence import Presence
from tests.support.classroom import Classroom, classroom
from tests.support.reported import ANAS, LIMITS, PHONE, SERIES, attended, brings, visit
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, STAFF, TARO, at
from tests.support.tables import holding

KEEPS = "Week 1 is locked, so nobody loses what it had given them."


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS, SERIES) as opened:
        yield opened


async def test_who_is_asked_about_is_remembered_and_can_be_undone(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [PHONE])
    said = await room.presses(INES, "It's somebody else", "Cho")
    assert "15551234567 is Cho, from now on, in this course." in said
    assert "Present: 1\n• Cho: 50 of 60" in said
    await room.presses(INES, "Enter this attendance")
    await room.tick_to("2026-09-09 11:30")
    said = await brings(room, [visit("1 555 123-4567", "12:00", "13:00", day="2026-09-09")])
    assert "Who is this?" not in said
    await room.presses(INES, "Enter this attendance")
    assert await attended(room, CHO) == [(50, 60), (60, 60)]
    undo = next(deed.undo for deed in await room.deeds() if "is Cho" in deed.what)
    assert undo is not None
    said = await room.sends_state(INES, undo)
    assert "It is open again who 15551234567 is." in said
    assert await attended(room, CHO) == []
    await room.presses(INES, "It's somebody else", "Ben")
    assert await attended(room, BEN) == [(50, 60), (60, 60)]


async def test_who_is_not_in_the_class_is_not_asked_about_again(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    guest = visit("Guest Speaker Dr. Wu", "12:00", "13:00", "wu@elsewhere.example")
    await brings(room, [guest, *ANAS])
    said = await room.presses(INES, "Not in the class")
    assert "Guest Speaker Dr. Wu is not in the class, from now on, in this course." in said
    assert "Not in the class: 1\n• Guest Speaker Dr. Wu" in said
    await room.presses(INES, "Enter this attendance")
    await room.tick_to("2026-09-09 11:30")
    said = await brings(room, [replace(guest, joined=at(2, 12).replace(tzinfo=None),
                                       left=at(2, 13).replace(tzinfo=None))])  # fmt: skip
    assert "Who is this?" not in said


async def test_an_ipad_is_asked_about_each_time(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("iPad", "12:00", "12:50")])
    said = await room.presses(INES, "It's somebody else", "Ana")
    assert "iPad is Ana, in this meeting only." in said
    await room.presses(INES, "Enter this attendance")
    assert await attended(room, ANA) == [(50, 60)]
    await room.tick_to("2026-09-09 11:30")
    said = await brings(room, [visit("iPad", "12:00", "12:50", day="2026-09-09")])
    assert "Who is this? 1" in said


async def test_unknown_names_stay_listed_until_somebody_says_who_they_are(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("Choi", "12:00", "12:50"), PHONE])
    await room.presses(INES, "Enter this attendance")
    assert "Who is this? 2\nChoi, 50 minutes" in await room.says(TARO, "/class attendance show")
    assert await room.suggests(TARO, "attendance match", "name", "") == ["Choi", "15551234567"]
    assert await room.suggests(TARO, "attendance match", "person", "b") == ["Ben"]
    said = await room.says(TARO, "/class attendance match name:choi person:Cho")
    assert "Choi is Cho" in said
    assert await attended(room, CHO) == [(50, 60)]
    said = await room.says(TARO, "/class attendance match name:15551234567")
    assert "15551234567 is not in the class" in said
    assert "Who is this?" not in said
    said = await room.says(TARO, "/class attendance match name:Nobody person:Cho")
    assert said.startswith("No report names anybody “Nobody”.")


async def test_a_name_that_was_taken_for_somebody_can_be_corrected(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("Ben", "12:00", "12:50")])
    await room.presses(INES, "Enter this attendance")
    assert await attended(room, BEN) == [(50, 60)]
    await room.says(INES, "/class attendance match name:Ben")
    assert await attended(room, BEN) == []
    await room.presses(INES, "Undo")
    assert await attended(room, BEN) == [(50, 60)]


async def test_once_the_week_is_locked_names_are_forgotten_and_minutes_stay(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [*ANAS, PHONE])
    await room.presses(INES, "Enter this attendance")
    await room.tick_to("2026-10-05 12:00")
    assert await attended(room, ANA) == [(60, 60)]
    async with room.store.reading() as work:
        [report] = await work.reports.of_session(LIMITS.id)
    assert report.known == ()
    said = await room.says(INES, f"/class attendance show session:{LIMITS.id}")
    assert "• Ana: 60 of 60 minutes in Zoom's report" in said


async def test_who_withdraws_is_named_no_longer(room: Classroom, tmp_path: Path) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("Annie", "12:00", "13:00", "annie@home.example"), PHONE])
    await room.presses(INES, "It's somebody else", "Ana")
    await room.presses(INES, "Enter this attendance")
    said = await room.says(ANA, "/class me")
    assert "Names in meetings" in said
    await room.sends_state(ANA, f"v1:me.erase:{COURSE.id}::")
    assert await attended(room, ANA) == [(60, 60)]
    assert holding(tmp_path, "annie") == []
    async with room.store.reading() as work:
        [report] = await work.reports.of_session(LIMITS.id)
        assert [known.attendee.name for known in report.known] == ["", "15551234567"]
        assert await work.reports.decisions(COURSE.id) == []
    await room.says(INES, "/class attendance match name:15551234567 person:Ben")
    assert await attended(room, ANA) == [(60, 60)]


async def test_a_doubtful_check_in_can_be_struck_out_and_counts_again(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:02")
    await room.says(BEN, "/class checkin code:10001")
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("Ben", "12:00", "12:03")])
    await room.presses(INES, "Enter this attendance")
    said = await room.presses(INES, "Show the list")
    assert "A check-in by code counts as the whole session, unless you say otherwise:" in said
    said = await room.presses(INES, "Only Ben's minutes")
    assert "Ben's check-in to Limits counts no longer." in said
    assert "• Ben: 3 of 60 minutes in Zoom's report" in said
    assert await attended(room, BEN) == [(3, 60)]
    assert "counts again" in await room.presses(INES, "Undo")
    assert await attended(room, BEN) == [(60, 60)]
    said = await room.sends_state(INES, f"v1:attendance.strike:{COURSE.id}:{LIMITS.id}:{CHO.id}")
    assert said == "Cho didn't check in to Limits by code."


async def test_after_the_lock_nobody_loses_by_a_name_that_was_somebody_elses(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [PHONE])
    await room.presses(INES, "It's somebody else", "Ben")
    await room.presses(INES, "Enter this attendance")
    await room.tick_to("2026-09-21 11:00")
    said = await room.says(TARO, "/class attendance match name:15551234567 person:Cho")
    assert f"15551234567 is Cho, from now on, in this course. {KEEPS}" in said
    assert await attended(room, BEN) == await attended(room, CHO) == [(50, 60)]
    said = await room.presses(TARO, "Undo")
    assert f"It is open again who 15551234567 is. {KEEPS}" in said
    assert await attended(room, CHO) == [(50, 60)]
    said = await room.says(TARO, "/class attendance match name:15551234567 person:Ana")
    assert KEEPS not in said
    async with room.store.reading() as work:
        told = [(each.person, each.by) for each in await work.differences.of(COURSE.id)]
    assert told == [(CHO.id, TARO.id), (ANA.id, TARO.id)]


async def test_after_the_lock_nobody_loses_by_a_check_in_that_is_struck_out(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-07 10:02")
    await room.says(BEN, "/class checkin code:10001")
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("Ben", "12:00", "12:03")])
    await room.presses(INES, "Enter this attendance")
    await room.presses(INES, "Show the list")
    await room.tick_to("2026-09-21 11:00")
    said = await room.presses(INES, "Only Ben's minutes")
    assert f"Ben's check-in to Limits counts no longer. {KEEPS}" in said
    assert await attended(room, BEN) == [(60, 60)]
    await room.presses(INES, "Undo")
    async with room.store.reading() as work:
        assert await work.differences.of(COURSE.id) == []


async def test_a_report_of_a_locked_week_adds_and_its_names_can_still_be_asked(
    room: Classroom,
) -> None:
    await room.tick_to("2026-10-05 12:00")
    await brings(room, [*ANAS, PHONE], f"session:{LIMITS.id}")
    await room.tick_to("2026-10-05 13:00")
    await room.presses(INES, "Enter this attendance")
    assert await attended(room, ANA) == [(60, 60)]
    await room.tick_to("2026-10-06 12:00")
    await room.says(TARO, "/class attendance match name:15551234567 person:Ben")
    assert await attended(room, BEN) == [(50, 60)]
    async with room.store.reading() as work:
        told = [(each.person, each.by) for each in await work.differences.of(COURSE.id)]
    assert told == [(ANA.id, INES.id), (BEN.id, TARO.id)]
    await room.tick_to("2026-10-20 12:00")
    async with room.store.reading() as work:
        [report] = await work.reports.of_session(LIMITS.id)
    assert report.known == ()


async def test_a_program_that_tells_by_itself_corrects_what_it_told(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:30")
    bringing = Bringing("987", "", room.clock.now())
    for minutes in (10, 30, 50):
        stay = Presence(at(hours=10), at(hours=10, minutes=minutes))
        told = (Attendee("Ana", "ana@example.edu", stays=(stay,)), Attendee("Zed", stays=(stay,)))
        meeting = Meeting(Source.ZOOM, "987", stay.joined, stay.left, told)
        async with room.store.work() as work:
            found = await work.sessions.get(LIMITS.id)
            assert found is not None
            await take(meeting, found, COURSE, bringing, work)
    await room.tick_to("2026-09-07 11:30")
    assert await attended(room, ANA) == [(50, 60)]
    said = await room.says(INES, "/class attendance show")
    assert "Zoom's report counts." in said
    assert "Who is this? 1\nZed" in said
    cards = [shown for shown in room.seen(STAFF) if "came in" in shown]
    assert cards == [
        "Attendance\nZoom's report of Limits came in. 1 name in it isn't known yet: please say who "
        "that is.\n[Show the list]"
    ]
    async with room.store.reading() as work:
        assert len(await work.reports.of_session(LIMITS.id)) == 1
