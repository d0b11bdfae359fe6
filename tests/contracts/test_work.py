"""The unit of work: all or nothing, one writer at a time, readers that don't wait."""

import asyncio
from dataclasses import replace

import pytest

from bot.model.happenings import SessionEnded, SessionStarted
from bot.ports.work import Store
from tests.support.sample import COURSE, at, enroll, session


async def test_what_a_unit_of_work_wrote_is_there_in_the_next(store: Store) -> None:
    async with store.work() as work:
        await work.courses.save(COURSE)
    async with store.reading() as work:
        assert await work.courses.get(COURSE.id) == COURSE


async def test_an_error_leaves_nothing_behind(store: Store) -> None:
    async def fail() -> None:
        async with store.work() as work:
            await enroll(work)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.reading() as work:
        assert await work.courses.all() == []
        assert await work.people.of(COURSE.id) == []


async def test_a_thousand_changes_by_ten_tasks_lose_none(store: Store) -> None:
    async with store.work() as work:
        await work.sessions.save([session("seminar", at(1))])
    seminar = session("seminar", at(1)).id

    async def raise_revision(task: int) -> None:
        for turn in range(100):
            async with store.work(batch=(task + turn) % 2 == 0) as work:
                found = await work.sessions.get(seminar)
                assert found is not None
                await work.sessions.save([replace(found, revision=found.revision + 1)])

    await asyncio.gather(*(raise_revision(task) for task in range(10)))
    async with store.reading() as work:
        found = await work.sessions.get(seminar)
    assert found is not None
    assert found.revision == 1000


async def test_a_reader_sees_the_last_commit_while_a_writer_is_at_work(store: Store) -> None:
    async with store.work() as writer:
        await writer.courses.save(COURSE)
        async with store.reading() as reader:
            assert await reader.courses.get(COURSE.id) is None


async def test_a_reader_sees_one_state_throughout(store: Store) -> None:
    async with store.reading() as reader:
        assert await reader.courses.all() == []
        async with store.work() as writer:
            await writer.courses.save(COURSE)
        assert await reader.courses.all() == []


async def test_more_readers_than_connections_wait_for_each_other_only(store: Store) -> None:
    async with store.work() as work:
        await work.courses.save(COURSE)

    async def read() -> str | None:
        async with store.reading() as work:
            course = await work.courses.get(COURSE.id)
            return course.title if course else None

    async with store.work():
        titles = await asyncio.gather(*(read() for _ in range(30)))
    assert titles == [COURSE.title] * 30


async def test_calls_go_before_batches_that_wait(store: Store) -> None:
    order: list[str] = []

    async def write(name: str, *, batch: bool) -> None:
        async with store.work(batch=batch):
            order.append(name)

    async with store.work(batch=True):
        waiting = [
            asyncio.create_task(write("batch 1", batch=True)),
            asyncio.create_task(write("batch 2", batch=True)),
            asyncio.create_task(write("call 1", batch=False)),
            asyncio.create_task(write("call 2", batch=False)),
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    assert order == ["call 1", "call 2", "batch 1", "batch 2"]


async def test_whoever_stops_waiting_holds_nobody_up(store: Store) -> None:
    async def write() -> None:
        async with store.work():
            pass

    async with store.work():
        waiting = [asyncio.create_task(write()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        waiting[1].cancel()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(result) for result in results[:2]] == [asyncio.CancelledError] * 2
    assert results[2] is None
    await write()


async def test_a_turn_that_comes_as_its_waiter_leaves_goes_to_the_next(store: Store) -> None:
    async def write() -> None:
        async with store.work():
            pass

    async with store.work():
        leaving = asyncio.create_task(write())
        staying = asyncio.create_task(write())
        await asyncio.sleep(0)
    leaving.cancel()
    await staying
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await write()


async def test_one_task_opens_one_writing_unit_at_a_time(store: Store) -> None:
    async with store.work():
        with pytest.raises(RuntimeError, match="open already"):
            async with store.work():
                pass


async def test_happenings_are_taken_once_and_in_order(store: Store) -> None:
    async with store.work() as work:
        work.happened(SessionStarted("a"))
        work.happened(SessionEnded("a"))
        assert work.take_happenings() == [SessionStarted("a"), SessionEnded("a")]
        assert work.take_happenings() == []


async def test_a_task_that_is_cancelled_at_work_leaves_nothing_and_blocks_nobody(
    store: Store,
) -> None:
    begun = asyncio.Event()

    async def write_forever() -> None:
        async with store.work() as work:
            await work.courses.save(COURSE)
            begun.set()
            await asyncio.Event().wait()

    async def write_much() -> None:
        async with store.work() as work:
            begun.set()
            for number in range(10_000):
                await work.courses.save(replace(COURSE, id=str(number)))

    for write in (write_forever, write_much):
        begun.clear()
        task = asyncio.create_task(write())
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with store.work() as work:
            assert await work.courses.all() == []
