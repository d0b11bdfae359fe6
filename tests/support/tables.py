"""The whole database as plain rows, to say that nothing was changed, or where a word still is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

Dump = dict[str, frozenset[tuple[object, ...]]]
SHADOWS = ("archive_index_", "sqlite_")
"""Tables that SQLite keeps for itself; what they hold shows through the index."""


def dump(folder: Path) -> Dump:
    """Return every table's rows of the database that a test keeps in a folder."""
    with sqlite3.connect(folder / "homeroom.db") as connection:
        names = [row[0] for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        )]  # fmt: skip
        return {
            name: frozenset(connection.execute(f'SELECT * FROM "{name}"'))  # noqa: S608
            for name in names
            if not name.startswith(SHADOWS)
        }


def changes(before: Dump, after: Dump) -> list[tuple[str, tuple[object, ...]]]:
    """Return the rows that came, went or read otherwise, each with its table."""
    return [(name, row) for name in after for row in before.get(name, frozenset()) ^ after[name]]


def holding(folder: Path, word: str) -> list[str]:
    """Return the tables in which a word stands, in any column, case aside."""
    wanted = word.casefold()
    return sorted(
        name
        for name, rows in dump(folder).items()
        if any(wanted in _text(cell) for row in rows for cell in row)
    )


def in_file(folder: Path, word: str) -> bool:
    """Return whether the database's own bytes hold a word, once its log is folded in."""
    path = folder / "homeroom.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return word.encode() in path.read_bytes()


def _text(cell: object) -> str:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace").casefold()
    return str(cell).encode().decode("unicode_escape", "replace").casefold()
