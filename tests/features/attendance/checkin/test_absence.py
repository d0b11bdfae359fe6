"""Students say in advance that they can't come, or that they can after all."""

from dataclasses import replace
from pathlib import Path

from bot.chat.actions import action
from tests.support.classroom import classroom
from tests.support.sample import ANA, BEN, COURSE, INES, LIVE, MAIN, STAFF, at, session

LIMITS = session("limits", at(hours=10))
AWAY = action("attendance.away", COURSE.id, LIMITS.id)


async def test_an_absence_is_for_staff_alone(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.tick_to("2026-09-07 08:00")
        said = await room.presses(ANA, "I can't come")
        assert "Noted: you can't come to Limits. Its recap has a make-up" in said
        assert "Only the course's staff can see this." in said
        await room.presses(BEN, "I can't come")
        assert "coming to Limits again" in await room.presses(BEN, "I can come after all")
        await room.tick_to("2026-09-07 10:00")
        [card] = room.seen(STAFF)
        assert "Said that they can't come:\n• Ana" in card
        assert "Ben" not in card
        assert not any("Ana" in shown for shown in room.seen(MAIN) + room.seen(LIVE))


async def test_of_what_is_not_graded_no_make_up_is_promised(tmp_path: Path) -> None:
    async with classroom(tmp_path, replace(LIMITS, counted=False)) as room:
        assert "you can't come to Limits. It isn't graded, so nothing is lost." in (
            await room.sends_state(ANA, AWAY)
        )
        await room.tick_to("2026-09-07 10:00")
        room.at("2026-09-07 10:50")
        code = action("attendance.code", COURSE.id, LIMITS.id)
        assert (await room.sends_state(ANA, code)).endswith(
            "ask staff for a new one. If not: it isn't graded, so nothing is lost."
        )
        said = await room.says(ANA, "/class checkin code:10001")
        assert "Couldn't be there? It isn't graded, so nothing is lost." in said
        room.at("2026-09-07 11:00")
        assert await room.sends_state(ANA, AWAY) == (
            "Limits is over. Weren't there? It isn't graded, so nothing is lost."
        )


async def test_saying_it_twice_keeps_one(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.sends_state(ANA, AWAY)
        await room.sends_state(ANA, AWAY)
        async with room.store.reading() as work:
            assert len(await work.checkins.absences(LIMITS.id)) == 1


async def test_after_the_end_or_a_cancellation_there_is_nothing_to_say(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.says(INES, f"/class session cancel session:{LIMITS.id}")
        said = await room.sends_state(ANA, AWAY)
        assert said == "Limits was cancelled: nobody has to come."
        await room.presses(INES, "Undo")
        room.at("2026-09-07 11:00")
        assert "is over" in await room.sends_state(ANA, AWAY)


async def test_another_courses_session_is_refused(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        said = await room.sends_state(ANA, action("attendance.away", COURSE.id, "elsewhere"))
        assert "not part of this course" in said
