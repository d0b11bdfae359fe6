"""What is for staff waits while anybody else can read it, whether the roster knows them or not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.people import Account
from tests.support.classroom import Classroom, classroom
from tests.support.lived import LIMITS, lived
from tests.support.sample import ANA, BEN, COURSE, INES, PLATFORM, STAFF, TARO, account, post

SECRET = "For staff alone."


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path) as opened:
        async with opened.store.work() as work:
            await work.outbox.post(replace(post("export/1", STAFF, SECRET), closed=True))
        yield opened


@pytest.mark.parametrize("reader", [account(ANA), Account(PLATFORM, "not-joined-yet")])
async def test_it_waits_with_the_remedy_and_is_sent_by_itself(
    room: Classroom, reader: Account
) -> None:
    room.chat.closed[STAFF] = [account(INES), reader]
    await room.app.tick()
    assert room.seen(STAFF) == []
    async with room.store.reading() as work:
        [waiting] = await work.outbox.problems(COURSE.id)
    assert "nothing private is posted there" in (waiting.problem or "")
    room.chat.closed[STAFF] = [account(INES), account(TARO)]
    await room.tick_to("2026-09-07 01:00")
    assert room.seen(STAFF) == [SECRET]


async def test_who_left_staff_reads_on_no_longer(room: Classroom) -> None:
    gone = replace(TARO, dropped=COURSE.starts)
    async with room.store.work() as work:
        await work.people.save((gone,))
    await room.app.tick()
    assert room.seen(STAFF) == []


async def test_staff_can_t_bring_back_what_its_author_took_back(tmp_path: Path) -> None:
    async with lived(tmp_path) as room:
        async with room.store.reading() as work:
            questions = await work.questions.of_session(LIMITS.id)
        [(question, given)] = [(q.id, a.id) for q in questions for a in q.answers]
        state = f"{COURSE.id}:{question}:{given}"
        await room.sends_state(BEN, f"v1:questions.unanswer:{state}")
        said = await room.sends_state(INES, f"v1:questions.reanswer:{state}")
        assert "only they can put it back" in said
        assert "is back" in await room.sends_state(BEN, f"v1:questions.reanswer:{state}")
