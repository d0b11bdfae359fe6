"""The instructors of a running course change it in chat, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.people import Account
from bot.model.places import Place, Purpose
from tests.support.classroom import classroom
from tests.support.sample import COURSE, INES, MAIN, STAFF
from tests.support.setting_up import (
    COURSE_PAGE,
    OTHER,
    PLATFORM,
    SESSION_PAGE,
    Server,
    opened,
)


@pytest.fixture
async def started(tmp_path: Path) -> AsyncIterator[Server]:
    async with opened(tmp_path) as server:
        await server.walks(First={"when": "2026-09-22 15:00"})
        await server.presses("Start the course")
        yield server


async def test_a_running_course_is_changed_the_same_way(started: Server) -> None:
    said = await started.types(keeper=False)
    assert said.startswith("Change Weather and Us\nChange what you like, page by page.")
    assert "Nothing so far." in said
    await started.presses("Course and term", keeper=False)
    assert len(started.form.fields) == 4
    await started.fills({**COURSE_PAGE, "title": "Weather"})
    await started.presses("Another session", keeper=False)
    said = await started.fills({**SESSION_PAGE, "topic": "Guest", "when": "2026-10-01 18:00",
                                "repeats": "once"})  # fmt: skip
    assert "• Course: title is now Weather" in said or "Weather" in said
    assert "• Session “Guest”, Thu, Oct 1, 2026, 18:00" in said
    said = await started.presses("Save the changes", keeper=False)
    assert "2 changes to Weather saved." in said
    undo = started.answer
    assert "Guest" in await started.types("next", keeper=False)
    started.answer = undo
    assert "is as it was before" in await started.presses("Undo", keeper=False)
    course = await started.course()
    assert course is not None
    assert course.title == "Weather and Us"
    assert "Guest" not in await started.types("next", keeper=False)
    started.answer = undo
    assert "nothing to undo any more" in await started.presses("Undo", keeper=False)


async def test_what_chat_changes_meanwhile_is_kept(started: Server) -> None:
    await started.types()
    await started.presses("People")
    await started.fills({"rows": "username,name\nnew,New One\nemre,Emre Demir\n"})
    mine = started.answer
    async with started.store.work() as work:
        course = await work.courses.get("weather-and-us")
        assert course is not None
        await work.courses.save(replace(course, title="Renamed"))
    started.answer = mine
    said = await started.presses("Save the changes")
    assert "1 change to Renamed saved." in said
    course = await started.course()
    assert course is not None
    assert course.title == "Renamed"
    async with started.store.reading() as work:
        names = [one.name for one in await work.people.of("weather-and-us") if not one.dropped]
    assert sorted(names) == ["Emre Demir", "New One", "Nomvula Brandt", "Zoe Ng"]


async def test_students_and_other_keepers_change_nothing(started: Server) -> None:
    emre = Account(PLATFORM, "31")
    async with started.store.work() as work:
        [person] = [one for one in await work.people.of("weather-and-us") if one.username == "emre"]
        await work.people.link(person.id, emre)
    only = (
        "Here this is for instructors of Weather and Us only. To begin another course, use a place"
    )
    assert only in await started.types(by=emre, keeper=True)
    assert only in await started.types(by=OTHER, keeper=True)
    await started.types()
    assert only in await started.presses("People", by=emre)


async def test_places_on_another_platform_stay(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        async with room.store.work() as work:
            place = Place("slack", "C1")
            places = {**COURSE.places, Purpose.MAIN: (MAIN, place)}
            await work.courses.save(replace(COURSE, places=places))
        await room.says(INES, "/class setup")
        await room.presses(INES, "Places")
        await room.submits(INES, {"main": "hall", "staff": STAFF.id})
        assert "Saved" in await room.presses(INES, "Save the changes")
        async with room.store.reading() as work:
            course = await work.courses.get(COURSE.id)
        assert course is not None
        assert course.places[Purpose.MAIN] == (Place("sandbox", "hall"), place)


async def test_a_course_that_is_over_frees_its_places(started: Server) -> None:
    async with started.store.work() as work:
        course = await work.courses.get("weather-and-us")
        assert course is not None
        await work.courses.save(replace(course, frozen=True))
    assert (await started.types()).startswith("Set up a course")
