"""The stores over which every contract runs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.storage.store import SqlStore
from tests.support.store import sql_store


@pytest.fixture(params=["sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlStore]:
    """Open an empty store of each kind."""
    async with sql_store(tmp_path) as opened:
        yield opened
