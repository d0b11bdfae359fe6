"""Backups of the SQLite file: whole and consistent, also while the bot runs."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from adapters.storage.lock import FileLock
from adapters.storage.rights import begin
from adapters.storage.schema import VERSIONS
from adapters.storage.troubles import kind_of, trouble
from bot.chat.refusal import Refusal

NOT_OURS = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""What comes of asking another program's file for our version."""
OF_THE_COPY = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""What goes wrong where a copy is written; the source was just read."""
PAGES = 1000
"""Pages copied at a time: between two portions writers get their turn."""

Progress = Callable[[int, int], None]
"""Is told how many pages are copied, and of how many."""


def backup(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Copy the database `source` to the new file `target`, checked page by page.

    Refusal if there is no such database, if `target` is there already, or if what was copied
    isn't sound; then no file is left behind.
    """
    _examine(source)
    if target.exists():
        raise Refusal(f"{target} is there already. Choose another name, or move it away first.")
    _copy(source, target, progress)


def restore(saved: Path, database: Path, progress: Progress | None = None) -> Path | None:
    """Put the backup `saved` in the place of `database`; return where the replaced one is kept.

    None if there was none. Refusal, with nothing changed, if `saved` is no sound database that
    this version can open, or while a process holds `database`.
    """
    _examine(saved)
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(database).acquire()
    try:
        fresh = database.with_name(f"{database.name}.restoring")
        _copy(saved, fresh, progress)
        kept = None
        if database.exists():
            kept = _unused(database)
            _settle(database)
            database.replace(kept)
        for rest in ("-wal", "-shm"):
            left = database.with_name(database.name + rest)
            if left.exists() and kept is not None:
                left.replace(kept.with_name(kept.name + rest))
            left.unlink(missing_ok=True)
        fresh.replace(database)
    finally:
        lock.release()
    return kept


def _examine(file: Path) -> None:
    """Refuse a file that is no sound database of ours, or one of a newer version."""
    if not file.is_file():
        raise Refusal(f"There is no file {file}.")
    try:
        with closing(_opened(file, "ro")) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        if kind_of(error) in NOT_OURS:
            raise Refusal(f"{file} is not a database of Homeroom.") from None
        raise Refusal(_damaged(file) if _is_damage(error) else trouble(file, error)) from None
    if row is None:
        raise Refusal(f"{file} is not a database of Homeroom.")
    if row[0] not in VERSIONS:
        raise Refusal(
            f"{file} was written by a newer version of Homeroom (schema {row[0]}; "
            f"this one knows up to {VERSIONS[-1]}). Install that newer version first."
        )


def _damaged(file: Path) -> str:
    return f"{file} is damaged. Use an older backup: homeroom restore FILE."


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return kind_of(error) == sqlite3.SQLITE_CORRUPT


def _copy(source: Path, target: Path, progress: Progress | None) -> None:
    partial = target.with_name(f"{target.name}.partial")
    if not target.absolute().parent.is_dir():
        raise Refusal(f"There is no folder {target.parent}. Make it first, or name another.")
    partial.unlink(missing_ok=True)
    begin(partial)
    try:
        with closing(_opened(source, "ro")) as old, closing(sqlite3.connect(partial)) as new:
            old.backup(new, pages=PAGES, progress=_told(progress))
            new.execute("PRAGMA journal_mode=DELETE")
            (verdict,) = new.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise Refusal(f"{source} is damaged ({verdict}). Use an older backup.")
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            raise Refusal(_damaged(source)) from error
        at_fault = target if kind_of(error) in OF_THE_COPY else source
        raise Refusal(trouble(at_fault, error)) from error
    finally:
        partial.unlink(missing_ok=True)


def _told(progress: Progress | None) -> Callable[[int, int, int], object] | None:
    if progress is None:
        return None
    return lambda _, remaining, total: progress(total - remaining, total)


def _opened(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode={mode}", uri=True)


def _settle(database: Path) -> None:
    """Bring what stands in the write-ahead log into the file, as far as it can be read."""
    try:
        with closing(_opened(database, "rw")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError:
        return  # a damaged file is the reason why one restores: it is kept as it is


def _unused(database: Path) -> Path:
    """Return the first free name for a database that is replaced."""
    number = 1
    while (kept := database.with_name(f"{database.name}.replaced-{number}")).exists():
        number += 1
    return kept
