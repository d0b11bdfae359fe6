"""A post that comes late counts as the policy says, though others have written before it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.model.happenings import PolicyChanged
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Late, Option, Part, Requirement, Within
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom
from tests.support.discussing import LONG, SHORT, acts, discussing, thread, write
from tests.support.sample import ANA, BEN, CHO, COURSE, POLICY

DAY = timedelta(days=1)
WRITE = Option("write", "Write", (Part((Act.POST,), minimum=75),), Within.DISCUSSION)
KIND = replace(WRITE, late=Late(grace=timedelta(hours=1), over=DAY, floor=Decimal(0)))


async def rules(room: Classroom, version: int, option: Option) -> None:
    """Let one option be all that a week asks."""
    asked = (Requirement(1, (option.key,)),)
    policy = replace(POLICY, version=version, options=(option,), requirements=asked)
    async with room.store.work() as work:
        await work.policies.save(COURSE.id, policy, room.clock.now(), since=1)
        work.happened(PolicyChanged(COURSE.id))
        await settle(work, REACTIONS, room.clock.now())


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room in which Ben has written; posts are due on Friday at nine."""
    async with discussing(tmp_path) as opened:
        await rules(opened, 2, KIND)
        await opened.writes(BEN, LONG, place=thread(opened))
        yield opened


async def test_within_the_grace_it_is_a_post_that_counts_in_full(room: Classroom) -> None:
    await room.tick_to("2026-09-11 09:30")
    await write(room, ANA, LONG)
    await write(room, ANA, LONG + SHORT)
    assert await acts(room) == [(Act.POST, 91), (Act.REPLY, 97)]
    assert "1 of 1" in await room.says(ANA, "/class progress week:1")


async def test_later_it_counts_for_less_and_then_is_a_reply(room: Classroom) -> None:
    await room.tick_to("2026-09-11 22:00")
    await room.writes(ANA, LONG, place=thread(room))
    why = await room.says(ANA, "/class progress week:1 why:yes")
    assert "Counts for “Write” at 50%, since it came late." in why
    await room.tick_to("2026-09-12 10:00")
    await room.writes(CHO, LONG, place=thread(room))
    assert await acts(room, CHO) == [(Act.REPLY, 91)]


async def test_too_few_words_are_no_late_post(room: Classroom) -> None:
    await room.tick_to("2026-09-11 09:30")
    await room.writes(ANA, SHORT, place=thread(room))
    assert await acts(room) == [(Act.REPLY, 6)]


async def test_it_follows_the_policy(room: Classroom) -> None:
    await rules(room, 3, WRITE)
    await room.tick_to("2026-09-11 09:30")
    await room.writes(ANA, LONG, place=thread(room))
    assert await acts(room) == [(Act.REPLY, 91)]
    await rules(room, 4, KIND)
    assert await acts(room) == [(Act.POST, 91)]
    await rules(room, 5, WRITE)
    assert await acts(room) == [(Act.REPLY, 91)]
