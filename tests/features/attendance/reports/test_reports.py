"""A meeting program's report is brought: first shown, then entered, corrected, taken back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.chat.calls import Answering
from bot.model.live.checkin import BY_CODE
from tests.support.classroom import Classroom, classroom
from tests.support.meeting_files import meet, teams, zoom, zoom_unique
from tests.support.reported import ANAS, BENS, LIMITS, PHONE, SERIES, attended, brings, visit
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, TARO


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS, SERIES) as opened:
        yield opened


async def test_what_would_be_entered_is_shown_first_and_then_entered(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    said = await brings(room, [*ANAS, BENS, PHONE])
    assert room.last_answer(INES).how is Answering.CONFIDENTIAL
    assert "report.csv, from Zoom: Mon 07 Sep 09:55 to Mon 07 Sep 11:05." in said
    assert "Its times name no zone: they were read as Europe/Berlin's, the course's." in said
    assert "Present: 2\n• Ana: 60 of 60 minutes in Zoom's report\n• Ben: 30 of 60" in said
    assert "Absent: 1\n• Cho" in said
    assert "Who is this? 1\n15551234567, 50 minutes in the meeting" in said
    assert "Nothing has been entered yet." in said
    assert await attended(room, ANA) == []
    said = await room.presses(INES, "Enter this attendance")
    assert "Entered by Zoom's report: 2 students are present in Limits." in said
    assert "1 name isn't known yet; the list asks about them." in said
    assert await attended(room, ANA) == [(60, 60)]
    [entry] = await room.ledger(BEN)
    assert entry.evidence == "present 30 of 60 minutes in Zoom's report"
    assert (await room.deeds())[0].what == "Ines entered Zoom's report of Limits"


async def test_a_minute_is_one(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    said = await brings(room, [*ANAS, visit("A Guest", "12:10", "12:11")])
    assert "A Guest, 1 minute in the meeting" in said


async def test_undo_takes_it_back_and_it_can_be_entered_again(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [*ANAS])
    await room.presses(INES, "Enter this attendance")
    said = await room.presses(INES, "Undo")
    assert "Zoom's report counts no longer for Limits" in said
    assert await attended(room, ANA) == []
    await room.presses(INES, "Enter it again")
    assert await attended(room, ANA) == [(60, 60)]
    assert len(await room.deeds()) == 3


async def test_taken_back_after_the_lock_it_takes_nothing_and_says_so(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [*ANAS])
    await room.presses(INES, "Enter this attendance")
    await room.tick_to("2026-09-21 11:00")
    said = await room.presses(INES, "Undo")
    assert "Week 1 is locked, so nobody loses what it had given them." in said
    assert await attended(room, ANA) == [(60, 60)]


async def test_the_same_report_again_changes_nothing(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [*ANAS])
    await room.presses(INES, "Enter this attendance")
    before = await room.ledger(ANA)
    said = await brings(room, [*ANAS], who=TARO)
    assert said.startswith("This report is entered for Limits already.")
    assert await room.ledger(ANA) == before


async def test_a_corrected_report_takes_the_place_of_the_earlier_one(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [*ANAS, BENS])
    await room.presses(INES, "Enter this attendance")
    said = await brings(room, [ANAS[0]])
    assert "It takes the place of the report of this meeting that counts now." in said
    assert "Present: 1\n• Ana: 20 of 60" in said
    await room.presses(INES, "Enter this attendance")
    assert await attended(room, ANA) == [(20, 60)]
    assert await attended(room, BEN) == []
    await room.presses(INES, "Undo")
    assert await attended(room, ANA) == [(60, 60)]
    assert await attended(room, BEN) == [(30, 60)]


async def test_two_meetings_of_one_session_count_together(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    for visits, number in (([visit("Ana", "12:00", "12:20")], "1"), ([PHONE, BENS], "2")):
        await brings(room, zoom(visits, meeting=number))
        await room.presses(INES, "Enter this attendance")
    await brings(room, zoom([visit("Ana", "12:40", "13:00")], meeting="3"))
    await room.presses(INES, "Enter this attendance")
    assert await attended(room, ANA) == [(40, 60)]
    said = await room.says(INES, "/class attendance show")
    assert said.count("Zoom's report (report.csv) counts, brought by Ines.") == 3


async def test_a_report_without_times_does_not_replace_one_that_has_them(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    said = await brings(room, zoom_unique([("Ana", "ana@example.edu", 90), ("Ben", "", 12)]))
    assert "It says how long people were there, but not when" in said
    assert "• Ana: at most 60 of 60 minutes in Zoom's report" in said
    await room.presses(INES, "Enter this attendance")
    assert await attended(room, BEN) == [(12, 60)]
    await brings(room, zoom([*ANAS], head=False))
    await room.presses(INES, "Enter this attendance")
    assert await attended(room, BEN) == []
    await brings(room, zoom_unique([("Ben", "", 50)]))
    said = await room.presses(INES, "Enter this attendance")
    assert said.startswith("A report of this meeting counts already that says when")
    assert await attended(room, BEN) == []


async def test_a_code_is_borne_out_or_doubted_by_a_report(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:02")
    for who in (ANA, BEN, CHO):
        await room.says(who, "/class checkin code:10001")
    await room.tick_to("2026-09-07 11:30")
    said = await room.says(INES, "/class attendance show")
    assert "• Cho: checked in by code alone, which can be passed on" in said
    said = await brings(room, [*ANAS, visit("Ben", "12:00", "12:03")])
    assert "• Ana: checked in, 60 of 60 minutes in Zoom's report" in said
    assert "• Ben: checked in, but only 3 of 60 minutes in Zoom's report" in said
    await room.presses(INES, "Enter this attendance")
    for who in (ANA, BEN, CHO):
        assert await attended(room, who) == [(60, 60)]
    [ana], [cho] = await room.ledger(ANA), await room.ledger(CHO)
    assert ana.evidence == "check-in by code; 60 of 60 minutes in Zoom's report"
    assert cho.evidence == BY_CODE
    await room.presses(INES, "Undo")
    [ana] = await room.ledger(ANA)
    assert ana.evidence == BY_CODE


async def test_staffs_mark_stands_whatever_a_report_says(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await room.says(INES, "/class session present person:Ana")
    await brings(room, [visit("Ana", "12:00", "12:10")])
    await room.presses(INES, "Enter this attendance")
    [entry] = await room.ledger(ANA)
    assert (entry.amount, entry.by) == (60, INES.id)
    said = await room.says(INES, "/class attendance show")
    assert "• Ana: marked present by Ines, 10 of 60 minutes in Zoom's report" in said


async def test_absences_are_told_apart(room: Classroom) -> None:
    later = replace(CHO, enrolled=date(2026, 9, 8))
    async with room.store.work() as work:
        await work.people.save((later,))
    await room.sends_state(BEN, f"v1:attendance.away:{COURSE.id}:{LIMITS.id}:")
    await room.tick_to("2026-09-07 11:30")
    said = await brings(room, [*ANAS, visit("Cho", "12:00", "13:00")])
    assert "Said that they can't come: 1\n• Ben" in said
    assert "Absent: 0" in said
    assert "There while they weren't enrolled: 1\n• Cho: 60 of 60" in said


async def test_who_looked_in_is_not_simply_absent(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    said = await brings(room, teams([visit("Ben", "12:10:00", "12:10:40"), *ANAS]))
    assert "• Ana: 60 of 60 minutes in Teams' report" in said
    assert "There too briefly to count: 1\n• Ben: less than a minute in Teams' report" in said
    assert "Absent: 1\n• Cho" in said


async def test_while_the_session_runs_a_report_waits_for_its_end(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:30")
    await brings(room, [visit("Ana", "12:00", "12:20")])
    said = await room.presses(INES, "Enter this attendance")
    assert "Limits is still running" in said
    assert await attended(room, ANA) == []
    await room.tick_to("2026-09-07 11:30")
    assert await attended(room, ANA) == [(20, 60)]


async def test_a_report_of_another_session_says_which_it_fits(room: Classroom) -> None:
    await room.tick_to("2026-09-09 11:30")
    said = await brings(room, [*ANAS])
    assert said.startswith(
        "report.csv: the report's meeting ran Mon, Sep 7, 2026, 11:55-13:05, but"
    )
    assert said.endswith("It fits Limits: name that session. Nothing was changed.")
    said = await brings(room, [*ANAS], f"session:{LIMITS.id}")
    assert "Present: 1\n• Ana: 60 of 60" in said


async def test_the_zone_can_be_said(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    said = await brings(room, [visit("Ana", "06:00", "06:30")])
    assert "Times were read as Europe/Berlin's; add zone if they are another's." in said
    said = await brings(room, [visit("Ana", "06:00", "06:30")], "zone:America/New_York")
    assert "Its times were read as America/New_York's, as you said." in said
    assert "• Ana: 30 of 60" in said
    said = await brings(room, [visit("Ana", "06:00", "06:30")], "zone:New York")
    assert said == "There is no time zone “New York”. Did you mean America/New_York?"


async def test_a_time_that_never_was_is_refused_with_its_line(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    said = await brings(room, [visit("Ana", "02:30", "03:30", day="2026-03-29")])
    assert said.startswith("report.csv:2: 2026-03-29 02:30:00 never was in Europe/Berlin")


async def test_meets_times_are_on_the_sessions_day(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    said = await brings(room, meet([visit("Ana", "11:58", "12:40", "ana@example.edu")]))
    assert "Present: 1\n• Ana: 40 of 60 minutes in Meet's report" in said


async def test_what_is_no_report_changes_nothing(room: Classroom) -> None:
    said = await brings(room, [*ANAS])
    assert said == "No session has begun yet, so there is no attendance to enter."
    await room.tick_to("2026-09-07 11:30")
    said = await brings(room, b"Nombre;Correo\nAna;a@example.edu\n")
    assert said.startswith("report.csv:1: found “Nombre | Correo”")
    assert await room.deeds() == []


async def test_reports_are_staffs_business(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    assert await brings(room, [*ANAS], who=ANA) == "This is for the course's staff only."
    for command in ("attendance import", "attendance show"):
        assert await room.suggests(ANA, command, "session", "") == []
    for field in ("name", "person"):
        assert await room.suggests(ANA, "attendance match", field, "") == []
    said = await room.sends_state(INES, f"v1:attendance.enter:{COURSE.id}:nothing:")
    assert said.startswith("This report isn't known any more.")


async def test_what_was_taken_back_stays_so_when_what_corrected_it_goes_too(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("Ana", "12:00", "13:00")])
    await room.presses(INES, "Enter this attendance")
    first = next(deed.undo for deed in await room.deeds() if "entered" in deed.what) or ""
    await room.tick_to("2026-09-07 11:40")
    await brings(room, [visit("Ben", "12:00", "13:00")])
    await room.presses(INES, "Enter this attendance")
    undos = [deed.undo or "" for deed in await room.deeds() if "entered" in deed.what]
    [second] = [undo for undo in undos if undo != first]
    await room.sends_state(INES, second)
    assert await attended(room, ANA) == [(60, 60)]
    await room.sends_state(INES, first)
    await room.sends_state(INES, second.replace("takeback", "enter"))
    assert await attended(room, BEN) == [(60, 60)]
    await room.sends_state(INES, second)
    assert await attended(room, ANA) == []
    assert await attended(room, BEN) == []
