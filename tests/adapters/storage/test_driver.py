"""The driver: statements go to the database's thread in order, and some of them late."""

import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

from adapters.storage.driver import Connection, connect


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    """Open a connection to a file with one table."""
    file = f"sqlite:///{tmp_path / 'driver.db'}"
    engine = create_engine(file, poolclass=NullPool, connect_args={"isolation_level": None})
    opened = await connect(engine)
    await opened.fetch("CREATE TABLE words (number INTEGER PRIMARY KEY, word TEXT)")
    yield opened
    await opened.close()


async def test_sqlalchemy_speaks_over_the_same_connection(connection: Connection) -> None:
    connection.later("BEGIN")
    rows = [{"word": "acid"}, {"word": "base"}]
    await connection.run(text("INSERT INTO words (word) VALUES (:word)"), rows)
    query = text("SELECT word FROM words ORDER BY number")
    assert await connection.read(query, lambda result: result.scalars().all()) == ["acid", "base"]
    assert await connection.fetch("SELECT count(*) FROM words") == [(2,)]
    await connection.rollback()
    assert await connection.fetch("SELECT count(*) FROM words") == [(0,)]


async def test_an_error_comes_out_and_the_connection_goes_on(connection: Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await connection.fetch("SELECT * FROM nowhere")
    with pytest.raises(OperationalError, match="no such table"):
        await connection.run(text("DELETE FROM nowhere"))
    assert await connection.fetch("SELECT 1") == [(1,)]


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


async def test_what_cannot_be_opened_leaves_no_thread_behind(tmp_path: Path) -> None:
    before = threading.active_count()
    with pytest.raises(OperationalError, match="unable to open"):
        await connect(create_engine(f"sqlite:///{tmp_path}", poolclass=NullPool))
    assert threading.active_count() == before
