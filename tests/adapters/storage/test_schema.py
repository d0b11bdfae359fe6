"""The schema: made at once, migrated when old, refused when newer."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from adapters.storage.engine import Engine
from adapters.storage.schema import TABLES, VERSIONS, bring_up
from adapters.storage.store import open_store
from adapters.storage.upgrade import FOLDER, upgrade
from bot.chat.refusal import Refusal
from tests.support.sample import COURSE
from tests.support.source import ROOT
from tests.support.store import NO_TOOLS, sql_store, url_of


def differences(connection: Connection) -> list[object]:
    """Return how the connected database differs from the tables in the code."""
    return list(compare_metadata(MigrationContext.configure(connection), TABLES))


def test_the_migrations_lead_to_the_tables_in_the_code() -> None:
    with create_engine("sqlite://").begin() as connection:
        upgrade(connection)
        assert differences(connection) == []


def test_a_fresh_database_equals_a_migrated_one() -> None:
    with create_engine("sqlite://").begin() as fresh, create_engine("sqlite://").begin() as old:
        bring_up(fresh)
        upgrade(old)
        for connection in (fresh, old):
            version = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            assert version.scalar() == VERSIONS[-1]
        listed = "SELECT name, tbl_name FROM sqlite_master ORDER BY name"
        assert list(fresh.exec_driver_sql(listed)) == list(old.exec_driver_sql(listed))


def test_the_versions_known_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    walked = ScriptDirectory.from_config(config).walk_revisions()
    assert sorted(script.revision for script in walked) == list(VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_older_database_is_brought_up_with_what_it_holds(
    tmp_path: Path, version: str
) -> None:
    newest, older = tmp_path / "newest", tmp_path / "older"
    newest.mkdir()
    older.mkdir()
    async with sql_store(newest) as store, store.work() as work:
        await work.courses.save(COURSE)
    engine = create_engine(f"sqlite:///{older / 'homeroom.db'}")
    with engine.begin() as connection:
        upgrade(connection, to=version)
    with closing(sqlite3.connect(older / "homeroom.db")) as database, database:
        database.execute("ATTACH ? AS newest", (str(newest / "homeroom.db"),))
        database.execute("INSERT INTO courses SELECT * FROM newest.courses")
        database.execute("INSERT INTO course_places SELECT * FROM newest.course_places")
    async with sql_store(older) as store, store.reading() as work:
        assert await work.courses.get(COURSE.id) == COURSE
        assert await work.agenda.next_due() is None
    with engine.begin() as connection:
        assert [each for each in differences(connection) if "archive_index" not in str(each)] == []
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    engine.dispose()
    assert found == VERSIONS[-1]


async def test_a_database_is_opened_again_as_it_was_left(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store, store.work() as work:
        await work.courses.save(COURSE)
    async with sql_store(tmp_path) as store, store.reading() as work:
        assert await work.courses.get(COURSE.id) == COURSE


async def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    async with sql_store(tmp_path):
        pass
    file = tmp_path / "homeroom.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    with pytest.raises(Refusal, match=r"newer version of Homeroom \(schema 9999"):
        await open_store(url_of(tmp_path), NO_TOOLS)
    assert file.read_bytes() == before


async def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "homeroom.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    before = file.read_bytes()
    with pytest.raises(Refusal, match="another program"):
        await open_store(url_of(tmp_path), NO_TOOLS)
    assert file.read_bytes() == before


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "homeroom.db"
    file.write_text("Dear diary, " * 100)
    with pytest.raises(Refusal, match=r"is not a database\. Choose another file"):
        await open_store(url_of(tmp_path), NO_TOOLS)
    assert file.read_text() == "Dear diary, " * 100


async def test_an_unknown_kind_of_database_is_refused_with_what_to_set() -> None:
    with pytest.raises(Refusal, match="HOMEROOM_DATABASE_URL"):
        await open_store("mysql+pymysql://localhost/homeroom", NO_TOOLS)


async def test_what_is_committed_survives_a_power_cut(tmp_path: Path) -> None:
    engine = Engine(url_of(tmp_path))
    async with engine.writing() as connection:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        for pragma, value in wanted.items():
            assert await connection.fetch(f"PRAGMA {pragma}") == [(value,)]
    await engine.close()


def test_a_start_without_migrations_does_not_load_alembic() -> None:
    program = "import sys, adapters.storage.store; print('alembic' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True
    )
    assert told.stdout.strip() == b"False"


def test_a_start_does_not_load_an_object_mapper() -> None:
    program = "import sys, adapters.storage.store; print('sqlalchemy.orm' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True
    )
    assert told.stdout.strip() == b"False"


async def test_a_folder_in_the_place_of_the_database_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "homeroom.db").mkdir()
    with pytest.raises(Refusal, match=r"homeroom\.db is a folder\. Name a file"):
        await open_store(url_of(tmp_path), NO_TOOLS)


async def test_a_database_cut_short_wants_a_backup_back(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store, store.work() as work:
        await work.courses.save(COURSE)
    file = tmp_path / "homeroom.db"
    file.write_bytes(file.read_bytes()[:100_000])
    with pytest.raises(Refusal, match=r"is damaged\. Put a backup in its place: homeroom restore"):
        await open_store(url_of(tmp_path), NO_TOOLS)
