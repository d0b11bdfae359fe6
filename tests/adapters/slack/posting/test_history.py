"""History over the wire: words, threads old and new, edits, reactions, and what stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from adapters.slack.posting.history import MARGIN, OVERLAP, PAGE, SURE
from adapters.slack.posting.platform import SlackPlatform
from adapters.slack.web.troubles import ForbiddenError
from adapters.slack.web.workspaces import Workspace, Workspaces
from adapters.slack.wire import instant_of
from bot.chat.events import Event, MessageSeen, PlaceRead, ReactionsRead
from bot.chat.views import say
from bot.model.places import Message, Place
from bot.ports.platform import NotSentError
from tests.support.slack import things
from tests.support.slack.reach import START, WORLD, KeptNotes, Reach, reaching
from tests.support.slack.scripted import Answer, calling, passing, scripted
from tests.support.slack.world import SCOPES

DAY = timedelta(days=1)


async def told(reach: Reach, place: Place, after: datetime | None = None) -> list[Event]:
    return [one async for page in reach.platform.history(place, after) for one in page]


def said(events: Sequence[Event]) -> list[str]:
    return [one.text for one in events if isinstance(one, MessageSeen)]


def read(events: Sequence[Event]) -> PlaceRead:
    (one,) = (one for one in events if isinstance(one, PlaceRead))
    assert events[-1] is one
    return one


def reactions(events: Sequence[Event]) -> dict[str, set[tuple[str, str]]]:
    return {
        one.message.id: {(account.id, emoji) for account, emoji in one.standing}
        for one in events
        if isinstance(one, ReactionsRead)
    }


class Class:
    """Mei and Tom in the general channel; each act is an hour after the last."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self.mei, self.tom = reach.server.person("mei"), reach.server.person("tom")
        self.place = reach.place("general")

    async def writes(
        self, text: str, thread: things.Message | None = None, *, broadcast: bool = False
    ) -> things.Message:
        self.reach.server.clock.advance(timedelta(hours=1))
        return await self.mei.write("general", text, thread=thread, broadcast=broadcast)


async def test_a_channel_and_its_threads_are_read_oldest_first() -> None:
    async with reaching() as reach:
        group = Class(reach)
        first = await group.writes("First")
        await group.writes("Reply", first)
        await reach.platform.post(group.place, say("The bot's own"), "marker", {})
        await group.writes("Second")
        await group.writes("Shown twice", first, broadcast=True)
        events = await told(reach, group.place)
        assert said(events) == ["First", "Second", "Shown twice", "Reply"]
        replies = [
            one for one in events if isinstance(one, MessageSeen) and one.message.place.thread
        ]
        assert {one.message.place.thread for one in replies} == {first.ts}


async def test_a_thread_is_a_place_too() -> None:
    async with reaching() as reach:
        group = Class(reach)
        root = await group.writes("Root")
        await group.writes("Other")
        reply = await group.writes("Reply", root)
        thread = Place("slack", group.place.id, root.ts)
        events = await told(reach, thread)
        assert said(events) == ["Reply"]
        assert read(events).standing == {reply.ts}


async def test_a_new_reply_to_an_old_root_is_found_and_the_root_not_told_again() -> None:
    async with reaching() as reach:
        group = Class(reach)
        old = await group.writes("Old root")
        await group.writes("Old reply", old)
        reach.server.clock.advance(100 * DAY)
        known = reach.server.clock.now
        await group.writes("New reply", old)
        events = await told(reach, group.place, known)
        assert said(events) == ["New reply"]
        stands = read(events)
        assert old.ts not in stands.standing
        assert stands.start == known - OVERLAP


async def test_an_edit_within_the_week_before_is_told() -> None:
    async with reaching() as reach:
        group = Class(reach)
        await group.writes("Long ago")
        reach.server.clock.advance(10 * DAY)
        edited = await group.writes("Yesterday")
        known = reach.server.clock.now
        reach.server.clock.advance(timedelta(hours=1))
        await group.mei.edit(edited, "Yesterday, corrected")
        events = await told(reach, group.place, known)
        (seen,) = (one for one in events if isinstance(one, MessageSeen))
        assert seen.text == "Yesterday, corrected"
        assert seen.posted < seen.version == instant_of(edited.edited)


