"""A decision that is taken back leaves what stands by then, not what stood when it was made."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.events import MessageDeleted, MessageSeen
from bot.model.participation.acts.ledger import Act
from bot.model.places import Message
from tests.support.classroom import Classroom
from tests.support.discussing import LONG, SHORT, acts, discussing, write
from tests.support.instants import utc
from tests.support.sample import ANA, COURSE, INES, TARO, account, person

NOA = person("Noa")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with discussing(tmp_path) as opened:
        yield opened


async def credited(room: Classroom) -> Message:
    """Let Ana write too little, say that it isn't right, and Ines credit it."""
    post = await write(room, ANA, SHORT)
    await room.says(ANA, "/class progress week:1 why:yes")
    await room.presses(ANA, "That's not right")
    await room.submits(ANA, {"words": "There is a picture in it."})
    await room.presses(INES, "Credit it")
    return post


def grown(post: Message) -> MessageSeen:
    """Return that Ana made her post longer, in time."""
    return MessageSeen(post, account(ANA), LONG, utc("2026-09-07 09:01"), utc("2026-09-08 10:00"))


async def test_a_post_that_was_made_longer_meanwhile_counts(room: Classroom) -> None:
    await room.app.receive((grown(await credited(room)),))
    said = await room.presses(INES, "Undo")
    assert "Ana, Post in “Minds”: It waits for a decision again." in said
    assert " of 1" not in said
    assert await acts(room) == [(Act.POST, 91)]
    assert "1 of 1" in await room.says(ANA, "/class progress week:1")


async def test_a_post_that_was_deleted_meanwhile_stands_no_longer(room: Classroom) -> None:
    post = await credited(room)
    await room.app.receive((MessageDeleted(post, utc("2026-09-08 10:00")),))
    assert await acts(room) == [(Act.POST, 75)]
    await room.presses(INES, "Undo")
    assert await acts(room) == []


async def test_a_post_of_an_account_that_was_taken_back_meanwhile_is_nobodys(
    room: Classroom,
) -> None:
    async with room.store.work() as work:
        await work.people.save([NOA])
    await write(room, NOA, LONG)
    await room.says(NOA, "/class join name:Noa")
    await room.presses(INES, "It is", "Noa")
    await room.says(NOA, "/class progress week:1 why:yes")
    await room.presses(NOA, "That's not right")
    await room.submits(NOA, {"words": "I wrote two."})
    await room.presses(TARO, "Credit it")
    await room.presses(INES, "Undo")
    assert await acts(room, NOA) == [(Act.POST, 91)]
    await room.presses(TARO, "Undo")
    assert await acts(room, NOA) == []


async def test_in_a_locked_week_both_are_differences(room: Classroom) -> None:
    post = await credited(room)
    await room.tick_to("2026-09-22 12:00")
    await room.app.receive((grown(post),))
    await room.presses(INES, "Undo")
    assert await acts(room) == [(Act.POST, 91)]
    async with room.store.reading() as work:
        found = await work.differences.of(COURSE.id)
    assert [(each.why, each.by) for each in found] == [
        ("the decision on Post in “Minds” was taken back", INES.id),
        ("what stands in “Minds” counts again", INES.id),
    ]


async def test_what_was_disputed_has_no_button_that_leads_nowhere(room: Classroom) -> None:
    await credited(room)
    why = await room.says(ANA, "/class progress week:1 why:yes")
    assert "Counts for “Discuss”. Entered by staff." in why
    assert "[That's not right]" not in why
    await room.presses(INES, "Undo")
    assert "[That's not right]" not in await room.says(ANA, "/class progress week:1 why:yes")
