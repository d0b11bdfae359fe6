"""Batches know what they read before, and never what is no longer so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.storage.store import SqlStore, open_store
from bot.model.course import Course
from bot.model.people import Account, Person, Role
from bot.model.places import Message, Place
from bot.ports.messages import Kept
from tests.support.effort import Effort, counting
from tests.support.participation import COURSE
from tests.support.store import NO_TOOLS, sql_store, url_of

ANA = Person("ana", COURSE.id, "Ana Gomez", Role.STUDENT)
ACCOUNT = Account("demo", "a1")
THREAD = Place("demo", "main", "root")


def said(name: str, account: str, minute: int) -> Kept:
    """Return a message in the thread."""
    at = datetime(2026, 9, 8, 10, tzinfo=UTC) + timedelta(minutes=minute)
    author = Account("demo", account)
    return Kept(Message(THREAD, name), COURSE.id, author, None, "hello", at, at, ())


async def test_a_batch_reads_what_a_call_wrote_after_the_batch_before(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store:
        async with store.work(batch=True) as work:
            assert await work.courses.get(COURSE.id) is None
            assert await work.people.by_accounts(COURSE.id, [ACCOUNT]) == {}
        async with store.work() as work:
            await work.courses.save(COURSE)
            await work.people.save([ANA])
            await work.people.link(ANA.id, ACCOUNT)
        async with store.work(batch=True) as work:
            assert await work.courses.get(COURSE.id) == COURSE
            assert await work.people.by_accounts(COURSE.id, [ACCOUNT]) == {ACCOUNT: ANA}


async def asked_for(store: SqlStore, effort: Effort) -> int:
    """Return how many statements it takes a batch to read the course, beside its own three."""
    effort.told()
    async with store.work(batch=True) as work:
        assert await work.courses.get(COURSE.id) is not None
    return effort.told().statements - 3


async def test_a_call_that_changes_nothing_leaves_batches_what_they_know(tmp_path: Path) -> None:
    with counting() as effort:
        async with sql_store(tmp_path) as store:
            async with store.work() as work:
                await work.courses.save(COURSE)
            assert await asked_for(store, effort) == 1
            assert await asked_for(store, effort) == 0
            for _ in range(2):
                async with store.work() as work:
                    await work.memory.forget(datetime(2026, 9, 8, tzinfo=UTC))
            assert await asked_for(store, effort) == 0
            async with store.work() as work:
                await work.people.save([ANA])
            async with store.work() as work:
                assert await work.courses.get(COURSE.id) == COURSE
            assert await asked_for(store, effort) == 1


async def test_a_batch_reads_what_it_wrote_itself(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store, store.work(batch=True) as work:
        assert await work.courses.get(COURSE.id) is None
        await work.courses.save(COURSE)
        assert await work.courses.get(COURSE.id) == COURSE


async def test_what_a_failed_batch_wrote_is_not_remembered(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store:
        with pytest.raises(RuntimeError, match="after all"):
            await _save_and_fail(store)
        async with store.work(batch=True) as work:
            assert await work.courses.get(COURSE.id) is None


async def _save_and_fail(store: SqlStore) -> None:
    async with store.work(batch=True) as work:
        await work.courses.save(COURSE)
        await work.courses.get(COURSE.id)
        raise RuntimeError("not after all")


async def test_a_batch_reads_what_another_process_wrote(tmp_path: Path) -> None:
    renamed: Course = replace(COURSE, title="Chemistry 102")
    async with sql_store(tmp_path) as store:
        async with store.work() as work:
            await work.courses.save(COURSE)
        async with store.work(batch=True) as work:
            assert await work.courses.get(COURSE.id) == COURSE
        beside = await open_store(url_of(tmp_path), NO_TOOLS, alone=False)
        async with beside.work() as work:
            await work.courses.save(renamed)
        await beside.close()
        async with store.work(batch=True) as work:
            assert await work.courses.get(COURSE.id) == renamed


async def test_who_wrote_first_is_asked_again_when_an_earlier_message_comes(tmp_path: Path) -> None:
    first, second, later = said("m2", "a", 2), said("m3", "b", 3), said("m4", "c", 4)
    async with sql_store(tmp_path) as store:
        for new, known in (
            ([first], [first]),
            ([second], [first, second]),
            ([later], [first, second]),
            ([said("m1", "b", 1)], [said("m1", "b", 1), first]),
            ([said("m1", "a", 1)], [said("m1", "a", 1), second]),
        ):
            async with store.work(batch=True) as work:
                await work.messages.save(new)
                assert await work.messages.first_two(THREAD) == known
