"""What a platform's calendar owes the core: one suite, run over each adapter that has one.

A calendar joins with a `CalendarStage`: the calendar, a place, and the faults of its wire.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import pytest

from adapters.discord.posting.entries import is_open
from bot.chat.occasions import Occasion
from bot.model.places import Message, Place
from bot.model.sessions import State
from bot.ports.calendar import Calendar
from bot.ports.platform import MaybeSentError
from tests.support.calendar import FakeCalendar
from tests.support.discord.reach import reaching
from tests.support.discord.scripted import impatience
from tests.support.instants import utc

TALK = Occasion(
    title="Listening across cultures",
    about="Week 2",
    starts=utc("2027-09-07 15:00"),
    ends=utc("2027-09-07 16:30"),
    state=State.PLANNED,
    link="https://meet.example/listening",
)


@dataclass(frozen=True, slots=True)
class CalendarStage:
    """A calendar to try: `shown` are the titles and starts that people see in it, by start.

    `disturbed(kind)` lets entering fail inside a `with`: "drop" loses the request, "lose" only
    its answer.
    """

    calendar: Calendar
    place: Place
    shown: Callable[[], Awaitable[list[tuple[str, str]]]]
    disturbed: Callable[[str], AbstractContextManager[None]]


@contextlib.asynccontextmanager
async def in_memory() -> AsyncIterator[CalendarStage]:
    calendar = FakeCalendar()

    async def shown() -> list[tuple[str, str]]:
        return [(one.title, f"{one.starts:%Y-%m-%d %H:%M}") for one in calendar.shown()]

    @contextlib.contextmanager
    def disturbed(kind: str) -> Iterator[None]:
        calendar.fails = [kind]
        yield
        calendar.fails = []

    yield CalendarStage(calendar, Place("sandbox", "general"), shown, disturbed)


@contextlib.asynccontextmanager
async def on_discord() -> AsyncIterator[CalendarStage]:
    async with reaching() as reach:

        async def shown() -> list[tuple[str, str]]:
            told = [event.fields for event in reach.server.guild().events.values()]
            events = sorted(
                (one["scheduled_start_time"], one["name"]) for one in told if is_open(one)
            )
            return [(name, starts[:16].replace("T", " ")) for starts, name in events]

        @contextlib.contextmanager
        def disturbed(kind: str) -> Iterator[None]:
            reach.server.faults.add("enter", kind)
            with impatience():
                yield

        assert reach.platform.calendar is not None
        yield CalendarStage(reach.platform.calendar, reach.place("general"), shown, disturbed)


@pytest.fixture(params=[in_memory, on_discord])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[CalendarStage]:
    async with request.param() as one:
        yield one


async def test_an_entry_stands_once_and_is_found_by_its_marker(stage: CalendarStage) -> None:
    entry = await stage.calendar.enter(stage.place, TALK, "marker1")
    later = replace(TALK, title="Silence", starts=utc("2027-09-14 15:00"))
    other = await stage.calendar.enter(
        stage.place, replace(later, ends=utc("2027-09-14 16:00")), "marker2"
    )
    assert await stage.shown() == [
        ("Listening across cultures", "2027-09-07 15:00"),
        ("Silence", "2027-09-14 15:00"),
    ]
    assert entry.place == stage.place
    assert await stage.calendar.find(stage.place, "marker1") == entry
    assert await stage.calendar.find(stage.place, "marker2") == other
    assert await stage.calendar.find(stage.place, "marker3") is None


async def test_a_change_may_be_repeated_and_keeps_the_marker(stage: CalendarStage) -> None:
    entry = await stage.calendar.enter(stage.place, TALK, "marker")
    moved = replace(
        TALK, title="Listening", starts=utc("2027-09-08 15:00"), ends=utc("2027-09-08 16:30")
    )
    for _ in range(2):
        await stage.calendar.change(entry, moved, "marker")
    assert await stage.shown() == [("Listening", "2027-09-08 15:00")]
    assert await stage.calendar.find(stage.place, "marker") == entry


async def test_a_session_goes_through_its_life(stage: CalendarStage) -> None:
    entry = await stage.calendar.enter(stage.place, TALK, "marker")
    for state in (State.LIVE, State.ENDED, State.ENDED, State.RECAPPED):
        await stage.calendar.change(entry, replace(TALK, state=state), "marker")


@pytest.mark.parametrize("kind", ["drop", "lose"])
async def test_a_doubtful_entry_is_found_or_is_not_there(stage: CalendarStage, kind: str) -> None:
    with stage.disturbed(kind), pytest.raises(MaybeSentError):
        await stage.calendar.enter(stage.place, TALK, "marker")
    found = await stage.calendar.find(stage.place, "marker")
    assert (found is not None) == (kind == "lose") == bool(await stage.shown())


async def test_what_is_removed_is_gone_and_may_be_removed_again(stage: CalendarStage) -> None:
    entry = await stage.calendar.enter(stage.place, TALK, "marker")
    await stage.calendar.remove(entry, "marker")
    await stage.calendar.remove(entry, "marker")
    await stage.calendar.remove(Message(stage.place, "987654321"), "marker")
    assert await stage.shown() == []
    assert await stage.calendar.find(stage.place, "marker") is None


async def test_a_session_that_takes_place_after_all_stands_again(stage: CalendarStage) -> None:
    entry = await stage.calendar.enter(stage.place, TALK, "marker")
    for _ in range(2):
        await stage.calendar.change(entry, replace(TALK, state=State.CANCELLED), "marker")
        assert await stage.shown() == []
    for _ in range(2):
        await stage.calendar.change(entry, TALK, "marker")
        assert await stage.shown() == [("Listening across cultures", "2027-09-07 15:00")]
    await stage.calendar.change(entry, replace(TALK, title="Listening"), "marker")
    assert await stage.shown() == [("Listening", "2027-09-07 15:00")]
    await stage.calendar.remove(entry, "marker")
    assert await stage.shown() == []


async def test_what_somebody_took_out_stands_again_only_while_it_is_planned(
    stage: CalendarStage,
) -> None:
    entry = await stage.calendar.enter(stage.place, TALK, "marker")
    await stage.calendar.remove(entry, "marker")
    await stage.calendar.change(entry, replace(TALK, state=State.ENDED), "marker")
    assert await stage.shown() == []
    await stage.calendar.change(entry, TALK, "marker")
    assert len(await stage.shown()) == 1
