"""What comes in only after a week was locked still counts, as a difference that says why."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.chat.events import Event, MessageDeleted, MessageSeen
from bot.features.exports.writing import make_export
from bot.model.gradebook.gradebook import Scope
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Option, Part, Requirement, Within
from bot.model.people import Person
from bot.model.places import Message
from bot.model.sessions import State
from bot.ports.gradebooks import Format, Wanted
from tests.support.classroom import Classroom
from tests.support.discussing import LONG, MINDS, SHORT, acts, discussing, thread, write
from tests.support.instants import utc
from tests.support.sample import (
    ANA,
    BEN,
    CHO,
    COURSE,
    INES,
    LIVE,
    POLICY,
    account,
    at,
    person,
    session,
)

NOA = person("Noa")
LIMITS = session("limits", at(hours=8))
LATER = "2026-09-22 12:00"
"""Week 1 ends on 13 September and locks a week later."""
WRITTEN = "what was written came in after the lock"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room in which Noa, whom nobody knows yet, and Ben have written in a discussion."""
    async with discussing(tmp_path) as opened:
        async with opened.store.work() as work:
            await work.people.save([NOA])
            await work.sessions.save((replace(LIMITS, began=at(hours=8), ended=at(hours=8.5),
                                              state=State.ENDED),))  # fmt: skip
        await write(opened, BEN, LONG)
        await write(opened, NOA, LONG)
        yield opened


def heard(
    room: Classroom, who: Person, text: str, posted: str, name: str, version: str = ""
) -> Event:
    """Return a message of the discussion, as it is heard of at any time after."""
    message = Message(thread(room), name)
    return MessageSeen(message, account(who), text, utc(posted), utc(version or posted))


async def told(room: Classroom) -> list[tuple[str, int, str, str | None]]:
    """Return what changed in locked weeks: whose, which, why and by whom."""
    names = {one.id: one.name for one in (ANA, BEN, CHO, NOA)}
    async with room.store.reading() as work:
        found = await work.differences.of(COURSE.id)
    return [(names[each.person], each.week, each.why, each.by) for each in found]


async def export(room: Classroom, form: Format, scope: Scope = Scope.WEEK) -> bytes:
    wanted = Wanted(1, scope, (form,))
    return (await make_export(room.store, COURSE, wanted, room.clock.now())).content


async def ruled_by(room: Classroom, act: Act, within: Within = Within.WEEK) -> None:
    """Let one act be all that a week asks, from the first week on."""
    one = Option("one", "One", (Part((act,)),), within)
    policy = replace(POLICY, version=2, options=(one,), requirements=(Requirement(1, ("one",)),))
    async with room.store.work() as work:
        await work.policies.save(COURSE.id, policy, room.clock.now(), since=1)


async def test_an_account_that_staff_link_after_the_lock_counts_as_a_difference(
    room: Classroom,
) -> None:
    await room.tick_to(LATER)
    sealed = await export(room, Format.JSON)
    await export(room, Format.MOODLE)
    await room.says(NOA, "/class join name:Noa")
    await room.presses(INES, "It is", "Noa")
    linked = "an account was linked on Sep 22"
    assert await told(room) == [("Noa", 1, linked, INES.id)]
    assert (
        f"Changed after it was locked, week 1: +1 by decision of Ines: {linked}."
        in await room.says(NOA, "/class progress week:1")
    )
    assert await export(room, Format.JSON) == sealed
    changed = (await export(room, Format.MOODLE, Scope.DIFFERENCE)).decode()
    assert "Noa" in changed
    assert f"by decision of Ines: {linked}" in changed


async def test_who_joins_with_a_code_after_the_lock_did_that_by_themselves(
    room: Classroom,
) -> None:
    await room.tick_to(LATER)
    await room.says(INES, "/class roster code person:Noa")
    await room.says(NOA, "/class join code:aaaaaaaaaaa1")
    assert await told(room) == [("Noa", 1, "an account was linked on Sep 22", None)]


async def test_an_account_taken_back_after_the_lock_takes_nothing_and_says_so(
    room: Classroom,
) -> None:
    await room.tick_to(LATER)
    await room.says(NOA, "/class join name:Noa")
    await room.presses(INES, "It is", "Noa")
    before = await told(room)
    said = await room.presses(INES, "Undo")
    assert "Week 1 is locked, so nobody loses what it had given them." in said
    assert await acts(room, NOA) == [(Act.POST, 91)]
    assert await told(room) == before


async def test_before_the_lock_an_account_taken_back_says_nothing_of_it(room: Classroom) -> None:
    await room.says(NOA, "/class join name:Noa")
    await room.presses(INES, "It is", "Noa")
    assert "locked" not in await room.presses(INES, "Undo")
    assert await told(room) == []


