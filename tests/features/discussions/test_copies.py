"""Staff look at what repeats: privately, in figures, and without a word to students."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.model.places import Place
from tests.support.classroom import Classroom
from tests.support.discussing import LONG, MINDS, discussing, load, write
from tests.support.sample import ANA, BEN, COURSE, INES, TALK, at, discussion

RIVER = (
    "The river behind our house smells of sulfur after rain, so I asked my uncle, who works at "
    "the water plant, what they add and why the smell goes away within a day."
)
SOIL = (
    "Our soil is red and sour; my grandmother spreads ash on it every spring, and only this week "
    "did I see that she has been neutralizing it for forty years without the word."
)
ACIDS = discussion("acids", at(7, hours=9))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room in its second week: both students wrote in the first week's discussion."""
    async with discussing(tmp_path) as opened:
        await load(opened, ACIDS)
        await write(opened, ANA, RIVER)
        await write(opened, BEN, SOIL)
        await opened.tick_to("2026-09-14 09:00")
        yield opened


async def says_now(room: Classroom, text: str) -> None:
    """Let Ana write into the second discussion's thread."""
    [root] = [posted.message for posted in room.chat.at(TALK) if "Acids" in posted.view.title]
    room.clock.present += timedelta(minutes=1)
    await room.writes(ANA, text, place=Place(TALK.platform, TALK.id, root.id))


async def test_a_copy_of_ones_own_earlier_post_is_told_with_both_links(room: Classroom) -> None:
    await says_now(room, f"{RIVER} That was it.")
    said = await room.says(INES, "/class discuss copies")
    assert said.startswith("What repeats in “Acids”")
    assert (
        "Week 2's message repeats their own of week 1: 91 % of its words stand there, compare."
        in said
    )
    assert "Ana: “The river behind" in said
    assert "It changes no credit" in said


async def test_honest_words_and_classmates_words_are_not_told(room: Classroom) -> None:
    await says_now(room, SOIL)
    said = await room.says(INES, f"/class discuss copies discussion:{ACIDS.id}")
    assert "No message repeats 40 % or more of its words." in said


async def test_a_text_that_repeats_itself_is_told_for_the_discussion_asked(
    room: Classroom,
) -> None:
    before = await room.ledger(ANA)
    await write(room, ANA, LONG)
    said = await room.sends_state(INES, action("discussions.copies", COURSE.id, MINDS.id))
    assert "85 % of its words repeat what it said before." in said
    assert len(await room.ledger(ANA)) == len(before) + 1, "it counts like any other"


async def test_withdrawn_words_are_not_compared(room: Classroom) -> None:
    await says_now(room, RIVER)
    await room.says(ANA, "/class me")
    await room.presses(ANA, "Withdraw my words")
    await room.presses(ANA, "Erase my words for good")
    assert "No message repeats" in await room.says(INES, "/class discuss copies")


async def test_it_is_for_staff_and_told_where_nobody_else_reads(room: Classroom) -> None:
    await says_now(room, RIVER)
    assert "staff only" in await room.says(ANA, "/class discuss copies")
    shown = "\n".join(room.seen(TALK))
    await room.says(INES, "/class discuss copies")
    assert "\n".join(room.seen(TALK)) == shown
    assert "repeat" not in await room.says(ANA, "/class progress why:true")
