"""A student joins with a code, another is let in by staff; codes fail kindly."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, STAFF, account, person

NOA = person("Noa")
"""On the roster, without an account in chat so far."""


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path) as opened:
        async with opened.store.work() as work:
            await work.people.save([NOA])
        yield opened


async def is_in(room: Classroom) -> bool:
    async with room.store.reading() as work:
        return list(await work.people.accounts(NOA.id)) == [account(NOA)]


async def test_staff_see_who_is_not_in_chat_yet(room: Classroom) -> None:
    said = await room.says(INES, "/class roster show")
    assert "students | 4 | 1" in said
    assert "Not in chat yet: Noa." in said


async def test_a_code_works_once(room: Classroom) -> None:
    said = await room.says(INES, "/class roster code person:Noa")
    assert "The personal code of Noa is AAAA-AAAA-AAA1." in said
    welcome = await room.says(NOA, "/class join code:aaaa aaaa aaa1")
    assert "Welcome to Open Learning, Noa." in welcome
    assert await is_in(room)
    assert "already, as Noa" in await room.says(NOA, "/class join code:aaaaaaaaaaa1")
    async with room.store.work() as work:
        await work.people.unlink(NOA.id, account(NOA))
    assert "That code doesn't work" in await room.says(NOA, "/class join code:aaaaaaaaaaa1")


async def test_only_the_newest_code_works_and_for_two_weeks(room: Classroom) -> None:
    await room.says(INES, "/class roster code person:Noa")
    await room.says(INES, "/class roster code person:Noa")
    assert "doesn't work" in await room.says(NOA, "/class join code:aaaaaaaaaaa1")
    room.at("2026-09-21 00:00")
    assert "doesn't work" in await room.says(NOA, "/class join code:aaaaaaaaaaa2")
    assert not await is_in(room)


async def test_a_code_can_be_taken_back(room: Classroom) -> None:
    await room.says(INES, "/class roster code person:Noa")
    assert "No code of Noa's works any more" in await room.presses(INES, "Take it back")
    assert "doesn't work" in await room.says(NOA, "/class join code:aaaaaaaaaaa1")
    assert [deed.what for deed in await room.deeds()] == [
        "Ines took back the personal code of Noa",
        "Ines made a personal code for Noa",
    ]


async def test_the_code_itself_is_not_kept(room: Classroom) -> None:
    await room.says(INES, "/class roster code person:Noa")
    async with room.store.reading() as work:
        [code] = await work.joining.codes(NOA.id)
    assert "aaaa" not in code.hash


async def test_without_a_code_staff_say_who_it_is(room: Classroom) -> None:
    assert "have been asked who you are" in await room.says(NOA, "/class join name:noa")
    assert any("calls themselves “noa”" in text for text in room.seen(STAFF))
    assert "“noa” is Noa." in await room.presses(INES, "It is", "Noa")
    assert await is_in(room)
    await room.presses(INES, "Undo")
    assert not await is_in(room)
    assert "nothing to undo" in await room.presses(INES, "Undo")


async def test_joining_needs_a_code_or_a_name(room: Classroom) -> None:
    assert "Add your personal code, or your name" in await room.says(NOA, "/class join")
    assert "not on the roster" in await room.says(NOA, "/class me")


async def test_students_cannot_make_codes_or_let_others_in(room: Classroom) -> None:
    only = "This is for the course's staff only."
    assert await room.says(ANA, f"/class roster code person:{NOA.id}") == only
    state = f"v1:roster.confirm:{COURSE.id}:r1:{NOA.id}"
    assert await room.sends_state(ANA, state) == only
    assert await room.suggests(ANA, "roster code", "person", "n") == []
    assert (await room.suggests(INES, "roster code", "person", ""))[0] == "Noa"


async def test_whom_a_code_is_for_is_named_as_everywhere(room: Classroom) -> None:
    async with room.store.work() as work:
        await work.people.save((replace(CHO, username="0042c"), replace(BEN, name="Ana")))
    code = "/class roster code person:"
    assert "The personal code of Cho is" in await room.says(INES, f"{code}0042C")
    list_appears = "Pick a name from the list that appears as you type."
    assert await room.says(INES, f"{code}Q") == (
        f"Nobody on the roster is called “Q”. {list_appears}"
    )
    assert await room.says(INES, f"{code}Ana") == (
        f"Several people on the roster are called “Ana”. {list_appears}"
    )
