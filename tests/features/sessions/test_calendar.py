"""Sessions in the platform's calendar: entered ahead, kept in step, each exactly once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.occasions import Occasion
from bot.model.happenings import CourseFrozen, CourseLoaded, Happening
from bot.model.places import Place, Purpose
from bot.model.sessions import State
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.calendar import FakeCalendar
from tests.support.classroom import Classroom, classroom
from tests.support.sample import COURSE, INES, PLATFORM, at, session

LIMITS = replace(session("limits", at(days=2, hours=10)), link="https://meet.example/limits")
NUMBERS = session("numbers", at(days=40, hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS, NUMBERS) as room:
        room.chat.calendar = FakeCalendar()
        yield room


def shown(room: Classroom) -> list[Occasion]:
    """Return what the class sees in its calendar."""
    assert room.chat.calendar is not None
    return room.chat.calendar.shown()


async def happens(room: Classroom, happening: Happening) -> None:
    """Let something have happened."""
    async with room.store.work() as work:
        work.happened(happening)
        await settle(work, REACTIONS, room.clock.now())
    await room.app.tick()


async def test_sessions_of_the_next_four_weeks_are_entered(room: Classroom) -> None:
    await room.tick_to("2026-09-07 01:00")
    [limits] = shown(room)
    assert (limits.title, limits.starts, limits.ends) == ("Limits", LIMITS.starts, LIMITS.ends)
    assert (limits.link, limits.place) == ("https://meet.example/limits", None)
    assert limits.about.startswith("Open Learning, week 1. Can't come? The recap")
    await room.tick_to("2026-09-19 09:59")
    assert len(shown(room)) == 0
    await room.tick_to("2026-09-19 10:00")
    assert [one.title for one in shown(room)] == ["Numbers"]


async def test_they_are_kept_in_step_through_their_lives(room: Classroom) -> None:
    await room.tick_to("2026-09-07 01:00")
    await room.says(INES, f"/class session move session:{LIMITS.id} to:2026-09-10 12:00")
    [limits] = shown(room)
    assert limits.starts == at(days=3, hours=10)  # noon in Berlin
    await room.tick_to("2026-09-10 10:00")
    assert shown(room)[0].state is State.LIVE
    await room.says(INES, "/class session end")
    assert shown(room) == []
    calendar = room.chat.calendar
    assert calendar is not None
    assert [one.state for one in calendar.entries.values()] == [State.ENDED]
    assert calendar.made == 1


async def test_a_cancelled_session_leaves_the_calendar_and_comes_back(room: Classroom) -> None:
    await room.tick_to("2026-09-07 01:00")
    await room.says(INES, f"/class session cancel session:{LIMITS.id}")
    assert shown(room) == []
    await room.presses(INES, "Undo")
    assert [one.title for one in shown(room)] == ["Limits"]


async def test_one_cancelled_before_it_was_entered_comes_in_when_it_takes_place(
    room: Classroom,
) -> None:
    await room.says(INES, f"/class session cancel session:{NUMBERS.id}")
    await room.tick_to("2026-09-25 10:00")
    assert shown(room) == []
    await room.presses(INES, "Undo")
    assert [one.title for one in shown(room)] == ["Numbers"]


async def test_a_calendar_that_was_away_never_sees_what_was_cancelled_meanwhile(
    room: Classroom,
) -> None:
    assert room.chat.calendar is not None
    room.chat.calendar.fails = ["busy"]
    await room.app.tick()
    await room.says(INES, f"/class session cancel session:{LIMITS.id}")
    await room.tick_to("2026-09-07 02:00")
    assert (room.chat.calendar.entries, shown(room)) == ({}, [])
    await room.presses(INES, "Undo")
    await room.tick_to("2026-09-07 03:00")
    assert [one.title for one in shown(room)] == ["Limits"]


async def test_it_is_held_in_the_course_s_voice_place(room: Classroom) -> None:
    voice = Place(PLATFORM, "hall")
    elsewhere = Place("elsewhere", "hall")
    places = {**COURSE.places, Purpose.VOICE: (elsewhere, voice)}
    async with room.store.work() as work:
        await work.courses.save(replace(COURSE, places=places))
    await room.tick_to("2026-09-07 01:00")
    assert [one.place for one in shown(room)] == [voice]


async def test_it_moves_with_the_course_to_another_place(room: Classroom) -> None:
    await room.tick_to("2026-09-07 01:00")
    main = Place(PLATFORM, "new")
    async with room.store.work() as work:
        await work.courses.save(replace(COURSE, places={**COURSE.places, Purpose.MAIN: (main,)}))
    await happens(room, CourseLoaded(COURSE.id))
    calendar = room.chat.calendar
    assert calendar is not None
    assert [entry.place for entry in calendar.entries] == [main]
    await happens(room, CourseLoaded(COURSE.id))
    assert calendar.made == 2


async def test_retitled_by_the_file_it_is_retitled_here(room: Classroom) -> None:
    await room.tick_to("2026-09-07 01:00")
    uncounted = replace(LIMITS, title="No limits", counted=False)
    async with room.store.work() as work:
        await work.sessions.save((uncounted,))
    await happens(room, CourseLoaded(COURSE.id))
    [limits] = shown(room)
    assert limits.title == "No limits"
    assert limits.about.endswith("this one is not graded.")


async def test_what_is_planned_leaves_the_calendar_of_a_course_that_is_over(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-20 01:00")
    assert [one.title for one in shown(room)] == ["Numbers"]
    await happens(room, CourseFrozen(COURSE.id))
    assert shown(room) == []
    await happens(room, CourseLoaded(COURSE.id))
    assert [one.title for one in shown(room)] == ["Numbers"]
