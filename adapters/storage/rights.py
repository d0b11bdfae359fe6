"""Rights: who may read what a class wrote, on a machine that others use as well."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600


def begin(database: Path) -> None:
    """Make an empty file that its owner alone may read, as SQLite's files beside it then are.

    One that is there already keeps its rights. Where none can be made SQLite says why, later.
    """
    with suppress(OSError):
        database.touch(OWNER_ONLY, exist_ok=False)
