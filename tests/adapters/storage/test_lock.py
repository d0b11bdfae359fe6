"""The lock: one process on a file, and a kill lets go of it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from adapters.storage.lock import FileLock
from adapters.storage.store import open_store
from bot.chat.refusal import Refusal
from tests.support.source import ROOT
from tests.support.store import NO_TOOLS, sql_store, url_of

HOLDER = """
import sys
from pathlib import Path
from adapters.storage.lock import FileLock
FileLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


async def test_a_second_process_is_told_who_holds_the_file(tmp_path: Path) -> None:
    file = tmp_path / "homeroom.db"
    holder = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", HOLDER, str(file)), cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"held\n"
    with pytest.raises(Refusal) as refusal:
        await open_store(url_of(tmp_path), NO_TOOLS)
    holder.kill()
    await holder.communicate()
    assert f"process {holder.pid}" in str(refusal.value)
    assert str(file) in str(refusal.value)
    async with sql_store(tmp_path):
        pass


async def test_a_store_lets_go_when_it_is_closed(tmp_path: Path) -> None:
    async with sql_store(tmp_path):
        with pytest.raises(Refusal, match=f"process {os.getpid()}"):
            await open_store(url_of(tmp_path), NO_TOOLS)
    async with sql_store(tmp_path):
        pass


async def test_a_command_of_a_moment_works_beside_the_bot(tmp_path: Path) -> None:
    async with sql_store(tmp_path):
        beside = await open_store(url_of(tmp_path), NO_TOOLS, alone=False)
        async with beside.reading() as work:
            assert await work.courses.all() == []
        await beside.close()


async def test_a_store_that_could_not_be_opened_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "homeroom.db").write_text("not a database " * 50)
    with pytest.raises(Refusal):
        await open_store(url_of(tmp_path), NO_TOOLS)
    lock = FileLock(tmp_path / "homeroom.db").acquire()
    lock.release()
    lock.release()
