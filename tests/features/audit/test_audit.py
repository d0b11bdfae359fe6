"""Staff look up who of them did what, and undo it after the answer with its button is gone."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.chat.calls import Answering
from bot.features.audit.views import SHOWN
from bot.model.participation.acts.ledger import Act
from bot.ports.audit import Deed
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, COURSE, INES, TARO, at, session

LIMITS = session("limits", at(hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as opened:
        await opened.tick_to("2026-09-07 10:30")
        yield opened


async def test_what_one_of_staff_did_another_undoes_from_the_audit(room: Classroom) -> None:
    await room.says(TARO, f"/class session present person:{ANA.id} session:{LIMITS.id}")
    said = await room.says(INES, "/class course audit")
    assert room.last_answer(INES).how is Answering.CONFIDENTIAL
    assert said.startswith("What staff did in Open Learning\nMon 07 Sep 10:30 · Taro marked Ana")
    await room.presses(INES, "Undo")
    assert Act.ATTEND not in [each.act for each in await room.ledger(ANA)]
    said = await room.says(INES, "/class course audit")
    assert said.splitlines()[1].startswith("Mon 07 Sep 10:30 · Ines took back Ana's mark")
    assert "Taro marked Ana present" in said


async def test_older_deeds_are_a_press_away(room: Classroom) -> None:
    async with room.store.work() as work:
        for number in range(2 * SHOWN + 1):
            when = at(hours=number)
            await work.audit.record(Deed(f"d{number}", COURSE.id, INES.id, when, f"Deed {number}."))
    said = await room.says(TARO, "/class course audit")
    assert "Deed 16." in said
    assert "Deed 8." not in said
    said = await room.presses(TARO, "Older")
    assert "Deed 8." in said
    said = await room.presses(TARO, "Older")
    assert "Deed 0." in said
    assert "[Older]" not in said


async def test_a_course_in_which_nothing_was_done_says_so(room: Classroom) -> None:
    assert "nothing yet" in await room.says(INES, "/class course audit")


async def test_students_cannot_look(room: Classroom) -> None:
    refused = "This is for the course's staff only."
    assert await room.says(BEN, "/class course audit") == refused
    assert await room.sends_state(BEN, action("audit.show", COURSE.id, "", "0")) == refused


async def test_it_can_be_read_when_the_course_is_over(room: Classroom) -> None:
    await room.says(INES, f"/class session present person:{ANA.id} session:{LIMITS.id}")
    async with room.store.work() as work:
        await work.courses.save(replace(COURSE, frozen=True))
    room.at("2027-03-01 12:00")
    assert "Ines marked Ana present" in await room.says(INES, "/class course audit")
