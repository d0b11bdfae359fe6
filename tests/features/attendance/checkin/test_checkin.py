"""A session starts; students check in with its code, too late, or by guessing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.model.participation.acts.ledger import Act
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, STAFF, at, session

LIMITS = session("limits", at(hours=10))
SERIES = session("series", at(days=2, hours=10))
CODE = "10001"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS, SERIES) as opened:
        await opened.tick_to("2026-09-07 10:02")
        yield opened


async def test_the_code_is_shown_where_no_student_reads(room: Classroom) -> None:
    [card] = room.seen(STAFF)
    assert f"Check-in code for Limits: {CODE}" in card
    assert "It works until Mon 07 Sep 10:20." in card


async def test_a_student_checks_in_with_the_button_and_earns_the_session(room: Classroom) -> None:
    form = await room.presses(ANA, "Check in")
    assert form.startswith("Check in")
    said = await room.submits(ANA, {"code": f" {CODE[:2]} {CODE[2:]} "})
    assert said.startswith("You're checked in to Limits.")
    [entry] = await room.ledger(ANA)
    assert (entry.act, entry.about, entry.amount, entry.out_of) == (Act.ATTEND, LIMITS.id, 60, 60)
    assert "weak evidence" in entry.evidence


async def test_checking_in_twice_changes_nothing(room: Classroom) -> None:
    await room.says(ANA, f"/class checkin code:{CODE}")
    again = await room.says(ANA, f"/class checkin code:{CODE}")
    assert again == "You're checked in to Limits already. Nothing more to do."
    assert await room.presses(ANA, "Check in") == again
    assert len(await room.ledger(ANA)) == 1


async def test_a_platform_that_repeats_the_call_gets_the_same_answer(room: Classroom) -> None:
    first = await room.says(ANA, f"/class checkin code:{CODE}")
    assert await room.invoke(room.calls[-1], ANA) == first


async def test_five_wrong_codes_are_enough_for_ten_minutes(room: Classroom) -> None:
    for left in ("4 more times", "3 more times", "2 more times", "once more"):
        said = await room.says(BEN, "/class checkin code:99999")
        assert f"you can try {left}" in said
    for code in ("99999", CODE):
        assert "wrong too often" in await room.says(BEN, f"/class checkin code:{code}")
    assert "You're checked in" in await room.says(ANA, f"/class checkin code:{CODE}")
    room.at("2026-09-07 10:12")
    assert "You're checked in" in await room.says(BEN, f"/class checkin code:{CODE}")


async def test_an_expired_code_says_what_can_be_done_instead(room: Classroom) -> None:
    room.at("2026-09-07 10:20")
    said = await room.says(ANA, f"/class checkin code:{CODE}")
    assert "has expired" in said
    assert "make-up that earns the same" in said
    assert "its recap has a make-up" in await room.presses(ANA, "Check in")
    assert await room.ledger(ANA) == []


async def test_why_it_counts_says_kindly_what_a_code_shows(room: Classroom) -> None:
    await room.says(ANA, f"/class checkin code:{CODE}")
    await room.tick_to("2026-09-07 11:30")
    why = await room.says(ANA, "/class progress why:yes")
    assert "(by the code alone, which can be passed on)" in why
    assert "weak" not in why


async def test_our_delay_costs_no_credit(room: Classroom) -> None:
    room.at("2026-09-07 10:45")
    said = await room.says(ANA, f"/class checkin code:{CODE}", sent="2026-09-07 10:19")
    assert "You're checked in" in said


async def test_what_reaches_us_after_the_end_counts_by_when_it_was_sent(room: Classroom) -> None:
    await room.says(INES, "/class session end")
    room.at("2026-09-07 10:30")
    said = await room.says(ANA, f"/class checkin code:{CODE}", sent="2026-09-07 10:01")
    assert "You're checked in to Limits" in said


async def test_nobody_checks_in_to_what_has_not_started(tmp_path: Path) -> None:
    async with classroom(tmp_path, SERIES) as room:
        early = action("attendance.code", COURSE.id, SERIES.id)
        said = await room.sends_state(ANA, early)
        assert said == "Series hasn't started, so nobody can check in yet."
        assert "No session is live" in await room.says(ANA, f"/class checkin code:{CODE}")


async def test_staff_are_not_checked_in(room: Classroom) -> None:
    assert await room.says(INES, f"/class checkin code:{CODE}") == (
        "This is for students only. /class session present marks one of them present."
    )


async def test_a_late_start_by_the_clock_still_leaves_time_to_check_in(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        room.at("2026-09-07 10:40")
        await room.app.tick()
        room.at("2026-09-07 10:55")
        assert "You're checked in" in await room.says(CHO, f"/class checkin code:{CODE}")
