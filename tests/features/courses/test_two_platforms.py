"""Someone joins from two platforms and stays one person; strangers join from where they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.charts.pictures import ChartPictures
from bot.chat.calls import Invocation
from bot.chat.views import View
from bot.model.happenings import CourseLoaded
from bot.model.people import Account
from bot.model.places import Place, Purpose
from bot.runtime.app import App
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.chat import FakeChat
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.reading import actions
from tests.support.sample import (
    BEN,
    COURSE,
    EVERYBODY,
    INES,
    MAIN,
    STAFF,
    at,
    person,
    session,
)

OTHER = "slack"
HALL = Place(OTHER, "C1")
BACK = Place(OTHER, "C2")
LIMITS = session("limits", at(days=2, hours=10))
SECOND = replace(
    COURSE, id="statistics", title="Statistics", places={Purpose.MAIN: (Place(OTHER, "C9"),)}
)
ZOE = person("Zoe", course=SECOND.id)


class TwoPlatforms:
    """The sample's class, on a second platform as well."""

    def __init__(self, room: Classroom) -> None:
        self.room = room
        members = [Account(OTHER, f"U-{one.name}") for one in EVERYBODY]
        staff = [Account(OTHER, "U-Ines")]
        self.chat = FakeChat(OTHER, members=members, closed={BACK: staff})
        platforms = {"sandbox": room.chat, OTHER: self.chat}
        given = tools(charts=ChartPictures())
        room.app = App(room.store, room.clock, platforms, given, room.journal)

    def call(self, name: str, place: Place = HALL) -> Invocation:
        number = len(self.room.calls)
        return Invocation(f"o{number}", Account(OTHER, f"U-{name}"), place, self.room.clock.now())

    async def joins(self, who: str, place: Place = HALL, **options: str) -> str:
        call = replace(self.call(who, place), command="join", options=options)
        return await self.room.invoke(call, person(who))

    async def presses(self, name: str, label: str, choice: str = "") -> str:
        """Press the newest button with this label in the staff's or the main place."""
        for posted in reversed(self.chat.posted.values()):
            for found, words, state in actions(posted.view):
                if found == label and words.startswith(choice):
                    call = replace(self.call(name), state=state, message=posted.message)
                    return await self.room.invoke(call, person(name))
        raise AssertionError(f"There is no {label} {choice}")

    async def accounts(self, who: str) -> list[str]:
        async with self.room.store.reading() as work:
            return [one.platform for one in await work.people.accounts(who)]


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[TwoPlatforms]:
    async with classroom(tmp_path, LIMITS) as room:
        course = replace(
            COURSE,
            places={**COURSE.places, Purpose.MAIN: (MAIN, HALL), Purpose.STAFF: (STAFF, BACK)},
        )
        async with room.store.work() as work:
            await work.courses.save(course)
            await work.people.link(INES.id, Account(OTHER, "U-Ines"))
            work.happened(CourseLoaded(COURSE.id))
            await settle(work, REACTIONS, room.clock.now())
        yield TwoPlatforms(room)


async def second_course(both: TwoPlatforms) -> None:
    async with both.room.store.work() as work:
        await work.courses.save(SECOND)
        await work.people.save([ZOE])


async def code_for(both: TwoPlatforms, name: str) -> str:
    said = await both.room.says(INES, f"/class roster code person:{name}")
    return said.partition("join code:")[2].partition(" ")[0]


async def test_both_accounts_are_one_person(both: TwoPlatforms) -> None:
    code = await code_for(both, "Ben")
    assert "Welcome to Open Learning, Ben." in await both.joins("Ben", code=code)
    assert await both.accounts(BEN.id) == ["sandbox", OTHER]


async def test_who_has_an_account_elsewhere_may_be_let_in_by_staff(both: TwoPlatforms) -> None:
    await both.joins("Ben", name="Ben")
    assert "“Ben” is Ben." in await both.presses("Ines", "It is", "Ben")
    assert await both.accounts(BEN.id) == ["sandbox", OTHER]


