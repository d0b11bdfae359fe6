"""The class weeks on local-slack, somebody else's Slack, in both ways: same ledger, same exports.

Every call of ours is held against Slack's own types. What can't be done there is LEFT_OUT.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.slack.web.web import client_for
from tests.peers.local_slack.bot import serving_bot
from tests.peers.local_slack.driver import LocalSlackDriver
from tests.peers.local_slack.lacking import ledger_of_playable, playable
from tests.peers.local_slack.server import needs_local_slack, running
from tests.peers.local_slack.stage import staging
from tests.peers.local_slack.wire import Wire
from tests.scenarios.discord.course import load_into
from tests.scenarios.expectations import same
from tests.scenarios.records import ledger_of
from tests.scenarios.replay import Replay
from tests.scenarios.slack.course import titles_of
from tests.scenarios.stage import ID, described
from tests.scenarios.week import Week, read_week
from tests.support.fakes import NoteBook
from tests.support.slack.schemas import needs_schemas
from tests.support.slack.serving import WAYS
from tests.support.store import url_of

pytestmark = [pytest.mark.peers, needs_local_slack]
WEEKS = ("week-one", "week-two")
LEFT_OUT = [
    "ines: menu Mark as highlight",
    "dev: menu Mark as highlight",
    "ines: look, for the highlight",
    "tom: look, for the highlight",
    "jonas: joins staff",
    "jonas: leaves staff",
]
"""See lacking.py for why."""
METHODS = {
    *("chat.postMessage", "chat.update", "respond", "views.open", "views.publish", "acknowledge"),
    *("files.getUploadURLExternal", "files.completeUploadExternal", "conversations.history"),
}
"""What the weeks ask for, among others: so we know that what is sent is seen."""
NO_PINS = "pins.add: unknown_method"
"""local-slack has no pins: what is to be pinned stands without."""


@pytest.mark.parametrize("way", WAYS)
async def test_two_weeks_go_as_in_the_sandbox(tmp_path: Path, way: str) -> None:
    weeks = [playable(read_week(name)) for name in WEEKS]
    start = weeks[0].starts - timedelta(minutes=1)
    journal = NoteBook()
    async with staging(start, way) as stage:
        await load_into(url_of(tmp_path), stage.course(), start)
        async with serving_bot(stage, url_of(tmp_path), journal) as bot:
            driver = LocalSlackDriver(stage, bot, titles_of(described(start)))
            for week in weeks:
                await Replay(driver, driver.watching(week)).run(week)
                assert journal.troubles == []
                same(ledger_of_playable(week), await ledger_of(bot.store, ID), week.name)
            assert "Your participation" in await driver.home("mei")
            assert "Next sessions" in await driver.home("ines")
        assert stage.hands.turned_away == []
        all_is_well(bot.wire, stage.hands.acknowledged)


def all_is_well(wire: Wire, acknowledged: Sequence[Any]) -> None:
    """Check that nothing we sent is refused by Slack's types, and each post was sent once."""
    for said in acknowledged:
        wire.take_acknowledgement(said)
    assert {one.method for one in wire.recording} >= METHODS
    assert wire.recording.refused == []
    assert wire.refusals == {NO_PINS}
    assert [marker for marker, times in wire.owed.items() if times > 1] == []


def test_no_more_is_left_out_than_local_slack_lacks() -> None:
    weeks = [read_week(name) for name in WEEKS]
    assert [one for week in weeks for one in left_out(week)] == LEFT_OUT


def left_out(week: Week) -> list[str]:
    """Return what of a week isn't played: steps, and looks of which less is expected."""
    played = {step.line: step for step in playable(week).steps}
    missing = [one for one in week.steps if played.get(one.line) != one]
    did = {one.line: f"{one.verb} {one.what}" for one in missing if one.line not in played}
    return [f"{one.who}: {did.get(one.line, 'look, for the highlight')}" for one in missing]


@needs_schemas
async def test_a_call_that_slack_would_refuse_is_seen() -> None:
    """What local-slack takes without a word Slack's own types refuse: of a call, and an answer."""
    blocks = [{"type": "section", "words": "Hello"}]
    said, wire = {"text": "Hello", "blocks": blocks}, Wire()
    async with running() as slack, ClientSession(trace_configs=[wire.tracing()]) as session:
        client = client_for(session, slack.token, slack.api_url)
        where = {"channel": slack.channels["general"]}
        assert (await client.api_call("chat.postMessage", json={**where, **said}))["ok"]
        async with session.post(f"{slack.address}/_hooks/response/unknown", json=said) as answer:
            assert answer.status == 404
    wire.take_acknowledgement(said)
    refused = [one.partition(" ")[0] for one in wire.recording.refused]
    assert set(refused) == {"chat.postMessage", "respond", "acknowledge"}
