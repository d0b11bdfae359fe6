"""Notes as kept: what adapters remember between two runs."""

from pathlib import Path

from tests.support.sample import COURSE
from tests.support.store import sql_store


async def test_a_note_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store:
        assert await store.notes.read("chat/session") is None
        await store.notes.write("chat/session", "abc")
        await store.notes.write("chat/session", "abd")
        await store.notes.write("chat/tree", "")
        assert await store.notes.read("chat/session") == "abd"
        assert await store.notes.read("chat/tree") == ""


async def test_a_note_is_there_in_the_next_run(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store:
        await store.notes.write("how far", "2026-09-07 'quoted' \U0001f600")
    async with sql_store(tmp_path) as store:
        assert await store.notes.read("how far") == "2026-09-07 'quoted' \U0001f600"


async def test_a_note_stands_whatever_becomes_of_the_work_around_it(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store:
        await store.notes.write("how far", "here")
        try:
            async with store.work() as work:
                await work.courses.save(COURSE)
                assert await store.notes.read("how far") == "here"
                raise LookupError
        except LookupError:
            await store.notes.write("how far", "there")
        assert await store.notes.read("how far") == "there"
        async with store.reading() as work:
            assert await work.courses.get(COURSE.id) is None
