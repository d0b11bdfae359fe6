"""Two class weeks on the sandbox: what each person sees at which local time, and what stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.scenarios.bot import serving_bot
from tests.scenarios.expectations import same_as_file
from tests.scenarios.records import ledger_of
from tests.scenarios.replay import Replay
from tests.scenarios.stage import ID, TOKEN, load, staging
from tests.scenarios.week import read_week
from tests.support.fakes import NoteBook
from tests.support.store import url_of

WEEKS = ("week-one", "week-two")


async def test_two_weeks_go_as_written(tmp_path: Path) -> None:
    weeks = [read_week(name) for name in WEEKS]
    start = weeks[0].starts - timedelta(minutes=1)
    journal = NoteBook()
    async with staging(tmp_path, start) as stage:
        await load(url_of(tmp_path), start)
        async with serving_bot(stage.server.address, TOKEN, url_of(tmp_path), journal) as bot:
            replay = Replay(stage.driver)
            for week in weeks:
                await replay.run(week)
                assert journal.troubles == []
                same_as_file(await ledger_of(bot.store, ID), f"{week.name}-ledger.txt")
