"""What SQLite says is wrong with a file, in words that say what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

NO_DATABASE = "is not a database. Choose another file for Homeroom."
UNREACHED = (
    "can't be opened. Homeroom has to be able to write it, and in its folder: look at who may."
)
WORDS = {
    sqlite3.SQLITE_NOTADB: NO_DATABASE,
    sqlite3.SQLITE_CORRUPT: "is damaged. Put a backup in its place: homeroom restore FILE.",
    sqlite3.SQLITE_FULL: "can't be written: its disk is full. Make room there.",
    sqlite3.SQLITE_CANTOPEN: UNREACHED,
    sqlite3.SQLITE_READONLY: UNREACHED,
    sqlite3.SQLITE_BUSY: "is held by another program. Wait until that has ended, and try again.",
}
"""By SQLite's code of what went wrong."""


def kind_of(error: BaseException) -> int:
    """Return SQLite's code of what went wrong, without its finer shades; 0 for none."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else 0


def trouble(file: str | Path | None, error: BaseException) -> str:
    """Return a sentence on a file that the system lets nobody use, and one on what to do."""
    said = getattr(error, "orig", None) or error
    if file is not None and Path(file).is_dir():
        return f"{file} is a folder. Name a file for Homeroom, in that folder for example."
    words = WORDS.get(kind_of(said), f"can't be opened: {said}.")
    return f"{file} {words}"
