"""The class weeks on simcord, somebody else's idea of Discord: the same ledger and exports."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.peers.simcord.bot import serving_bot
from tests.peers.simcord.hands import SimcordHands
from tests.peers.simcord.stage import staging
from tests.peers.simcord.standing import calendar_of, filed, pings
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
NOT_MINE = "GET /channels/{channel_id}/threads/archived/private: 50013"
"""Who may not manage threads is told of those private ones only that they are in: those come."""
NO_SUCH_ID = "PATCH /channels/{channel_id}/messages/{id3}: 10008"
"""Discord gives the message that a forum's post begins with the post's own id; simcord doesn't."""
CALENDAR = [
    "2026-10-13T13:00 Listening 1: Rooms: over",
    "2026-10-15T16:00 Tea and talk: cancelled",
    "2026-10-20T13:00 Listening 2: Streets: over",
    "2026-10-25T10:00 Sound walk: over",
    "2026-10-27T14:00 Listening 3: Water: over",
    "2026-11-03T14:00 Listening 4: Silence: to come",
]
POSTS = [
    "A room you know by ear: Closed, Week 1",
    "What a street says: Closed, Week 2",
    "Water nearby: Open, Week 3",
]


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
        assert set(bot.refusals.refused) == ({NOT_MINE, NO_SUCH_ID} if forum else {NOT_MINE})
        assert calendar_of(stage) == CALENDAR
        assert filed(stage) == (POSTS if forum else [])
        assert pings(stage) == []
