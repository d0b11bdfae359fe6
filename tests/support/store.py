"""A store for tests: a database of its own in a test's folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from adapters.storage.store import SqlStore, open_store
from bot.ports.tools import Tools

NAME = "homeroom.db"
NO_TOOLS = cast(Tools, None)
"""For tests in which nothing uses a tool: one that does fails at once."""
_made: list[bytes] = []


def url_of(folder: Path) -> str:
    """Return the URL of the database that `sql_store` keeps in a folder."""
    return f"sqlite+aiosqlite:///{folder / NAME}"


async def _empty() -> bytes:
    """Return a database in which nothing is yet: made once, since its tables take their time."""
    if not _made:
        with TemporaryDirectory() as folder:
            await (await open_store(url_of(Path(folder)), NO_TOOLS)).close()
            _made.append((Path(folder) / NAME).read_bytes())
    return _made[0]


def _begin(folder: Path, empty: bytes) -> None:
    """Put an empty database into a folder that has none."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / NAME).exists():
        (folder / NAME).write_bytes(empty)


@asynccontextmanager
async def sql_store(folder: Path, tools: Tools = NO_TOOLS) -> AsyncIterator[SqlStore]:
    """Open a store in a folder (`tmp_path`), new or as it was left, and close it at the end."""
    _begin(folder, await _empty())
    store = await open_store(url_of(folder), tools)
    try:
        yield store
    finally:
        await store.close()
