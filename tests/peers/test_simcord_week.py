"""The class weeks on simcord, somebody else's idea of Discord: the same ledger and exports."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.peers.simcord.bot import serving_bot
from tests.peers.simcord.hands import SimcordHands
from tests.peers.simcord.stage import staging
from tests.scenarios.discord.acting import ActingDriver
from tests.scenarios.discord.course import load_into
from tests.scenarios.expectations import same_as_file
from tests.scenarios.records import ledger_of
from tests.scenarios.replay import Replay
from tests.scenarios.stage import ID
from tests.scenarios.week import read_week
from tests.support.fakes import NoteBook
from tests.support.store import url_of

pytestmark = pytest.mark.peers
WEEKS = ("week-one", "week-two")


@pytest.mark.parametrize("forum", [False, True], ids=["threads", "forum"])
async def test_two_weeks_go_as_in_the_sandbox(tmp_path: Path, forum: bool) -> None:
    weeks = [read_week(name) for name in WEEKS]
    start = weeks[0].starts - timedelta(minutes=1)
    journal = NoteBook()
    async with staging(start, forum=forum) as stage:
        await load_into(url_of(tmp_path), stage.course(), start)
        async with serving_bot(stage, url_of(tmp_path), journal) as bot:
            replay = Replay(ActingDriver(SimcordHands(stage), bot))
            for week in weeks:
                await replay.run(week)
                assert journal.troubles == []
                same_as_file(await ledger_of(bot.store, ID), f"{week.name}-ledger.txt")
        assert bot.refusals.gaps == []
        assert bot.refusals.refused == []
