"""A session started by mistake: the undo makes it planned again, as if it had not been started."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.sessions import Session, State
from tests.support.calendar import FakeCalendar
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, INES, LIVE, MAIN, STAFF, at, session

LIMITS = session("limits", at(days=3, hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as opened:
        opened.chat.calendar = FakeCalendar()
        await opened.tick_to("2026-09-09 11:00")
        assert "Limits is live." in await opened.says(INES, "/class session start", place=STAFF)
        await opened.tick_to("2026-09-09 11:05")
        yield opened


async def limits(room: Classroom) -> Session:
    """Return the session as it is kept."""
    async with room.store.reading() as work:
        found = await work.sessions.get(LIMITS.id)
    assert found is not None
    return found


async def test_it_is_planned_again_and_nothing_of_the_start_stands(room: Classroom) -> None:
    said = await room.presses(INES, "Undo")
    assert said.startswith("Done\nLimits is planned again. It is planned for Thu 10 Sep 10:00.")
    await room.tick_to("2026-09-09 11:06")
    assert await limits(room) == LIMITS
    assert room.seen(LIVE) == []
    assert "Starts Thu 10 Sep 10:00" in room.seen(MAIN)[0]
    assert "[" not in room.seen(STAFF)[0]
    assert "10001" not in room.seen(STAFF)[0]
    assert room.chat.calendar is not None
    assert [one.state for one in room.chat.calendar.shown()] == [State.PLANNED]
    [deed, started] = await room.deeds()
    assert (deed.what, deed.undo) == ("Ines took back the start of Limits", None)
    assert started.undo is not None
    assert started.undo.startswith("v1:session.unstart:")


async def test_the_real_session_takes_place_with_all_that_belongs_to_it(room: Classroom) -> None:
    await room.presses(INES, "Undo")
    await room.tick_to("2026-09-10 09:59")
    assert (await limits(room)).state is State.PLANNED
    await room.tick_to("2026-09-10 10:01")
    live = await limits(room)
    assert (live.state, live.began) == (State.LIVE, LIMITS.starts)
    [card, board] = room.seen(LIVE)
    assert "[Check in]" in card
    assert "Question" in board
    assert "10002" in room.seen(STAFF)[-1]
    assert "You're checked in" in await room.says(ANA, "/class checkin code:10002")
    assert len(await room.ledger(ANA)) == 1
    await room.tick_to("2026-09-10 11:15")
    assert (await limits(room)).ended == LIMITS.ends


async def test_an_early_check_in_is_withdrawn_and_its_code_no_longer_works(room: Classroom) -> None:
    await room.says(ANA, "/class checkin code:10001")
    await room.presses(BEN, "Check in")
    await room.presses(INES, "Undo")
    assert await room.ledger(ANA) == []
    async with room.store.reading() as work:
        gone = [one for one in await work.ledger.of_person(ANA.id) if one.withdraws]
    assert [one.reason for one in gone] == ["the start was undone"]
    not_yet = "Limits hasn't started, so nobody can check in yet."
    assert await room.submits(BEN, {"code": "10001"}, sent="2026-09-09 11:01") == not_yet
    await room.tick_to("2026-09-10 10:01")
    assert "You're checked in" not in await room.says(BEN, "/class checkin code:10001")
    assert "You're checked in" in await room.says(ANA, "/class checkin code:10002")
    assert len(await room.ledger(ANA)) == 1


async def test_what_people_wrote_meanwhile_is_kept(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:Is it early?")
    await room.says(INES, "/class poll question:Here? options:Yes | No")
    await room.presses(BEN, "Yes")
    await room.sends_state(INES, (await room.deeds())[-1].undo or "")
    await room.tick_to("2026-09-09 11:06")
    async with room.store.reading() as work:
        [poll] = await work.polls.of_session(LIMITS.id)
    assert poll.closed is not None
    assert sum(poll.votes) == 1
    await room.tick_to("2026-09-10 10:01")
    assert any("Is it early?" in seen for seen in room.seen(LIVE))


async def test_an_announcement_that_fell_due_meanwhile_is_made_up_for(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.tick_to("2026-09-07 09:30")
        assert room.seen(MAIN) == []
        await room.says(INES, "/class session start")
        await room.tick_to("2026-09-07 10:10")
        await room.presses(INES, "Undo")
        assert "Starts Thu 10 Sep 10:00" in room.seen(MAIN)[0]


async def test_no_recap_is_drafted_and_nobody_ends_what_is_planned(room: Classroom) -> None:
    await room.presses(INES, "Undo")
    await room.tick_to("2026-09-10 09:00")
    async with room.store.reading() as work:
        assert await work.recaps.get(LIMITS.id) is None
        kinds = {item.kind for item in await work.agenda.of(LIMITS.course)}
    assert "session.end" not in kinds
    again = await room.presses(INES, "Undo")
    assert again == "Limits is planned, so there is no start to undo."


async def test_what_ended_meanwhile_is_not_undone(room: Classroom) -> None:
    undo = (await room.deeds())[0].undo or ""
    await room.says(INES, "/class session end")
    said = await room.sends_state(INES, undo)
    assert said == (
        "Limits has ended meanwhile, so its start can't be undone. "
        "To let it go on: /class session start session:Limits."
    )
    await room.presses(INES, "Undo")
    assert "had ended once already" in await room.sends_state(INES, undo)


async def test_after_an_hour_it_is_too_late(room: Classroom) -> None:
    await room.tick_to("2026-09-09 12:01")
    said = await room.presses(INES, "Undo")
    assert said == (
        "Limits has been live for more than an hour, so its start can't be undone any more. "
        "To end it: /class session end."
    )


async def test_after_its_planned_time_it_would_be_live_anyway(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.tick_to("2026-09-10 09:50")
        await room.says(INES, "/class session start")
        await room.tick_to("2026-09-10 10:00")
        said = await room.presses(INES, "Undo")
        assert said == (
            "Limits would be live by now anyway: its planned start has passed. "
            "To end it: /class session end."
        )


async def test_an_ended_session_started_again_ends_with_the_undo(room: Classroom) -> None:
    await room.says(INES, "/class session end")
    await room.says(INES, "/class session start session:Limits")
    assert "Limits has ended." in await room.presses(INES, "Undo")


async def test_an_old_restore_leaves_what_is_live_alone(room: Classroom) -> None:
    state = f"v1:session.restore:{LIMITS.course}:{LIMITS.id}:"
    assert "can't be done" in await room.sends_state(INES, state)
    assert (await limits(room)).state is State.LIVE
