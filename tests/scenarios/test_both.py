"""A class on Discord and on Slack at once: one roster, one board, one recap, one export.

The first week goes as it does on one platform: who is on both counts once, the ledger and the
exports are the same, and what one half of the class does the other half sees.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.scenarios.both import on_both, running, serving_bot
from tests.scenarios.both_driver import BothDriver
from tests.scenarios.discord.course import load_into
from tests.scenarios.discord.driver import DiscordDriver
from tests.scenarios.expectations import same_as_file
from tests.scenarios.records import ledger_of
from tests.scenarios.replay import Replay
from tests.scenarios.slack.course import titles_of
from tests.scenarios.slack.driver import SlackDriver
from tests.scenarios.stage import ID, described
from tests.scenarios.week import read_week
from tests.support.fakes import NoteBook
from tests.support.store import url_of

WEEK = read_week("week-one")
START = WEEK.starts - timedelta(minutes=1)


async def test_one_class_on_two_platforms_goes_as_on_one(tmp_path: Path) -> None:
    journal = NoteBook()
    course = described(START)
    async with running(START) as servers:
        await load_into(url_of(tmp_path), on_both(course, servers), START)
        async with serving_bot(servers, url_of(tmp_path), journal) as bot:
            driver = BothDriver(
                DiscordDriver(servers.discord, bot),
                SlackDriver(servers.slack, bot, titles_of(course)),
            )
            await Replay(driver).run(WEEK)
            assert journal.troubles == []
            same_as_file(await ledger_of(bot.store, ID), f"{WEEK.name}-ledger.txt")
        for server in (servers.discord, servers.slack):
            assert server.refused == []
            assert server.unknown == []
