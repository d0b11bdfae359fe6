"""What a database takes at least: the same rows, written by bare aiosqlite with nothing around."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import aiosqlite

from tests.bench.rows import Watch

PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")


@dataclass(frozen=True, slots=True)
class Written:
    """A table, how one row of it is inserted, and its rows in the order they were written."""

    name: str
    insert: str
    rows: Sequence[tuple[object, ...]]


def schema_of(file: Path) -> list[str]:
    """Return the statements that make a database like this one, empty: indexes and all."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL")
        known = found.fetchall()
    virtual = [name for name, sql in known if sql.startswith("CREATE VIRTUAL")]
    return [
        sql
        for name, sql in known
        if not name.startswith("sqlite_") and not any(name.startswith(f"{v}_") for v in virtual)
    ]


def written_in(file: Path, tables: Sequence[str], indexed: dict[str, str]) -> list[Written]:
    """Return the rows of these tables; `indexed` maps an index to the SELECT that it holds."""
    found = []
    with closing(sqlite3.connect(file)) as connection:
        for name in tables:
            cursor = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own tables
            columns = [column[0] for column in cursor.description]
            found.append(_written(name, columns, cursor.fetchall()))
        for name, query in indexed.items():
            cursor = connection.execute(query)
            columns = [column[0] for column in cursor.description]
            found.append(_written(name, columns, cursor.fetchall()))
    return found


def _written(name: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> Written:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    return Written(name, f"INSERT INTO {name} ({names}) VALUES ({marks})", rows)  # noqa: S608


async def insert(
    file: Path, schema: Sequence[str], written: Sequence[Written], at_once: int, messages: int
) -> tuple[float, float]:
    """Insert everything into a new file, `at_once` messages' rows a commit.

    Return the seconds, and the processor's.
    """
    async with aiosqlite.connect(file, isolation_level=None) as connection:
        for statement in (*PRAGMAS, *schema):
            await connection.execute(statement)
        watch = Watch()
        for start in range(0, messages, at_once):
            await connection.execute("BEGIN IMMEDIATE")
            for table in written:
                some = _share(table.rows, start, start + at_once, messages)
                if some:
                    await connection.executemany(table.insert, some)
            await connection.commit()
        return watch.seconds(), watch.busy()


def _share(
    rows: Sequence[tuple[object, ...]], start: int, end: int, messages: int
) -> Sequence[tuple[object, ...]]:
    """Return the part of a table's rows that belongs to the messages from `start` to `end`."""
    return rows[len(rows) * start // messages : len(rows) * min(end, messages) // messages]
