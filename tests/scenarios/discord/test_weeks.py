"""The class weeks on Discord: the same ledger and the same exports as in the sandbox."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.scenarios.discord.bot import serving_bot
from tests.scenarios.discord.course import discord_world, load
from tests.scenarios.discord.driver import DiscordDriver
from tests.scenarios.expectations import same_as_file
from tests.scenarios.records import ledger_of
from tests.scenarios.replay import Replay
from tests.scenarios.stage import ID
from tests.scenarios.week import read_week
from tests.support.discord.server import running
from tests.support.fakes import NoteBook
from tests.support.store import url_of

WEEKS = ("week-one", "week-two")


@pytest.mark.parametrize("forum", [False, True], ids=["threads", "forum"])
async def test_two_weeks_go_as_in_the_sandbox(tmp_path: Path, forum: bool) -> None:
    weeks = [read_week(name) for name in WEEKS]
    start = weeks[0].starts - timedelta(minutes=1)
    journal = NoteBook()
    async with running(discord_world(start, forum=forum)) as server:
        await load(url_of(tmp_path), server, start)
        async with serving_bot(server, url_of(tmp_path), journal) as bot:
            replay = Replay(DiscordDriver(server, bot))
            for week in weeks:
                await replay.run(week)
                assert journal.troubles == []
                same_as_file(await ledger_of(bot.store, ID), f"{week.name}-ledger.txt")
        assert server.refused == []
        assert server.unknown == []
