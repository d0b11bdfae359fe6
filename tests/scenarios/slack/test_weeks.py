"""The class weeks on Slack: the same ledger and the same exports as in the sandbox."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.scenarios.expectations import same_as_file
from tests.scenarios.records import ledger_of
from tests.scenarios.replay import Replay
from tests.scenarios.slack.bot import serving_bot
from tests.scenarios.slack.course import load, set_up, slack_world, titles_of
from tests.scenarios.slack.driver import SlackDriver
from tests.scenarios.stage import ID, described
from tests.scenarios.week import read_week
from tests.support.fakes import NoteBook
from tests.support.slack.server import running
from tests.support.slack.serving import WAYS
from tests.support.store import url_of

WEEKS = ("week-one", "week-two")


@pytest.mark.parametrize("way", WAYS)
async def test_two_weeks_go_as_in_the_sandbox(tmp_path: Path, way: str) -> None:
    weeks = [read_week(name) for name in WEEKS]
    start = weeks[0].starts - timedelta(minutes=1)
    journal = NoteBook()
    async with running(slack_world(start)) as server:
        await set_up(server)
        await load(url_of(tmp_path), server, start)
        async with serving_bot(server, url_of(tmp_path), journal, way) as bot:
            replay = Replay(SlackDriver(server, bot, titles_of(described(start))))
            for week in weeks:
                await replay.run(week)
                assert journal.troubles == []
                same_as_file(await ledger_of(bot.store, ID), f"{week.name}-ledger.txt")
        assert server.refused == []
        assert server.unknown == []
