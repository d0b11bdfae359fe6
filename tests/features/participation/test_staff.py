"""Staff excuse students and enter acts by hand; each can be undone and is in the audit."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.participation.acts.ledger import Act
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, COURSE, INES, TARO, at, discussion, session

LIMITS = session("limits", at(hours=10))
MINDS = discussion("minds", at(hours=9))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as opened:
        async with opened.store.work() as work:
            await work.discussions.save((MINDS,))
        opened.at("2026-09-07 12:00")
        yield opened


async def test_an_excuse_from_a_week_asks_nothing_and_can_be_undone(room: Classroom) -> None:
    said = await room.says(INES, "/class roster excuse person:Ana week:1 reason:flu")
    assert "Ana is excused from week 1." in said
    said = await room.says(ANA, "/class progress")
    assert "Week 1: excused\nExcused from this week: flu. It isn't asked." in said
    assert "Excused from this week: flu." in await room.says(ANA, "/class progress why:yes")
    await room.presses(INES, "Undo")
    assert "Week 1: provisional" in await room.says(ANA, "/class progress")
    await room.presses(INES, "Do it again")
    assert "Week 1: excused" in await room.says(ANA, "/class progress")
    async with room.store.reading() as work:
        [granted] = await work.excuses.of(COURSE.id, ANA.id)
    again = f"v1:participation.excuse:{COURSE.id}:{granted.id}:"
    assert "stands already" in await room.sends_state(TARO, again)
    assert [deed.what for deed in await room.deeds()] == [
        "Ines excused Ana from week 1",
        "Ines took back Ana's excuse from week 1",
        "Ines excused Ana from week 1",
    ]


async def test_an_excuse_from_a_session_leaves_the_rest(room: Classroom) -> None:
    said = await room.says(TARO, "/class roster excuse person:Ben session:Limits reason:train")
    assert "Ben is excused from Limits." in said
    async with room.store.reading() as work:
        [granted] = await work.excuses.of(COURSE.id, BEN.id)
    assert (granted.week, granted.about, granted.by) == (1, LIMITS.id, TARO.id)
    for command in ("/class progress", "/class progress why:yes"):
        said = await room.says(BEN, command)
        assert "Excused from “Limits”: train. It isn't asked." in said
    assert "Excused" not in await room.says(BEN, "/class progress week:2")
    assert "Excused" not in await room.says(ANA, "/class progress")


async def test_who_is_excused_twice_is_told_to_be_excused_while_either_stands(
    room: Classroom,
) -> None:
    await room.says(INES, "/class roster excuse person:Ana week:1 reason:flu")
    await room.says(TARO, "/class roster excuse person:Ana week:1 reason:wedding")
    said = await room.presses(TARO, "Undo")
    assert "Ana is still excused from week 1: flu." in said
    await room.presses(TARO, "Do it again")
    assert "Ana is still excused from week 1: wedding." in await room.presses(INES, "Undo")
    assert "Ana is no longer excused from week 1." in await room.presses(TARO, "Undo")


async def test_an_excuse_from_the_week_covers_its_sessions(room: Classroom) -> None:
    await room.says(INES, "/class roster excuse person:Ana week:1 reason:flu")
    await room.says(TARO, "/class roster excuse person:Ana session:Limits reason:train")
    said = await room.presses(TARO, "Undo")
    assert "Ana is still excused from week 1: flu." in said
    await room.presses(TARO, "Do it again")
    assert "Ana is no longer excused from week 1." in await room.presses(INES, "Undo")


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("", "either a week or a session"),
        ("week:1 session:Limits", "either a week or a session"),
        ("week:44", "weeks 1 to 15"),
        ("session:Nothing", "no session or discussion here"),
    ],
)
async def test_an_excuse_has_to_be_clear(room: Classroom, what: str, why: str) -> None:
    assert why in await room.says(INES, f"/class roster excuse person:Ana reason:flu {what}")
    assert await room.deeds() == []


async def test_an_act_is_entered_by_hand_and_withdrawn(room: Classroom) -> None:
    said = await room.says(
        INES, "/class roster credit person:Ana act:attend about:Limits reason:joined by phone"
    )
    assert "Entered for Ana: attended, week 1. joined by phone" in said
    [entry] = await room.ledger(ANA)
    assert (entry.act, entry.amount, entry.out_of, entry.by) == (Act.ATTEND, 60, 60, INES.id)
    why = await room.says(ANA, "/class progress why:yes")
    assert "Entered by staff. (joined by phone)" in why
    await room.presses(INES, "Undo")
    assert await room.ledger(ANA) == []
    assert "Withdrawn: taken back by staff." in await room.says(ANA, "/class progress why:yes")
    assert len(await room.deeds()) == 2


async def test_what_was_taken_back_is_entered_again_once(room: Classroom) -> None:
    await room.says(INES, "/class roster credit person:Ana act:help reason:tutored Ben week:1")
    [first] = await room.ledger(ANA)
    await room.presses(INES, "Undo")
    said = await room.presses(INES, "Do it again")
    assert "Entered again for Ana: help, week 1." in said
    [again] = await room.ledger(ANA)
    assert again == replace(first, id=f"{first.id}.2")
    again_state = f"v1:participation.recredit:{COURSE.id}:{first.id}:{ANA.id}"
    assert "It counts already" in await room.sends_state(TARO, again_state)
    await room.presses(INES, "Undo")
    assert await room.ledger(ANA) == []
    await room.sends_state(TARO, again_state)
    [third] = await room.ledger(ANA)
    assert (third.id, third.by) == (f"{first.id}.3", TARO.id)
    assert [deed.what for deed in await room.deeds()] == [
        "Taro entered again for Ana: help, week 1",
        "Ines took back Ana's help of week 1",
        "Ines entered again for Ana: help, week 1",
        "Ines took back Ana's help of week 1",
        "Ines entered for Ana: help, week 1",
    ]


async def test_what_stands_otherwise_by_now_is_not_entered_twice(room: Classroom) -> None:
    credit = "/class roster credit person:Ana act:help reason:tutored Ben week:1"
    await room.says(INES, credit)
    [first] = await room.ledger(ANA)
    state = f"v1:participation.recredit:{COURSE.id}:{first.id}:{ANA.id}"
    assert "staff took no such act back" in await room.sends_state(INES, state)
    await room.presses(INES, "Undo")
    await room.says(TARO, credit)
    assert "It counts already" in await room.sends_state(INES, state)
    assert "staff only" in await room.sends_state(ANA, state)
    assert len(await room.ledger(ANA)) == 1
    elsewhere = f"v1:participation.recredit:{COURSE.id}:{first.id}:{BEN.id}"
    assert "staff took no such act back" in await room.sends_state(INES, elsewhere)


async def test_a_post_entered_by_hand_is_large_enough(room: Classroom) -> None:
    await room.says(INES, "/class roster credit person:Ana act:post about:Minds reason:on paper")
    [entry] = await room.ledger(ANA)
    assert (entry.amount, entry.out_of) == (75, 75)
    assert "1 of 1" in await room.says(ANA, "/class progress")


async def test_attendance_by_hand_names_its_session(room: Classroom) -> None:
    said = await room.says(INES, "/class roster credit person:Ana act:make-up reason:seen")
    assert "Say which session it was" in said


async def test_a_repeated_call_enters_one_act(room: Classroom) -> None:
    await room.says(INES, "/class roster credit person:Ana act:help reason:tutored Ben")
    await room.invoke(room.calls[-1], INES)
    assert len(await room.ledger(ANA)) == 1


async def test_students_cannot_credit_or_excuse_themselves(room: Classroom) -> None:
    for command in ("credit person:Ana act:help reason:me", "excuse person:Ana week:1 reason:me"):
        assert "staff only" in await room.says(ANA, f"/class roster {command}")
    assert await room.ledger(ANA) == []