async def test_what_was_deleted_does_not_stand_and_what_is_left_of_a_root_neither() -> None:
    async with reaching() as reach:
        group = Class(reach)
        root, gone = await group.writes("Root"), await group.writes("Gone")
        reply, lost = await group.writes("Reply", root), await group.writes("Lost", root)
        last = await group.writes("Last")
        for one in (gone, lost, root):
            await group.mei.delete(one)
        events = await told(reach, group.place)
        stands = read(events)
        assert stands.standing == {reply.ts, last.ts}
        assert stands.end > instant_of(last.ts)
        assert said(events) == ["Last", "Reply"]


async def test_nothing_is_said_of_what_comes_while_it_is_read() -> None:
    async with reaching() as reach:
        group = Class(reach)
        root = await group.writes("Root")
        await group.writes("Reply", root)
        last = await group.writes("Last")
        async for page in reach.platform.history(group.place, None):
            for one in page:
                if isinstance(one, MessageSeen) and one.text == "Root":
                    late = await group.writes("Late", root)
                if isinstance(one, PlaceRead):
                    assert one.end <= instant_of(late.ts)
                    assert one.end > instant_of(last.ts)


async def test_slacks_own_time_ends_what_is_read_where_it_can_be_believed() -> None:
    async with reaching(replace(WORLD, start=None)) as reach:
        mei = reach.server.person("mei")
        kept = await mei.write("general", "Kept")
        deleted = await mei.write("general", "Deleted")
        await mei.delete(deleted)
        began = reach.server.clock.now
        stands = read(await told(reach, reach.place("general")))
        assert stands.standing == {kept.ts}
        assert stands.end >= instant_of(kept.ts)
        assert stands.end >= began.replace(microsecond=0) - MARGIN


async def test_a_channel_where_nothing_was_said_is_read_all_the_same() -> None:
    async with reaching() as reach:
        assert await told(reach, reach.place("general")) == []


async def test_what_the_free_plan_hides_was_not_deleted() -> None:
    async with reaching() as reach:
        group = Class(reach)
        await group.writes("Hidden")
        reach.server.clock.advance(95 * DAY)
        shown = await group.writes("Shown")
        await reach.server.admin().hide(reach.server.channel("general"), shown.ts)
        stands = read(await told(reach, group.place, START))
        assert stands.standing == {shown.ts}
        assert stands.start == reach.server.clock.now - SURE


async def test_reactions_stand_with_their_messages() -> None:
    async with reaching() as reach:
        group = Class(reach)
        root, plain = await group.writes("Root"), await group.writes("Plain")
        reply = await group.writes("Reply", root)
        await group.tom.react(root, "tada")
        await group.tom.react(reply, "+1::skin-tone-3")
        await group.mei.react(reply, "+1")
        await reach.server.admin().scopes(*SCOPES, "reactions:write")
        await reach.web.call("reactions.add", channel=root.channel, timestamp=root.ts, name="eyes")
        tom, mei = reach.account("tom").id, reach.account("mei").id
        assert reactions(await told(reach, group.place)) == {
            root.ts: {(tom, "tada")},
            reply.ts: {(tom, "+1"), (mei, "+1")},
        }
        later = reactions(await told(reach, group.place, reach.server.clock.now))
        assert later[plain.ts] == set()
        about = [one for one in await told(reach, group.place) if isinstance(one, ReactionsRead)]
        assert about[-1].message.place == Place("slack", group.place.id, root.ts)


