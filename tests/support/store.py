"""A store for tests: a database of its own in a test's folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from adapters.storage.store import SqlStore, open_store
from bot.ports.tools import Tools

NO_TOOLS = cast(Tools, None)
"""For tests in which nothing uses a tool: one that does fails at once."""


def url_of(folder: Path) -> str:
    """Return the URL of the database that `sql_store` keeps in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'homeroom.db'}"


@asynccontextmanager
async def sql_store(folder: Path, tools: Tools = NO_TOOLS) -> AsyncIterator[SqlStore]:
    """Open a store in a folder (`tmp_path`), new or as it was left, and close it at the end."""
    store = await open_store(url_of(folder), tools)
    try:
        yield store
    finally:
        await store.close()
