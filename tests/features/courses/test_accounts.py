"""Accounts that a platform tells of: whose they are, and whose clock they go by."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.events import AccountSeen, MessageSeen
from bot.model.people import Account, Person
from bot.model.places import Message, Place, Purpose
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, COURSE, INES, account, at, person

OTHER = "slack"
HALL = Place(OTHER, "C1")


def seen(
    who: Person | str, zone: str | None = None, email: str | None = None, platform: str = OTHER
) -> AccountSeen:
    """Return what a platform tells of somebody; their own address unless another is given."""
    name = who if isinstance(who, str) else who.name
    address = email if email is not None else f"{name.lower()}@example.edu"
    return AccountSeen(Account(platform, f"U-{name}"), zone, address, at(hours=9))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a course that also has a place on another platform."""
    async with classroom(tmp_path) as made:
        async with made.store.work() as work:
            places = {**COURSE.places, Purpose.MAIN: (*COURSE.places[Purpose.MAIN], HALL)}
            await work.courses.save(replace(COURSE, places=places))
        yield made


async def accounts(room: Classroom, who: Person) -> list[str]:
    """Return the ids of somebody's accounts on the other platform."""
    async with room.store.reading() as work:
        found = await work.people.accounts(who.id)
    return [one.id for one in found if one.platform == OTHER]


async def zone(room: Classroom, who: Person) -> str | None:
    """Return somebody's zone."""
    async with room.store.reading() as work:
        found = await work.people.get(who.id)
    assert found is not None
    return found.zone


async def test_an_address_on_the_roster_links_an_account(room: Classroom) -> None:
    """Whatever its letters' case; what was written from it before becomes theirs."""
    await room.app.receive([said("U-Ana", "Hello"), seen(ANA, email=" ANA@Example.edu ")])
    assert await accounts(room, ANA) == ["U-Ana"]
    async with room.store.reading() as work:
        assert [kept.text for kept in await work.messages.by_person(ANA.id)] == ["Hello"]


async def test_others_stay_strangers(room: Classroom) -> None:
    """Nobody's address, no address, and what is told again."""
    await room.app.receive([seen("Zoe"), seen(ANA, email=""), seen("Zoe")])
    assert await accounts(room, ANA) == []


async def test_nobody_gets_a_second_account_there(room: Classroom) -> None:
    """Not by a second account of the same address, nor where they joined with another."""
    first, second = seen("First", email="ana@example.edu"), seen("Second", email="ana@example.edu")
    await room.app.receive([first, second])
    assert await accounts(room, ANA) == ["U-First"]
    await room.app.receive([second])
    assert await accounts(room, ANA) == ["U-First"]


async def test_an_address_of_two_links_nobody(room: Classroom) -> None:
    """It doesn't say which of them it is."""
    async with room.store.work() as work:
        await work.people.save([replace(person("Twin"), email=ANA.email)])
    await room.app.receive([seen(ANA)])
    assert await accounts(room, ANA) == []


async def test_who_left_is_not_linked(room: Classroom) -> None:
    """They are in the course no longer."""
    async with room.store.work() as work:
        await work.people.save([replace(ANA, dropped=at(days=1).date())])
    await room.app.receive([seen(ANA)])
    assert await accounts(room, ANA) == []


async def test_only_courses_on_that_platform_are_concerned(room: Classroom) -> None:
    """An account elsewhere is nobody's here."""
    await room.app.receive([seen(ANA, platform="elsewhere")])
    async with room.store.reading() as work:
        assert await work.people.accounts(ANA.id) == [account(ANA)]


async def test_a_platform_says_where_people_are(room: Classroom) -> None:
    """Anew when they travel; where it says nothing, or no zone, all stays."""
    await room.app.receive([seen(INES, "Europe/Lisbon"), seen(BEN, "Asia/Tokyo")])
    assert (await zone(room, INES), await zone(room, BEN)) == ("Europe/Lisbon", "Asia/Tokyo")
    later = replace(seen(BEN, "Asia/Seoul"), at=at(hours=10))
    await room.app.receive([later, seen(BEN, "Asia/Tokyo"), seen(INES, "Mars/Base")])
    assert (await zone(room, INES), await zone(room, BEN)) == ("Europe/Lisbon", "Asia/Seoul")
    await room.app.receive([seen(BEN)])
    assert await zone(room, BEN) == "Asia/Seoul"


async def test_what_they_said_themselves_stays(room: Classroom) -> None:
    """Even if it was what the platform said at the time."""
    await room.says(BEN, "/class timezone zone:Asia/Kolkata")
    await room.says(INES, "/class timezone zone:Europe/Paris")
    await room.app.receive([seen(INES, "Europe/Lisbon"), seen(BEN, "Asia/Tokyo")])
    assert (await zone(room, INES), await zone(room, BEN)) == ("Europe/Paris", "Asia/Kolkata")


def said(who: str, text: str) -> MessageSeen:
    """Return a message in the course's place on the other platform."""
    return MessageSeen(Message(HALL, "m1"), Account(OTHER, who), text, at(hours=8), at(hours=8))


async def test_an_address_counts_where_those_who_vouch_for_it_have_a_place(room: Classroom) -> None:
    """Whoever runs another workspace could give an account in it anybody's address."""
    elsewhere = replace(seen(ANA), near=frozenset({Place(OTHER, "C2")}))
    nowhere = replace(seen(BEN), near=frozenset())
    await room.app.receive([elsewhere, nowhere])
    assert (await accounts(room, ANA), await accounts(room, BEN)) == ([], [])
    await room.app.receive([replace(elsewhere, near=frozenset({Place(OTHER, "C2"), HALL}))])
    assert await accounts(room, ANA) == ["U-Ana"]