async def test_reactions_that_history_does_not_list_are_asked_for() -> None:
    def message(*users: str) -> dict[str, object]:
        words = {"type": "message", "user": "U1", "text": "Root", "ts": "1790000000.000001"}
        return {**words, "reactions": [{"name": "tada", "users": [*users], "count": 3}]}

    class Standing:
        def now(self) -> datetime:
            return START

    history = Answer({"ok": True, "messages": [message("U2")]})
    all_of_them = Answer({"ok": True, "message": message("U2", "U3", "UBOT")})
    async with scripted(history, all_of_them) as script, calling(script.api_url) as web:
        workspaces = Workspaces([Workspace("T1", "Weather", "https://w.slack.com/", "UBOT", web)])
        platform = SlackPlatform(workspaces, Standing(), KeptNotes())
        pages = [page async for page in platform.history(Place("slack", "C1"), None)]
    found = reactions([one for page in pages for one in page])
    assert found == {"1790000000.000001": {("U2", "tada"), ("U3", "tada")}}
    assert script.asked[1].method == "reactions.get"
    assert script.asked[1].args["full"] == "1"


async def test_a_long_channel_and_a_long_thread_come_in_pages() -> None:
    async with reaching() as reach:
        group = Class(reach)
        root = await group.mei.write("general", "Root")
        for number in range(PAGE + 10):
            await group.mei.write("general", f"Message {number}")
            await group.mei.write("general", f"Reply {number}", thread=root)
        pages = [page async for page in reach.platform.history(group.place, None)]
        assert max(map(len, pages)) <= 100
        texts = said([one for page in pages for one in page])
        channel = [f"Message {number}" for number in range(PAGE + 10)]
        replies = [f"Reply {number}" for number in range(PAGE + 10)]
        assert texts == ["Root", *channel, *replies]


async def test_a_busy_slack_is_waited_for_however_long() -> None:
    async with reaching() as reach:
        group = Class(reach)
        await group.writes("Hello")
        with passing() as time:
            reach.web._paces._monotonic = time
            reach.server.faults.add("history", "busy", times=7, seconds=60)
            assert said(await told(reach, group.place)) == ["Hello"]
            assert time.now >= 7 * 60


@pytest.mark.parametrize("kind", ["drop", "error"])
async def test_a_reading_that_breaks_says_nothing_of_what_stands(kind: str) -> None:
    async with reaching() as reach:
        group = Class(reach)
        root = await group.writes("Root")
        await group.writes("Reply", root)
        events: list[Event] = []

        async def all_of_it() -> None:
            async for page in reach.platform.history(group.place, None):
                events.extend(page)

        reach.server.faults.add("replies", kind, times=1000)
        with passing(), pytest.raises(NotSentError):
            await all_of_it()
        assert said(events) == ["Root"]
        assert not any(isinstance(one, PlaceRead) for one in events)


async def test_a_thread_that_is_deleted_meanwhile_stops_nothing() -> None:
    async with reaching() as reach:
        group = Class(reach)
        root = await group.writes("Root")
        await group.writes("Reply", root)
        reach.server.faults.add("replies", "refuse", code="thread_not_found")
        assert said(await told(reach, group.place)) == ["Root"]


async def test_where_nothing_may_be_read_the_remedy_is_told() -> None:
    async with reaching() as reach:
        with pytest.raises(ForbiddenError, match="not in #lounge"):
            await told(reach, reach.place("lounge"))
    scopes = tuple(one for one in SCOPES if one != "channels:history")
    async with reaching(replace(WORLD, scopes=scopes)) as reach:
        with pytest.raises(ForbiddenError, match="channels:history"):
            await told(reach, reach.place("general"))


async def test_live_or_read_back_a_message_is_the_same_event() -> None:
    async with reaching() as reach:
        group = Class(reach)
        root = await group.writes("See https://example.edu <now> & @tom")
        events = await told(reach, group.place)
        again = await told(reach, group.place, reach.server.clock.now)
        (first,) = (one for one in events if isinstance(one, MessageSeen))
        assert first in again
        assert first.message == Message(group.place, root.ts)
        assert first.posted == first.version == instant_of(root.ts)
