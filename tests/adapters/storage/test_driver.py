"""The driver: what SQLAlchemy and aiosqlite expect of one another still holds."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.storage.driver import Connection, connect


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    """Open a connection to a file with one table."""
    opened = await connect(str(tmp_path / "driver.db"))
    await opened.execute("CREATE TABLE words (number INTEGER PRIMARY KEY, word TEXT)")
    yield opened
    await opened.close()


async def test_a_statement_is_run_and_fetched_in_one_go(connection: Connection) -> None:
    cursor = connection.cursor()
    await cursor.execute("INSERT INTO words (word) VALUES (?)", ("yield",))
    assert (cursor.lastrowid, cursor.rowcount, cursor.description) == (1, 1, None)
    await cursor.execute("SELECT number, word FROM words")
    assert [column[0] for column in cursor.description] == ["number", "word"]
    assert list(await cursor.fetchall()) == [(1, "yield")]
    assert list(await cursor.fetchall()) == []
    await cursor.close()


async def test_many_rows_are_written_by_one_statement(connection: Connection) -> None:
    cursor = connection.cursor()
    await cursor.executemany("INSERT INTO words (word) VALUES (?)", [("acid",), ("base",)])
    assert cursor.rowcount == 2
    await cursor.execute("SELECT count(*) FROM words")
    assert list(await cursor.fetchall()) == [(2,)]


async def test_an_error_comes_out_and_the_connection_goes_on(connection: Connection) -> None:
    cursor = connection.cursor()
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await cursor.execute("SELECT * FROM nowhere")
    await cursor.execute("SELECT 1")
    assert list(await cursor.fetchall()) == [(1,)]


async def test_what_is_for_later_runs_before_what_is_asked_next(connection: Connection) -> None:
    connection.later("BEGIN")
    connection.later("INSERT INTO words (word) VALUES (?)", [("salt",), ("ion",)])
    assert await connection.fetch("SELECT word FROM words ORDER BY number") == [("salt",), ("ion",)]
    connection.later("INSERT INTO words (word) VALUES (?)", [("bond",)])
    await connection.commit()
    assert await connection.fetch("SELECT count(*) FROM words") == [(3,)]


async def test_what_waits_is_forgotten_with_the_rest_of_a_transaction(
    connection: Connection,
) -> None:
    connection.later("BEGIN")
    connection.later("INSERT INTO words (word) VALUES (?)", [("gas",)])
    assert await connection.fetch("SELECT word FROM words") == [("gas",)]
    connection.later("INSERT INTO words (word) VALUES (?)", [("mole",)])
    await connection.rollback()
    connection.later("BEGIN")
    connection.leave()
    assert await connection.fetch("SELECT word FROM words") == []


async def test_an_error_of_what_waited_says_where_it_came_from(connection: Connection) -> None:
    connection.later("BEGIN")
    connection.later("INSERT INTO words (number, word) VALUES (?, ?)", [(1, "acid"), (1, "base")])
    with pytest.raises(sqlite3.IntegrityError) as caught:
        await connection.fetch("SELECT 1")
    assert caught.value.__notes__ == [
        "It came of: INSERT INTO words (number, word) VALUES (?, ?)",
    ]
    await connection.rollback()
    assert await connection.fetch("SELECT count(*) FROM words") == [(0,)]
