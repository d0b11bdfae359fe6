"""One week of five students: who came, made it up, did neither, joined late, was excused."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.chat.forms import Form
from bot.model.people import Person
from tests.support.classroom import Classroom, classroom, plan
from tests.support.sample import ANA, BEN, CHO, INES, account, at, person, session

LIMITS = session("limits", at(days=1, hours=10))
SERIES = session("series", at(days=2, hours=10))
LEO = replace(person("Leo"), enrolled=date(2026, 9, 9))
EVA = person("Eva")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room after a session that Ana attended, with its recap out."""
    async with classroom(tmp_path, LIMITS) as opened:
        async with opened.store.work() as work:
            await work.people.save([LEO, EVA])
            for someone in (LEO, EVA):
                await work.people.link(someone.id, account(someone))
        opened.chat.members += [account(LEO), account(EVA)]
        await opened.tick_to("2026-09-08 10:05")
        await opened.says(ANA, "/class checkin code:10001")
        await opened.says(INES, "/class session end")
        await opened.presses(INES, "Publish")
        await opened.says(INES, "/class roster excuse person:Eva week:1 reason:flu")
        yield opened


async def progress(room: Classroom, person: Person) -> str:
    return await room.says(person, "/class progress week:1")


async def test_who_came_has_it_all_and_nothing_to_make_up(room: Classroom) -> None:
    said = await progress(room, ANA)
    assert "1 of 1" in said
    assert "✓ Attend: Counts 1." in said
    assert "[Make it up]" not in said


async def test_who_was_not_there_makes_it_up_from_their_standing(room: Classroom) -> None:
    assert (
        "Easiest next step: “Limits”: answer the session's questions afterwards"
        in await progress(room, BEN)
    )
    await room.presses(BEN, "Make it up")
    await room.presses(BEN, "Start")
    form = room.last_answer(BEN).body
    assert isinstance(form, Form)
    await room.submits(BEN, {field.name: "It clicked." for field in form.fields})
    said = await progress(room, BEN)
    assert "✓ Make-up: Counts 1." in said
    assert "1 of 1" in said
    assert "[Make it up]" not in said


async def test_who_did_neither_is_told_when_it_is_too_late(room: Classroom) -> None:
    assert "[Make it up]" in await progress(room, CHO)
    room.at("2026-09-12 12:00")
    said = await progress(room, CHO)
    assert "0 of 1" in said
    assert "Make-up: No longer possible" in said
    assert "[Make it up]" not in said


async def test_who_joined_late_is_asked_from_the_next_week_on(room: Classroom) -> None:
    said = await progress(room, LEO)
    assert "Week 1: not asked" in said
    room.at("2026-09-15 12:00")
    assert "Week 2: provisional" in await room.says(LEO, "/class progress")


async def test_who_is_excused_is_asked_nothing(room: Classroom) -> None:
    said = await progress(room, EVA)
    assert "Week 1: excused" in said
    assert "Nothing is settled yet" in said


async def test_open_make_ups_each_have_a_button(room: Classroom) -> None:

    async with room.store.work() as work:
        await work.sessions.save((SERIES,))
    await plan(room, (SERIES,))
    await room.tick_to("2026-09-09 10:05")
    await room.says(INES, "/class session end")
    await room.says(INES, f"/class recap publish session:{SERIES.id}")
    said = await progress(room, CHO)
    assert "[Make up Limits] [Make up Series]" in said
