"""Somebody who was in a meeting joins the class list later: then the name is known and counts."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.calls import Upload
from bot.features.attendance.reports.rematching import WHY
from tests.support.classroom import Classroom, classroom
from tests.support.reported import LIMITS, SERIES, attended, brings, visit
from tests.support.sample import ANA, BEN, COURSE, INES, at, person, session

DAN = visit("Dan Dee", "12:00", "12:40")
HEAD = "name,email\nAna,ana@example.edu\nBen,ben@example.edu\nCho,cho@example.edu\n"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS, SERIES) as opened:
        yield opened


async def joins(room: Classroom, *rows: str) -> str:
    """Bring the class list with more people in it."""
    text = HEAD + "".join(f"{row}\n" for row in rows)
    await room.says(INES, "/class roster import", files={"file": Upload("l.csv", text.encode())})
    return await room.presses(INES, "Do this")


async def minutes_of(room: Classroom, name: str) -> list[int]:
    """Return the minutes of whoever on the roster is called so."""
    async with room.store.reading() as work:
        [who] = [one for one in await work.people.of(COURSE.id) if one.name == name]
    return [minutes for minutes, _ in await attended(room, who)]


async def open_names(room: Classroom) -> list[str]:
    return await room.suggests(INES, "attendance match", "name", "")


async def test_the_question_who_that_is_answers_itself(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [DAN, visit("iPad", "12:00", "12:50")])
    await room.presses(INES, "Enter this attendance")
    assert await open_names(room) == ["Dan Dee", "iPad"]
    await room.tick_to("2026-09-08 09:00")
    assert "That is done." in await joins(room, "Dan Dee,dan@example.edu")
    assert await minutes_of(room, "Dan Dee") == [40]
    assert await open_names(room) == ["iPad"]
    said = await room.says(INES, "/class attendance show")
    assert "There while they weren't enrolled: 1\n• Dan Dee: 40 of 60 minutes" in said


async def test_who_is_only_likely_is_offered(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("Danny Dee", "12:00", "12:40")])
    await room.presses(INES, "Enter this attendance")
    await joins(room, "Dan Dee,dan@example.edu")
    assert await open_names(room) == ["Danny Dee"]
    assert await minutes_of(room, "Dan Dee") == []
    await room.says(INES, "/class attendance show")
    await room.presses(INES, "It's Dan Dee")
    assert await minutes_of(room, "Dan Dee") == [40]


async def test_two_names_of_one_person_count_once(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [DAN, visit("DEE, DAN", "12:20", "12:50", "dan@example.edu"),
                        visit("Ana", "12:00", "13:00")])  # fmt: skip
    await room.presses(INES, "Enter this attendance")
    await joins(room, "Dan Dee,dan@example.edu")
    assert await minutes_of(room, "Dan Dee") == [50]
    await joins(room, "Dan Dee,dan@example.edu", "Eve,eve@example.edu")
    assert await minutes_of(room, "Dan Dee") == [50]
    assert await attended(room, ANA) == [(60, 60)]


async def test_undoing_the_list_asks_again_and_takes_the_credit_back(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [DAN])
    await room.presses(INES, "Enter this attendance")
    await joins(room, "Dan Dee,dan@example.edu")
    await room.presses(INES, "Undo")
    assert await minutes_of(room, "Dan Dee") == []
    assert await open_names(room) == ["Dan Dee"]
    said = await room.says(INES, "/class attendance show")
    assert "Who is this? 1" in said
    assert "It's Dan Dee" not in said
    await joins(room, "Dan Dee,dan@example.edu")
    assert await minutes_of(room, "Dan Dee") == [40]


async def test_a_stranger_who_enrolls_is_a_stranger_no_longer(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [DAN, visit("Guest Wu", "12:00", "13:00")])
    await room.presses(INES, "Not in the class")
    await room.presses(INES, "Not in the class")
    await room.presses(INES, "Enter this attendance")
    await room.tick_to("2026-09-08 09:00")
    await joins(room, "Dan Dee,dan@example.edu")
    assert await minutes_of(room, "Dan Dee") == [40]
    await room.tick_to("2026-09-09 11:30")
    said = await brings(room, [visit("Dan Dee", "12:00", "13:00", day="2026-09-09"),
                               visit("Guest Wu", "12:00", "13:00", day="2026-09-09")])  # fmt: skip
    assert "• Dan Dee: 60 of 60 minutes" in said
    assert "Not in the class: 1\n• Guest Wu" in said


async def test_of_a_namesake_staff_said_the_same_before_it_stays(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [visit("Ben", "12:00", "12:40")])
    await room.presses(INES, "Enter this attendance")
    await room.says(INES, "/class attendance match name:Ben")
    await joins(room, "Dan Dee,dan@example.edu")
    assert await attended(room, BEN) == []


async def test_what_a_locked_week_gains_is_a_difference(tmp_path: Path) -> None:
    async with classroom(tmp_path, session("proof", at(days=7, hours=10))) as room:
        await room.tick_to("2026-09-14 11:30")
        await brings(room, [visit("Dan Dee", "12:00", "12:40", day="2026-09-14")])
        await room.presses(INES, "Enter this attendance")
        await room.tick_to("2026-09-28 11:00")
        text = HEAD.replace("email", "email,enrolled").replace(".edu", ".edu,")
        text += "Dan Dee,dan@example.edu,2026-09-08\n"
        upload = {"file": Upload("list.csv", text.encode())}
        await room.says(INES, "/class roster import", files=upload)
        await room.presses(INES, "Do this")
        assert await minutes_of(room, "Dan Dee") == [40]
        async with room.store.reading() as work:
            [found] = await work.differences.of(COURSE.id, week=2)
        assert (found.why, found.by) == (WHY, None)


async def test_who_is_let_in_from_chat_is_known_too(room: Classroom) -> None:
    await room.tick_to("2026-09-08 09:00")
    await brings(room, [DAN])
    await room.presses(INES, "Enter this attendance")
    dan = replace(person("Dan"), name="dan")
    await room.says(dan, "/class join name:Dan Dee")
    await room.presses(INES, "Somebody new: put them on the roster")
    assert await minutes_of(room, "Dan Dee") == [40]
    await room.presses(INES, "Undo")
    assert await open_names(room) == ["Dan Dee"]
    assert await minutes_of(room, "Dan Dee") == []
