"""Sightings of attendees as kept."""

from dataclasses import replace

from bot.model.attendance.reports import Source
from bot.model.attendance.sightings import OVER, Sighting
from bot.ports.work import Store
from tests.support.sample import COURSE, at

IN = Sighting(Source.ZOOM, "zoom.us/987", "m1", "a", True, at(1), "Ana", "ana@example.edu")
OUT = replace(IN, present=False, at=at(1, hours=1), name="", email="")
NEXT = replace(IN, meeting="m2", who=OVER, present=False, at=at(2), name="", email="")


async def test_what_is_seen_twice_is_kept_once_as_it_was_told_first(store: Store) -> None:
    async with store.work() as work:
        await work.sightings.add(COURSE.id, [OUT, IN, replace(IN, name="Anna")])
        await work.sightings.add(COURSE.id, [replace(IN, email=""), OUT])
        await work.sightings.add("another", [NEXT])
        assert await work.sightings.of(COURSE.id) == [IN, OUT]
        assert await work.sightings.of("a third") == []


async def test_coming_and_leaving_at_one_instant_are_two_facts(store: Store) -> None:
    gone = replace(IN, present=False)
    async with store.work() as work:
        await work.sightings.add(COURSE.id, [IN, gone])
        assert await work.sightings.of(COURSE.id) == [gone, IN]


async def test_a_meeting_is_forgotten_and_a_whole_course(store: Store) -> None:
    async with store.work() as work:
        await work.sightings.add(COURSE.id, [IN, OUT, NEXT])
        await work.sightings.forget("another")
        await work.sightings.forget(COURSE.id, ())
        assert await work.sightings.of(COURSE.id) == [IN, OUT, NEXT]
        await work.sightings.forget(COURSE.id, {"m1"})
        assert await work.sightings.of(COURSE.id) == [NEXT]
        await work.sightings.forget(COURSE.id)
        assert await work.sightings.of(COURSE.id) == []
