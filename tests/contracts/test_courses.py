"""Courses as kept."""

from dataclasses import replace
from datetime import date, timedelta

from bot.model.course import Course
from bot.model.places import Place, Purpose
from bot.ports.work import Store
from tests.support.sample import COURSE, MAIN, PLATFORM, TALK

OTHER = Place(PLATFORM, "other")


async def test_a_course_comes_back_as_it_was_saved(store: Store) -> None:
    odd = replace(COURSE, title="Ünïcode “quotes”", publish_after=None, makeup_open=timedelta(1))
    async with store.work() as work:
        await work.courses.save(COURSE)
        await work.courses.save(odd)
        assert await work.courses.get(COURSE.id) == odd
        assert await work.courses.get("nobody") is None


async def test_frozen_courses_are_not_listed(store: Store) -> None:
    courses = [
        replace(COURSE, id="b", title="Botany"),
        replace(COURSE, id="a", title="Algebra"),
        replace(COURSE, id="c", title="Chemistry", frozen=True),
    ]
    async with store.work() as work:
        for course in courses:
            await work.courses.save(course)
        assert [course.title for course in await work.courses.all()] == ["Algebra", "Botany"]


async def test_a_course_is_found_by_its_places_and_their_threads(store: Store) -> None:
    async with store.work() as work:
        await work.courses.save(COURSE)
        assert await work.courses.at(MAIN) == COURSE
        assert await work.courses.at(Place(PLATFORM, "talk", thread="m1")) == COURSE
        assert await work.courses.at(OTHER) is None
        assert await work.courses.at(Place("elsewhere", "main")) is None


async def test_a_place_that_a_course_gave_up_is_free(store: Store) -> None:
    moved = replace(COURSE, places={Purpose.MAIN: (OTHER,)})
    async with store.work() as work:
        await work.courses.save(COURSE)
        await work.courses.save(moved)
        assert await work.courses.at(TALK) is None
        assert await work.courses.at(OTHER) == moved


async def test_a_place_belongs_to_the_running_course_not_to_last_terms(store: Store) -> None:
    def in_main(name: str, starts: date, *, frozen: bool) -> Course:
        return replace(
            COURSE, id=name, starts=starts, frozen=frozen, places={Purpose.MAIN: (MAIN,)}
        )

    spring = in_main("spring", date(2026, 2, 2), frozen=True)
    fall = in_main("fall", date(2026, 9, 7), frozen=False)
    async with store.work() as work:
        await work.courses.save(fall)
        await work.courses.save(spring)
        assert await work.courses.at(MAIN) == fall


async def test_a_course_may_live_in_one_thread_of_a_shared_channel(store: Store) -> None:
    thread = replace(MAIN, thread="m7")
    guest = replace(COURSE, id="guest", places={Purpose.MAIN: (thread,)})
    async with store.work() as work:
        await work.courses.save(COURSE)
        await work.courses.save(guest)
        assert await work.courses.at(thread) == guest
        assert await work.courses.at(replace(MAIN, thread="m8")) == COURSE


async def test_the_file_last_loaded_is_remembered(store: Store) -> None:
    async with store.work() as work:
        assert await work.courses.last_loaded(COURSE.id) is None
        await work.courses.remember_loaded(COURSE.id, "title: One")
        await work.courses.remember_loaded(COURSE.id, "title: Two")
        assert await work.courses.last_loaded(COURSE.id) == "title: Two"
