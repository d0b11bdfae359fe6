"""A mark that is taken back takes nothing else along that staff entered for the same session."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Option, Part, Within
from tests.support.classroom import Classroom, classroom
from tests.support.reported import ANAS, LIMITS, attended, brings, visit
from tests.support.sample import ANA, COURSE, INES, POLICY, TARO

PHONED = "/class roster credit person:Ana act:attend about:Limits reason:phoned in"
MARKED = "/class session present person:Ana session:Limits"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a class after its first session, of which a policy asks 30 minutes."""
    half = Option("attend", "Attend", (Part((Act.ATTEND,), minimum=30),), Within.SESSION)
    policy = replace(POLICY, version=2, options=(half, *POLICY.options[1:]))
    async with classroom(tmp_path, LIMITS) as opened:
        async with opened.store.work() as work:
            await work.policies.save(COURSE.id, policy, opened.clock.now(), since=1)
        await opened.tick_to("2026-09-07 11:30")
        yield opened


async def credited(room: Classroom) -> None:
    """Let Ana have been there for 20 minutes, say that it was more, and Taro credit it."""
    await brings(room, (visit("Ana", "12:00", "12:20", "ana@example.edu"),))
    await room.presses(INES, "Enter this attendance")
    await room.says(ANA, "/class progress week:1 why:yes")
    await room.presses(ANA, "That's not right")
    await room.submits(ANA, {"words": "I was there from the start to the end."})
    await room.presses(TARO, "Credit it")


async def test_an_act_that_somebody_else_entered_by_hand_stays(room: Classroom) -> None:
    await room.says(TARO, PHONED)
    await room.says(INES, MARKED)
    await room.presses(INES, "Undo")
    [entry] = await room.ledger(ANA)
    assert (entry.by, entry.evidence) == (TARO.id, "phoned in")
    await room.presses(TARO, "Undo")
    assert await room.ledger(ANA) == []


async def test_what_was_credited_on_a_dispute_stays(room: Classroom) -> None:
    await credited(room)
    await room.says(INES, MARKED)
    await room.presses(INES, "Undo")
    assert [entry.by for entry in await room.ledger(ANA)] == [TARO.id]
    assert "1 of 1" in await room.says(ANA, "/class progress week:1")
    await room.presses(TARO, "Undo")
    assert await attended(room, ANA) == [(20, 60)]


async def test_a_mark_stands_when_the_decision_beside_it_is_taken_back(room: Classroom) -> None:
    await credited(room)
    await room.says(INES, MARKED)
    await room.presses(TARO, "Undo")
    assert [entry.evidence for entry in await room.ledger(ANA)] == ["marked present by staff"]
    assert "1 of 1" in await room.says(ANA, "/class progress week:1")


async def test_a_report_that_came_meanwhile_counts_when_a_decision_is_taken_back(
    room: Classroom,
) -> None:
    await credited(room)
    await brings(room, ANAS)
    await room.presses(INES, "Enter this attendance")
    await room.presses(TARO, "Undo", "")
    assert await attended(room, ANA) == [(60, 60)]
