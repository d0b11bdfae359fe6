"""A class on Discord and on Slack at once: one roster, one board, one recap, one export.

The first week goes as it does on one platform: who is on both counts once, the ledger and the
exports are the same, and what one half of the class does the other half sees.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from tests.scenarios.both import Servers, on_both, running, serving_bot
from tests.scenarios.both_driver import BothDriver
from tests.scenarios.discord.course import load_into
from tests.scenarios.discord.driver import DiscordDriver
from tests.scenarios.driver import Driver, Where
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
        check(servers)


LIVE, STAFF, RECAPS = Where("live"), Where("staff"), Where("recaps")
POLL = Where("live", "What carries sound")


async def test_votes_and_questions_of_both_are_shown_and_counted_in_both(tmp_path: Path) -> None:
    """Who is on both platforms has one vote, whichever they use."""
    course = described(START)
    tuesday = datetime.fromisoformat("2026-10-13T14:50+02:00")
    async with running(START) as servers:
        await load_into(url_of(tmp_path), on_both(course, servers), START)
        async with serving_bot(servers, url_of(tmp_path), NoteBook()) as bot:
            discord = DiscordDriver(servers.discord, bot)
            slack = SlackDriver(servers.slack, bot, titles_of(course))
            await slack.walk_to(tuesday)
            await slack.command("teo", STAFF, "/class session start")
            await discord.command("dev", LIVE, "/class ask Who hums?")
            await slack.command("kiri", LIVE, "/class ask Who drums?")
            poll = '/class poll question:"What carries sound?" options:"Air | Walls"'
            await discord.command("ines", LIVE, poll)
            await slack.press("kiri", POLL, "Walls")
            await discord.press("mei", POLL, "Air")
            await slack.press("mei", POLL, "Walls")
            await discord.press("dev", POLL, "Air")
            for who, driver in (("jonas", discord), ("lucia", slack)):
                shown = await words(driver, who, LIVE)
                for one in ("Air: 1", "Walls: 2", "3 votes so far", "Who hums?", "Who drums?"):
                    assert one in shown
            await slack.command("teo", STAFF, "/class session end")
            await discord.press("ines", Where("staff", "Draft recap"), "Publish")
            for who, driver in (("jonas", discord), ("lucia", slack)):
                shown = await words(driver, who, RECAPS)
                assert shown.count("Recap: Listening 1: Rooms") == 1
                assert "3 voted" in shown
        check(servers)


async def words(driver: Driver, who: str, where: Where) -> str:
    """Return all that somebody reads in a place."""
    return "\n".join(one.text for one in await driver.look(who, where))


def check(servers: Servers) -> None:
    """Hold what was asked of both against their own types."""
    for refused in (servers.discord.refused, servers.slack.refused):
        assert refused == []
    assert servers.discord.unknown == []
    assert servers.slack.unknown == []
