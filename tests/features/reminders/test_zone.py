"""People say where they are; places of one name ask back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.text.cities.search import CityTable
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.sample import ANA, INES


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, given=tools(cities=CityTable())) as opened:
        yield opened


async def zone(room: Classroom) -> str | None:
    async with room.store.reading() as work:
        person = await work.people.get(ANA.id)
    return person.zone if person else None


async def test_a_city_is_enough(room: Classroom) -> None:
    said = await room.says(ANA, "/class timezone zone:Nairobi")
    assert "You live by the clock of Africa/Nairobi: it is Mon 03:00 there now." in said
    assert await zone(room) == "Africa/Nairobi"


async def test_what_was_typed_nearly_right_says_for_what_it_was_taken(room: Classroom) -> None:
    said = await room.says(ANA, "/class timezone zone:Marsopolis")
    assert "“Marsopolis” was taken for Mariupol, Ukraine." in said
    assert "[Back to Bogota]" in said
    assert "was taken for" not in await room.says(ANA, "/class timezone zone:nairobi")
    assert "was taken for" not in await room.says(ANA, "/class timezone zone:africa/nairobi")


async def test_places_of_one_name_ask_back(room: Classroom) -> None:
    said = await room.says(ANA, "/class timezone zone:Birmingham")
    assert "more than one place of that name" in said
    assert await zone(room) == "America/Bogota"
    await room.presses(ANA, "Your place", "Birmingham, United Kingdom")
    assert await zone(room) == "Europe/London"


async def test_what_is_no_place_changes_nothing(room: Classroom) -> None:
    said = await room.says(ANA, "/class timezone zone:Xyzzyqwv")
    assert "is no city or zone that I know" in said
    assert await zone(room) == "America/Bogota"


async def test_without_a_city_it_says_what_the_zone_steers(room: Classroom) -> None:
    said = await room.says(ANA, "/class timezone")
    assert "You live by the clock of America/Bogota: Sun 19:00" in said
    assert "• due times that say “your local time”" in said
    said = await room.says(INES, "/class timezone")
    assert "the course's zone is used: Europe/Berlin" in said


async def test_zones_are_suggested_with_their_time(room: Classroom) -> None:
    [first, *_] = await room.suggests(ANA, "timezone", "zone", "kathmandu")
    assert first == "Kathmandu, Nepal: Mon 05:45 there now"
    assert await room.suggests(ANA, "timezone", "zone", "") == ["Bogota: Sun 19:00 there now"]
