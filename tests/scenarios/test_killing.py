"""When a storm is over, nobody holds the database any more: the next reader must not be refused."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from adapters.storage.lock import FileLock
from tests.scenarios.killing import Process, running
from tests.support.discord.core import until

DATABASE = "HOMEROOM_TEST_DATABASE"
HOLDS = "holds"


def main(_arguments: list[str]) -> int:
    """Hold the lock of a database until killed: what the process in these tests does."""
    database = Path(os.environ[DATABASE])
    FileLock(database).acquire()
    database.with_name(HOLDS).touch()
    time.sleep(600)
    return 0


@pytest.mark.parametrize("born", [True, False])
async def test_no_bot_outlives_its_test(tmp_path: Path, born: bool) -> None:
    database = tmp_path / "homeroom.db"
    process = Process(__name__, {DATABASE: str(database)}, tmp_path / "bot.log")
    async with running(process):
        if born:
            await until((tmp_path / HOLDS).exists)
    FileLock(database).acquire().release()
