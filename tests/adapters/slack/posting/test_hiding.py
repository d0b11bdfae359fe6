"""What the free plan hides: the words stay, and the link says that Slack hides the rest."""

from __future__ import annotations

from datetime import datetime, timedelta

from adapters.slack.posting.hiding import Hidden
from adapters.slack.rendering.mrkdwn import mrkdwn
from adapters.slack.rendering.spans import rich
from bot.chat.spans import Link, spans
from bot.chat.views import View, note, paragraph
from bot.model.places import Message, Place
from tests.support.slack.reach import KeptNotes, Reach, reached, reaching

DAY = timedelta(days=1)
SAID = " (hidden by Slack's free plan)"


async def read_back(reach: Reach, after: datetime | None = None) -> None:
    async for _ in reach.platform.history(reach.place("general"), after):
        pass


async def old_and_new(reach: Reach) -> tuple[Message, Message]:
    """Let Mei write, and again 100 days later."""
    mei, channel = reach.server.person("mei"), reach.place("general")
    old = await mei.write("general", "Old")
    reach.server.clock.advance(100 * DAY)
    new = await mei.write("general", "New")
    return Message(channel, old.ts), Message(channel, new.ts)


async def test_words_stay_and_the_link_says_that_slack_hides_the_rest() -> None:
    async with reaching() as reach:
        old, new = await old_and_new(reach)
        line = spans("See ", Link("what Mei said", message=old), ".")
        await reach.server.admin().hide(reach.server.channel("general"), new.id)
        await read_back(reach)
        view = View((paragraph(*line), note(*line)), title="Archive")
        posted = await reach.platform.post(reach.place("general"), view, "marker", {})
        shown = reach.server.reader("mei").message(reach.standing(posted))
        assert shown.count(f"what Mei said{SAID}.") == 2
        address = reach.platform.workspaces.link(old)
        assert f"<{address}|what Mei said>{SAID}" in mrkdwn(line, reach.platform.link, 3000)
        now = spans(Link("what she says", message=new))
        assert SAID not in str(rich(now, reach.platform.link, 3000))


async def test_where_slack_hides_nothing_nothing_is_said() -> None:
    async with reaching() as reach:
        old, _ = await old_and_new(reach)
        await read_back(reach)
        assert not isinstance(reach.platform.link(old), Hidden)
        assert reach.platform.link(old) == reach.platform.workspaces.link(old)


async def test_it_is_remembered_over_a_start_until_slack_shows_more() -> None:
    async with reaching() as reach:
        old, _ = await old_and_new(reach)
        general, notes = reach.server.channel("general"), KeptNotes()
        workspaces = reach.platform.workspaces
        first = reached(reach.server, reach.web, workspaces, notes)
        general.limited = True
        await read_back(first)
        assert isinstance(first.platform.link(old), Hidden)
        again = reached(reach.server, reach.web, workspaces, notes)
        assert not isinstance(again.platform.link(old), Hidden)
        await again.platform.hiding.remember()
        assert isinstance(again.platform.link(old), Hidden)
        general.limited = False
        await read_back(again)
        assert not isinstance(again.platform.link(old), Hidden)
        last = reached(reach.server, reach.web, workspaces, notes)
        await last.platform.hiding.remember()
        assert not isinstance(last.platform.link(old), Hidden)


async def test_a_channel_with_nothing_old_in_it_does_not_tell_that_nothing_is_hidden() -> None:
    async with reaching() as reach:
        old, new = await old_and_new(reach)
        await reach.server.admin().hide(reach.server.channel("general"), new.id)
        await read_back(reach)
        async for _ in reach.platform.history(reach.place("staff"), None):
            pass
        assert isinstance(reach.platform.link(old), Hidden)


async def test_only_slacks_own_messages_are_hidden_by_it() -> None:
    async with reaching() as reach:
        old, new = await old_and_new(reach)
        await reach.server.admin().hide(reach.server.channel("general"), new.id)
        await read_back(reach)
        elsewhere = Message(Place("discord", "1"), old.id)
        assert SAID not in str(rich(spans(Link("x", message=elsewhere)), reach.platform.link, 99))
        assert not isinstance(reach.platform.link(Message(old.place, "none")), Hidden)