async def test_one_person_is_reminded_once(both: TwoPlatforms) -> None:
    await both.joins("Ben", code=await code_for(both, "Ben"))
    await both.room.tick_to("2026-09-07 08:00")
    await both.room.presses(BEN, "Remind me")
    await both.room.presses(BEN, "Yes, remind me")
    await both.room.tick_to("2026-09-08 10:00")
    private = Place(OTHER, "direct-U-Ben")
    assert len(both.room.seen(BEN)) + len(both.chat.at(private)) == 1


async def test_one_person_earns_once(both: TwoPlatforms) -> None:
    await both.joins("Ben", code=await code_for(both, "Ben"))
    await both.room.tick_to("2026-09-09 10:05")
    await both.room.says(INES, "/class poll question:Tea? options:yes | no")
    assert "yes" in await both.room.presses(BEN, "yes")
    [vote] = await both.room.ledger(BEN)
    state = next(
        state
        for posted in both.room.chat.posted.values()
        for label, _, state in actions(posted.view)
        if label == "no"
    )
    again = replace(both.call("Ben"), state=state)
    assert "no" in await both.room.invoke(again, BEN)
    assert await both.room.ledger(BEN) == [vote]


async def test_a_code_names_its_course_wherever_it_is_typed(both: TwoPlatforms) -> None:
    await second_course(both)
    async with both.room.store.work() as work:
        await work.people.link(ZOE.id, Account(OTHER, "U-Zoe"))
    private = Place(OTHER, "D-Ben")
    said = await both.joins("Ben", private, code=await code_for(both, "Ben"))
    assert "Welcome to Open Learning, Ben." in said
    said = await both.joins("Zoe", Place(OTHER, "C9"), code=await code_for(both, "Cho"))
    assert "Welcome to Open Learning, Cho." in said


async def test_without_a_code_the_only_course_is_meant_or_a_place_is_asked_for(
    both: TwoPlatforms,
) -> None:
    private = Place(OTHER, "D-Ben")
    assert "staff of Open Learning" in await both.joins("Ben", private, name="Ben")
    await second_course(both)
    said = await both.joins("Cho", private, name="Cho")
    assert said.startswith("Type /class join in one of the course's places")
    assert "Statistics" not in said


async def test_a_code_of_a_course_that_is_over_says_so(both: TwoPlatforms) -> None:
    code = await code_for(both, "Ben")
    async with both.room.store.work() as work:
        course = await work.courses.get(COURSE.id)
        assert course is not None
        await work.courses.save(replace(course, frozen=True))
    assert "is over, so nobody joins" in await both.joins("Ben", code=code)


async def test_somebody_new_is_put_on_the_roster_and_taken_off_again(both: TwoPlatforms) -> None:
    await both.joins("Noa", name="Noa  Levi")
    said = await both.presses("Ines", "Somebody new: put them on the roster")
    assert "“Noa  Levi” is Noa Levi." in said
    stranger = Account(OTHER, "U-Noa")
    async with both.room.store.reading() as work:
        found = await work.people.by_accounts(COURSE.id, (stranger,))
        noa = found[stranger]
        assert (noa.name, noa.role) == ("Noa Levi", "student")
    assert "answered this request already" in await both.presses(
        "Ines", "Somebody new: put them on the roster"
    )
    undo = f"v1:roster.undo:{COURSE.id}:"
    answer = both.room.answers[person("Ines").id][-2]
    assert isinstance(answer.body, View)
    state = next(state for _, _, state in actions(answer.body) if state.startswith(undo))
    await both.room.invoke(replace(both.call("Ines"), state=state), INES)
    async with both.room.store.reading() as work:
        assert await work.people.by_accounts(COURSE.id, (stranger,)) == {}
        left = await work.people.get(noa.id)
        assert left is not None
        assert left.dropped is not None
