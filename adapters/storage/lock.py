"""The lock: one process on an SQLite file; the system lets go of it even at a kill -9."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.chat.refusal import Refusal

PID_LENGTH = 20
"""Bytes at the file's beginning that name the holder; the locked byte lies behind them."""


class FileLock:
    """Holds `<database>.lock`, which stays in the folder; holding it is what counts."""

    def __init__(self, database: Path) -> None:
        """Take the database's path."""
        self._database = database
        self._path = database.with_name(database.name + ".lock")
        self._file: int | None = None

    def acquire(self) -> FileLock:
        """Take the lock and return it; Refusal, naming file and holder, if another has it."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(file)
        except OSError:
            holder = os.read(file, PID_LENGTH).decode(errors="replace").strip() or "unknown"
            os.close(file)
            raise Refusal(
                f"Another Homeroom (process {holder}) is running on {self._database}. "
                "Stop it first, or set HOMEROOM_DATABASE_URL to another file."
            ) from None
        os.write(file, f"{os.getpid():<{PID_LENGTH}}".encode())
        self._file = file
        return self

    def release(self) -> None:
        """Let go of the lock; twice is no error."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        """Lock the byte behind the holder's number, which others can then still read."""
        os.lseek(file, PID_LENGTH, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: int) -> None:
        """Lock the file; OSError if another process holds it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