async def test_a_message_heard_of_after_the_lock_counts_as_a_difference(room: Classroom) -> None:
    await room.tick_to(LATER)
    sealed = await export(room, Format.JSON)
    late = heard(room, ANA, LONG, "2026-09-08 10:00", "late")
    await room.app.receive((late,))
    assert await acts(room) == [(Act.POST, 91)]
    assert await told(room) == [("Ana", 1, WRITTEN, None)]
    await room.app.receive((late,))
    assert await told(room) == [("Ana", 1, WRITTEN, None)]
    assert await export(room, Format.JSON) == sealed
    assert f"Changed after it was locked, week 1: +1: {WRITTEN}." in await room.says(
        ANA, "/class progress week:1"
    )


async def test_of_many_messages_heard_late_only_what_counts_is_a_difference(
    room: Classroom,
) -> None:
    await room.tick_to(LATER)
    events = [
        heard(room, ANA, SHORT, "2026-09-08 10:00", "short"),
        heard(room, BEN, LONG, "2026-09-08 11:00", "bens-second"),
        heard(room, ANA, LONG, "2026-09-08 12:00", "long"),
    ]
    await room.app.receive(events)
    assert await told(room) == [("Ana", 1, WRITTEN, None)]


async def test_an_edit_in_time_that_is_heard_of_after_the_lock_counts(room: Classroom) -> None:
    post = await write(room, ANA, SHORT)
    await room.tick_to(LATER)
    grown = heard(room, ANA, LONG, "2026-09-07 09:03", post.id, "2026-09-08 10:00")
    await room.app.receive((grown,))
    assert (Act.POST, 91) in await acts(room)
    assert await told(room) == [("Ana", 1, WRITTEN, None)]
    shrunk = heard(room, ANA, SHORT, "2026-09-07 09:03", post.id, "2026-09-08 11:00")
    await room.app.receive((shrunk, MessageDeleted(post, utc("2026-09-08 12:00"))))
    assert (Act.POST, 91) in await acts(room)
    assert len(await told(room)) == 1


async def test_more_time_after_the_lock_is_staffs_decision(room: Classroom) -> None:
    room.at("2026-09-12 12:00")
    await room.writes(ANA, LONG, place=thread(room))
    await room.tick_to(LATER)
    assert await told(room) == []
    more = "closes:2026-09-25 12:00 posts_due:2026-09-23 12:00"
    await room.says(INES, f"/class discuss extend {more} discussion:{MINDS.id}")
    more_time = [("Ana", 1, "“Minds” has other due times", INES.id)]
    assert await told(room) == more_time
    said = await room.presses(INES, "Undo")
    assert "Week 1 is locked, so nobody loses what it had given them." in said
    assert await told(room) == more_time


async def test_a_discussion_called_off_after_the_lock_is_staffs_decision(room: Classroom) -> None:
    await ruled_by(room, Act.POST, Within.DISCUSSION)
    await room.says(INES, "/class discuss extend closes:2026-09-30 12:00")
    await room.tick_to(LATER)
    await room.sends_state(INES, action("discussions.cancel", COURSE.id, MINDS.id))
    await room.presses(INES, "Undo")
    bens = [(why, by) for who, _, why, by in await told(room) if who == "Ben"]
    assert bens == [("“Minds” was called off", INES.id), ("“Minds” goes on", INES.id)]


async def test_staffs_mark_after_the_lock_is_their_decision(room: Classroom) -> None:
    await ruled_by(room, Act.MARK)
    said = await room.writes(BEN, "Delta answers epsilon.", place=LIVE, name="bens")
    await room.tick_to(LATER)
    await room.acts_on(INES, said, "recap.highlight")
    assert await told(room) == [("Ben", 1, "marked by staff", INES.id)]
    taken_off = await room.presses(INES, "Undo")
    assert "Week 1 is locked, so nobody loses what it had given them." in taken_off
    assert Act.MARK in [act for act, _ in await acts(room, BEN)]
    assert len(await told(room)) == 1


async def test_a_mark_on_what_an_account_wrote_follows_it_as_a_difference(room: Classroom) -> None:
    await ruled_by(room, Act.MARK)
    said = await room.writes(NOA, "Delta answers epsilon.", place=LIVE, name="noas")
    await room.acts_on(INES, said, "recap.highlight")
    await room.tick_to(LATER)
    await room.says(NOA, "/class join name:Noa")
    await room.presses(INES, "It is", "Noa")
    assert await told(room) == [("Noa", 1, "an account was linked on Sep 22", INES.id)]
