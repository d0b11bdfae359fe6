"""Backups: taken while the bot runs, restored with what was there kept."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.storage.backup import backup, restore
from adapters.storage.store import open_store
from bot.chat.refusal import Refusal
from tests.support.sample import COURSE
from tests.support.store import NAME, NO_TOOLS, sql_store

RENAMED = replace(COURSE, title="Renamed since")


async def title_in(folder: Path) -> str | None:
    """Return the title of the course in a folder's database."""
    async with sql_store(folder) as store, store.reading() as work:
        course = await work.courses.get(COURSE.id)
        return course.title if course else None


def leftovers(folder: Path) -> list[Path]:
    """Return the files of copies that were not finished."""
    return [*folder.glob("*.partial"), *folder.glob("*.restoring")]


async def filled(folder: Path) -> Path:
    """Return a database that holds the sample's course."""
    async with sql_store(folder) as store, store.work() as work:
        await work.courses.save(COURSE)
    return folder / "homeroom.db"


async def test_a_backup_is_taken_while_the_bot_runs(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    async with sql_store(tmp_path) as store:
        async with store.work() as work:
            await work.courses.save(COURSE)
        async with store.work() as work:
            await work.courses.save(RENAMED)
            backup(
                tmp_path / "homeroom.db",
                tmp_path / "saved.db",
                lambda done, total: told.append((done, total)),
            )
    assert told
    assert told[-1][0] == told[-1][1]
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "saved.db").rename(tmp_path / "elsewhere" / "homeroom.db")
    assert await title_in(tmp_path / "elsewhere") == COURSE.title


async def test_a_restore_keeps_what_it_replaces(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    backup(database, tmp_path / "saved.db")
    async with sql_store(tmp_path) as store, store.work() as work:
        await work.courses.save(RENAMED)
    kept = restore(tmp_path / "saved.db", database)
    assert await title_in(tmp_path) == COURSE.title
    assert kept is not None
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT title FROM courses").fetchone() == (RENAMED.title,)
    again = restore(tmp_path / "saved.db", database)
    assert again is not None
    assert again != kept


async def test_a_restore_works_where_there_was_nothing(tmp_path: Path) -> None:
    database = await filled(tmp_path / "old")
    backup(database, tmp_path / "saved.db")
    assert restore(tmp_path / "saved.db", tmp_path / "new" / "homeroom.db") is None
    assert await title_in(tmp_path / "new") == COURSE.title


async def test_a_running_bot_is_not_restored_under_its_feet(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    backup(database, tmp_path / "saved.db")
    async with sql_store(tmp_path):
        with pytest.raises(Refusal, match="is running on"):
            restore(tmp_path / "saved.db", database)


async def test_a_backup_never_overwrites_a_file(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    (tmp_path / "thesis.txt").write_text("Chapter 1")
    with pytest.raises(Refusal, match="there already"):
        backup(database, tmp_path / "thesis.txt")
    assert (tmp_path / "thesis.txt").read_text() == "Chapter 1"


async def test_what_is_no_sound_backup_changes_nothing(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    backup(database, tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    (tmp_path / "letter.txt").write_text("Dear class, " * 200)
    before = database.read_bytes()
    for name, why in {
        "newer.db": "newer version",
        "letter.txt": "not a database of Homeroom",
        "nothing.db": "There is no file",
    }.items():
        with pytest.raises(Refusal, match=why):
            restore(tmp_path / name, database)
    assert database.read_bytes() == before
    assert leftovers(tmp_path) == []


async def test_a_damaged_database_makes_no_backup(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    content = bytearray(database.read_bytes())
    half = len(content) // 2
    content[half : half + 8192] = b"\xff" * 8192
    database.write_bytes(content)
    with pytest.raises(Refusal, match="is damaged"):
        backup(database, tmp_path / "saved.db")
    assert not (tmp_path / "saved.db").exists()


async def test_a_database_cut_short_is_called_damaged(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    database.write_bytes(database.read_bytes()[:100_000])
    with pytest.raises(Refusal, match=r"homeroom\.db is damaged\. Use an older backup"):
        backup(database, tmp_path / "saved.db")


async def test_a_database_without_its_version_is_none_of_ours(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM alembic_version")
    with pytest.raises(Refusal, match="is not a database of Homeroom"):
        backup(database, tmp_path / "saved.db")


async def test_a_copy_where_there_is_no_folder_names_the_folder(tmp_path: Path) -> None:
    database = await filled(tmp_path)
    with pytest.raises(Refusal, match=r"There is no folder .*nowhere\. Make it first"):
        backup(database, tmp_path / "nowhere" / "saved.db")
    assert not (tmp_path / "nowhere").exists()


def rights(folder: Path) -> list[int]:
    """Return who may do what with the files of a folder."""
    return [path.stat().st_mode & 0o777 for path in folder.iterdir()]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights than these")
async def test_what_students_wrote_is_readable_by_nobody_else_on_the_machine(
    tmp_path: Path,
) -> None:
    before = os.umask(0o022)
    try:
        file, saved, again = tmp_path / "h.db", tmp_path / "saved.db", tmp_path / "again.db"
        store = await open_store(f"sqlite+aiosqlite:///{file}", NO_TOOLS)
        written = rights(tmp_path)
        backup(file, saved)
        await store.close()
        restore(saved, again)
    finally:
        os.umask(before)
    assert len(written) == 4  # the database, its log and index, the lock
    assert set(written) == set(rights(tmp_path)) == {0o600}


async def test_whoever_was_let_in_to_a_database_stays_let_in(tmp_path: Path) -> None:
    async with sql_store(tmp_path):
        pass
    (tmp_path / NAME).chmod(0o640)
    async with sql_store(tmp_path):
        assert 0o640 in rights(tmp_path)
