"""Staff renew the code, see who is missing, and mark students present by hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.model.participation.acts.ledger import Act
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, COURSE, INES, STAFF, TARO, at, session

LIMITS = session("limits", at(hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as opened:
        await opened.tick_to("2026-09-07 10:02")
        yield opened


async def test_the_code_can_be_shown_again(room: Classroom) -> None:
    assert "10001" in await room.says(TARO, "/class session code")
    assert len(room.seen(STAFF)) == 1


async def test_a_new_code_ends_the_old_one_and_can_be_undone(room: Classroom) -> None:
    said = await room.says(INES, "/class session code minutes:30")
    assert "10002" in said
    assert "until Mon 07 Sep 10:32" in said
    old, new = room.seen(STAFF)
    assert "was replaced by a new one" in old
    assert "10002" in new
    assert "has expired" in await room.says(ANA, "/class checkin code:10001")
    await room.presses(INES, "Undo: the old code again")
    assert "You're checked in" in await room.says(ANA, "/class checkin code:10001")
    room.at("2026-09-07 10:03")
    assert "has expired" in await room.says(BEN, "/class checkin code:10002")
    assert [deed.what for deed in await room.deeds()] == [
        "Ines went back to the older check-in code of Limits",
        "Ines renewed the check-in code of Limits",
    ]


async def test_the_staffs_post_renews_the_code(room: Classroom) -> None:
    assert "10002" in await room.presses(TARO, "New code")
    await room.says(INES, "/class session end")
    said = await room.sends_state(TARO, action("attendance.renew", COURSE.id, LIMITS.id))
    assert said == "Limits is not live, so it needs no code."


@pytest.mark.parametrize("minutes", [0, 241, -5])
async def test_a_code_lasts_a_sensible_time(room: Classroom, minutes: int) -> None:
    said = await room.says(INES, f"/class session code minutes:{minutes}")
    assert said == "A code lasts from 1 to 240 minutes. Please give a number in between."


async def test_an_expired_code_is_renewed_by_asking_for_it(room: Classroom) -> None:
    room.at("2026-09-07 10:25")
    assert "10002" in await room.says(INES, "/class session code")


async def test_codes_are_none_of_the_students_business(room: Classroom) -> None:
    only_staff = "This is for the course's staff only."
    for command in ("session code", "session present person:Ben", "attendance show"):
        assert await room.says(ANA, f"/class {command}") == only_staff
    assert await room.suggests(ANA, "session present", "person", "") == []
    assert await room.suggests(ANA, "session present", "session", "") == []


async def test_the_list_stands_against_the_roster(room: Classroom) -> None:
    await room.says(ANA, "/class checkin code:10001")
    await room.sends_state(BEN, action("attendance.away", COURSE.id, LIMITS.id))
    said = await room.presses(TARO, "Who is here")
    assert said == await room.says(INES, "/class attendance show")
    assert "Present: 1\n• Ana: checked in" in said
    assert "Said that they can't come: 1\n• Ben" in said
    assert "Not there yet: 1\n• Cho" in said


async def test_a_mark_by_hand_counts_and_can_be_undone_and_redone(room: Classroom) -> None:
    assert await room.suggests(INES, "session present", "person", "be") == ["Ben"]
    assert await room.suggests(INES, "session present", "session", "") == ["Limits (Sep 7)"]
    said = await room.says(INES, "/class session present person:ben")
    assert "Ben is marked present in Limits." in said
    [entry] = await room.ledger(BEN)
    assert (entry.by, entry.evidence) == (INES.id, "marked present by staff")
    twice = await room.says(TARO, f"/class session present person:{BEN.id}")
    assert twice == "Ben is checked in to Limits already."
    assert "no longer marked present" in await room.presses(INES, "Undo")
    assert await room.ledger(BEN) == []
    await room.presses(INES, "Mark present")
    assert len(await room.ledger(BEN)) == 1
    assert len(await room.deeds()) == 3


async def test_after_an_undone_mark_the_code_still_counts(room: Classroom) -> None:
    await room.says(INES, "/class session present person:Ben")
    await room.presses(INES, "Undo")
    assert "You're checked in" in await room.says(BEN, "/class checkin code:10001")
    [entry] = await room.ledger(BEN)
    assert entry.by is None
    said = await room.sends_state(INES, action("attendance.unmark", COURSE.id, LIMITS.id, BEN.id))
    assert said == "Ben is not marked present by hand in Limits."


async def test_names_that_are_unknown_change_nothing(room: Classroom) -> None:
    said = await room.says(INES, "/class session present person:Zoe")
    assert said.startswith("No student is called “Zoe”.")


async def test_before_the_first_session_there_is_nobody_to_mark(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        said = await room.says(INES, "/class session present person:Ben")
        assert said.startswith("No session has begun yet.")
        said = await room.says(INES, f"/class session present person:Ben session:{LIMITS.id}")
        assert said == "Limits hasn't started, so nobody can be present yet."
        assert "A code is made when one starts" in await room.says(INES, "/class session code")


async def test_without_a_renewed_code_there_is_none_to_go_back_to(room: Classroom) -> None:
    state = action("attendance.oldcode", COURSE.id, LIMITS.id, "nothing.0")
    assert await room.sends_state(INES, state) == "There is no older code to go back to."


async def test_a_session_can_be_named_by_its_title_typed_by_hand(room: Classroom) -> None:
    await room.says(INES, "/class session present person:ana session:limits")
    assert [entry.act for entry in await room.ledger(ANA)] == [Act.ATTEND]
    refused = await room.says(INES, "/class session present person:ana session:limitless")
    assert "not part of this course" in refused


async def test_totals_say_who_can_no_longer_reach_enough(tmp_path: Path) -> None:
    later = session("series", at(days=2, hours=10))
    async with classroom(tmp_path, LIMITS, later) as room:
        said = await room.says(INES, "/class attendance totals")
        assert said.startswith("No session that counts is over yet.")
        await room.tick_to("2026-09-07 10:02")
        await room.says(ANA, "/class checkin code:10001")
        await room.tick_to("2026-09-07 11:30")
        await room.says(INES, "/class roster excuse person:Ben reason:flu week:1")
        said = await room.says(INES, "/class attendance totals needs:75")
        assert "Cho | 0 | 0 | 0 | 1 | 0% | 50%" in said
        assert "Ana | 1 | 0 | 0 | 0 | 100% | 100%" in said
        assert "Ben | 0 | 0 | 1 | 0 | – | 100%" in said
        assert "Can no longer reach 75%: 1\n• Cho" in said
        said = await room.says(INES, "/class attendance totals needs:0")
        assert said.startswith("A percent lies between 1 and 100.")
        only_staff = "This is for the course's staff only."
        assert await room.says(ANA, "/class attendance totals") == only_staff
