"""Sessions as scheduled events on the wire: entered, moved, held, cancelled, taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.discord.posting.entries import Status
from adapters.discord.rest.troubles import ForbiddenError, RefusedError
from bot.chat.occasions import Occasion
from bot.model.places import Message
from bot.model.sessions import State
from bot.ports.platform import CannotSendError, MaybeSentError
from tests.support.discord.permissions import Permission
from tests.support.discord.reach import START, Reach, reaching
from tests.support.discord.scripted import impatience
from tests.support.instants import utc

STARTS, ENDS = utc("2026-10-05 15:00"), utc("2026-10-05 16:30")
LINK = "https://meet.example/a"
OCCASION = Occasion("Session 3", "What moves a front?", STARTS, ENDS, State.PLANNED, LINK)
LIVE = replace(OCCASION, state=State.LIVE)


def entries(reach: Reach) -> list[dict[str, Any]]:
    """Return the open events of the server, oldest first."""
    return [event.fields for event in reach.server.guild().events.values()]


def starts(entry: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["scheduled_start_time"])


async def entered(reach: Reach, occasion: Occasion = OCCASION) -> Message:
    return await reach.platform.calendar.enter(reach.place("general"), occasion, "marker")


async def change(reach: Reach, entry: Message, occasion: Occasion, times: int = 2) -> None:
    """Change an entry; repeating it changes nothing."""
    for _ in range(times):
        await reach.platform.calendar.change(entry, occasion, "marker")


async def test_a_session_is_entered_and_found_by_its_marker() -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        assert entry.place == reach.place("general")
        (event,) = entries(reach)
        assert (event["name"], event["entity_metadata"]) == ("Session 3", {"location": LINK})
        assert starts(event) == STARTS
        assert await reach.platform.calendar.find(reach.place("general"), "marker") == entry
        assert await reach.platform.calendar.find(reach.place("general"), "another") is None


async def test_a_session_in_a_voice_place_is_held_there() -> None:
    async with reaching() as reach:
        for name, entity in (("seminar room", 2), ("lecture", 1)):
            place = reach.place(name)
            await entered(reach, replace(OCCASION, place=place))
            assert entries(reach)[-1]["entity_type"] == entity
            assert entries(reach)[-1]["channel_id"] == place.id


async def test_a_session_in_a_place_without_voices_is_elsewhere() -> None:
    async with reaching() as reach:
        await entered(reach, replace(OCCASION, place=reach.place("staff"), link=""))
        gone = replace(reach.place("staff"), id="123456789")
        await entered(reach, replace(OCCASION, place=gone, link=""))
        for event in entries(reach):
            assert event["entity_metadata"] == {"location": "#general"}


async def test_a_session_that_moves_moves_its_entry_and_nothing_else_is_asked() -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        moved = replace(OCCASION, starts=STARTS + timedelta(days=1), ends=ENDS + timedelta(days=1))
        await change(reach, entry, moved)
        assert starts(entries(reach)[0]) == moved.starts
        assert reach.asked("PATCH") == [f"{_path(reach)}/{entry.id}"]


async def test_a_session_that_moves_into_a_voice_place_and_out_again() -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        room = reach.place("seminar room")
        await change(reach, entry, replace(OCCASION, place=room))
        assert entries(reach)[0]["channel_id"] == room.id
        await change(reach, entry, OCCASION)
        assert entries(reach)[0]["channel_id"] is None
        assert entries(reach)[0]["entity_metadata"] == {"location": LINK}


async def test_a_session_is_live_and_ends_with_its_entry() -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        reach.server.clock.now = STARTS + timedelta(minutes=2)
        await change(reach, entry, LIVE)
        assert [event["status"] for event in entries(reach)] == [Status.ACTIVE]
        await change(reach, entry, replace(LIVE, state=State.ENDED))
        await change(reach, entry, replace(LIVE, state=State.RECAPPED))
        assert entries(reach) == []


@pytest.mark.parametrize("state", [State.CANCELLED, State.ENDED])
async def test_a_session_that_never_was_is_cancelled(state: State) -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        await change(reach, entry, replace(OCCASION, state=state))
        assert entries(reach) == []
        (patch,) = [one for one in reach.server.recording if one.method == "PATCH"]
        assert patch.body == {"status": Status.CANCELED}


async def test_a_session_planned_again_gets_another_entry_that_is_kept_in_step() -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        await change(reach, entry, replace(OCCASION, state=State.CANCELLED))
        await change(reach, entry, OCCASION)
        assert len(entries(reach)) == 1
        await change(reach, entry, replace(OCCASION, title="Session 3, after all"))
        assert [event["name"] for event in entries(reach)] == ["Session 3, after all"]


async def test_a_session_put_off_after_its_entry_began_gets_another_entry() -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        reach.server.clock.now = STARTS + timedelta(minutes=5)
        assert [event["status"] for event in entries(reach)] == [Status.ACTIVE]
        later = replace(OCCASION, starts=STARTS + timedelta(days=1), ends=ENDS + timedelta(days=1))
        await change(reach, entry, later)
        (event,) = entries(reach)
        assert (event["status"], starts(event)) == (Status.SCHEDULED, later.starts)
        told = [one.body for one in reach.server.recording if one.method == "PATCH"]
        assert told == [{"status": Status.COMPLETED}]


async def test_a_session_that_began_before_it_was_entered_begins_at_once() -> None:
    async with reaching() as reach:
        reach.server.clock.now = STARTS + timedelta(minutes=5)
        await entered(reach, LIVE)
        (event,) = entries(reach)
        assert event["status"] == Status.ACTIVE
        assert starts(event) > reach.server.clock.now


async def test_a_session_that_should_have_begun_can_be_entered_and_changed() -> None:
    async with reaching() as reach:
        reach.server.clock.now = ENDS + timedelta(hours=1)
        entry = await entered(reach)
        await change(reach, entry, replace(OCCASION, title="Session 3, late"))
        assert [event["name"] for event in entries(reach)] == ["Session 3, late"]


async def test_an_entry_that_ended_by_itself_is_left_alone_while_its_session_goes_on() -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        reach.server.clock.now = STARTS
        await change(reach, entry, LIVE)
        reach.server.clock.now = ENDS + timedelta(minutes=1)
        await change(reach, entry, LIVE)
        assert entries(reach) == []


@pytest.mark.parametrize("kind", ["lose", "fail", "drop", "error"])
async def test_a_doubtful_entry_is_found_or_is_not_there(kind: str) -> None:
    async with reaching() as reach:
        reach.server.faults.add("enter", kind, status=502)
        with impatience(), pytest.raises(MaybeSentError):
            await entered(reach)
        found = await reach.platform.calendar.find(reach.place("general"), "marker")
        assert (found is not None) == (kind in ("lose", "fail")) == bool(entries(reach))


async def test_an_entry_that_could_not_begin_is_in_doubt_and_begins_later() -> None:
    async with reaching() as reach:
        general = reach.place("general")
        await reach.guilds.channel(general.id)
        first = reach.server.faults.add("entry", "delay")
        first.gate.set()
        reach.server.faults.add("entry", "error", status=503)
        with pytest.raises(MaybeSentError):
            await entered(reach, LIVE)
        found = await reach.platform.calendar.find(general, "marker")
        assert found is not None
        await change(reach, found, LIVE)
        assert [event["status"] for event in entries(reach)] == [Status.ACTIVE]


async def test_without_the_permission_it_says_what_to_give() -> None:
    async with reaching() as reach:
        await reach.server.admin().set_role("Homeroom", Permission.VIEW_CHANNEL)
        with pytest.raises(ForbiddenError, match=r"#general.*“Create Events”"):
            await entered(reach)


async def test_a_voice_place_the_bot_can_not_enter_is_named() -> None:
    async with reaching() as reach:
        room = reach.server.channel("seminar room")
        await reach.server.admin().overwrite(room, "Homeroom", deny=Permission.CONNECT)
        with pytest.raises(ForbiddenError, match=r"#seminar room.*“Connect”"):
            await entered(reach, replace(OCCASION, place=reach.place("seminar room")))


async def test_a_hundred_open_events_are_as_many_as_there_can_be() -> None:
    async with reaching() as reach:
        await entered(reach)
        events = reach.server.guild().events
        (event,) = events.values()
        for number in range(99):
            events[number + 1] = event
        with pytest.raises(RefusedError, match="100 scheduled events"):
            await entered(reach)


async def test_a_private_conversation_has_no_calendar() -> None:
    async with reaching() as reach:
        place = await reach.platform.direct(reach.account("mei"))
        with pytest.raises(CannotSendError, match="no calendar"):
            await reach.platform.calendar.enter(place, OCCASION, "marker")


async def test_an_entry_is_taken_out_and_may_be_taken_out_again() -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        for _ in range(2):
            await reach.platform.calendar.remove(entry, "marker")
        assert entries(reach) == []
        await reach.platform.calendar.remove(Message(entry.place, "never"), "marker")
        await reach.platform.calendar.remove(
            Message(replace(entry.place, id="5"), entry.id), "marker"
        )


async def test_what_took_the_place_of_a_cancelled_entry_is_taken_out_in_its_name() -> None:
    async with reaching() as reach:
        entry = await entered(reach)
        (event,) = reach.server.guild().events.values()
        event.fields = {**event.fields, "status": Status.CANCELED}  # as Discord still knows it
        await reach.platform.calendar.remove(entry, "marker")
        await change(reach, entry, OCCASION)
        assert [one["status"] for one in entries(reach)] == [Status.CANCELED, Status.SCHEDULED]
        await reach.platform.calendar.remove(entry, "marker")
        assert [one["status"] for one in entries(reach)] == [Status.CANCELED]


async def test_a_stage_that_refuses_to_begin_is_no_trouble() -> None:
    async with reaching() as reach:
        stage = reach.place("lecture")
        entry = await entered(reach, replace(OCCASION, place=stage))
        reach.server.faults.add("entry", "error", status=400)
        reach.server.clock.now = START + timedelta(hours=7)
        await change(reach, entry, replace(LIVE, place=stage), times=1)
        assert [event["status"] for event in entries(reach)] == [Status.SCHEDULED]


def _path(reach: Reach) -> str:
    return f"/guilds/{reach.server.guild().id}/scheduled-events"
