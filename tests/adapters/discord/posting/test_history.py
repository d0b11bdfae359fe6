"""History read back: what stands, what was changed, what is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.discord.rest.troubles import ForbiddenError
from adapters.discord.wire import made_at
from bot.chat.events import Event, PlaceRead
from bot.chat.views import say
from bot.model.places import Message
from bot.ports.platform import NotSentError
from tests.support.discord import things
from tests.support.discord.permissions import EVERYONE_DEFAULT, Permission
from tests.support.discord.reach import START, reaching
from tests.support.discord.told import covers, read, seen, standing, texts

VIEW = say("Session 3 starts at five.")
MINUTE = timedelta(minutes=1)


async def test_what_people_said_is_told_and_what_bots_said_stands() -> None:
    async with reaching() as reach:
        mei, tom = reach.server.person("mei"), reach.server.person("tom")
        asked = await mei.write("general", "Why is the sky blue?")
        posted = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        reach.server.clock.advance(MINUTE)
        answered = await tom.write("general", "Because", reply_to=asked)
        events = await read(reach, reach.place("general"))
        assert [(event.text, event.author) for event in seen(events)] == [
            ("Why is the sky blue?", reach.account("mei")),
            ("Because", reach.account("tom")),
        ]
        told = standing(events)
        assert told.standing == {str(asked.id), posted.id, str(answered.id)}
        assert covers(told, asked)
        assert covers(told, answered)


async def test_an_empty_place_tells_nothing() -> None:
    async with reaching() as reach:
        assert await read(reach, reach.place("general")) == []
        assert await read(reach, reach.place("discussions")) == []


async def test_what_was_deleted_is_not_among_what_stands() -> None:
    async with reaching() as reach:
        mei = reach.server.person("mei")
        first = await mei.write("general", "Hello")
        last = await mei.write("general", "Never mind")
        await mei.delete(last)
        told = standing(await read(reach, reach.place("general")))
        assert told.standing == {str(first.id)}
        assert covers(told, last)
        await mei.delete(first)
        told = standing(await read(reach, reach.place("general")))
        assert told.standing == frozenset()
        assert covers(told, first)


async def test_what_is_posted_meanwhile_is_never_taken_for_deleted() -> None:
    async with reaching() as reach:
        mei = reach.server.person("mei")
        root = await mei.write("general", "Hello")
        thread = await mei.open_thread("general", "Talk", root=root)
        await mei.write(thread, "One")
        reach.server.clock.advance(MINUTE)
        late: list[things.Message] = []
        events: list[Event] = []
        async for page in reach.platform.history(reach.place("general"), None):
            reach.server.clock.advance(MINUTE)
            late.append(await mei.write("general", "Meanwhile"))
            late.append(await mei.write(thread, "Meanwhile, too"))
            events += page
        told = standing(events)
        assert late
        for message in late:
            assert str(message.id) in told.standing or not covers(told, message)


async def test_threads_are_read_asleep_or_not() -> None:
    async with reaching() as reach:
        mei, admin = reach.server.person("mei"), reach.server.admin()
        await admin.set_role("@everyone", EVERYONE_DEFAULT | Permission.CREATE_PRIVATE_THREADS)
        root = await mei.write("general", "Root")
        awake = await mei.open_thread("general", "Awake", root=root)
        asleep = await mei.open_thread("general", "Asleep")
        private = await mei.open_thread("general", "Private", private=True)
        for thread in (awake, asleep, private):
            await mei.write(thread, f"In {thread.name}")
        await admin.archive(asleep)
        await admin.archive(private)
        events = await read(reach, reach.place("general"))
        assert texts(events) == ["Root", "In Awake", "In Asleep", "In Private"]
        places = [event.message.place for event in seen(events)]
        assert places[1:] == [reach.thread(one) for one in (awake, asleep, private)]
        assert places[1].thread == str(root.id)


async def test_private_threads_are_read_as_far_as_the_bot_is_in_them() -> None:
    async with reaching() as reach:
        mei, admin = reach.server.person("mei"), reach.server.admin()
        await admin.set_role("@everyone", EVERYONE_DEFAULT | Permission.CREATE_PRIVATE_THREADS)
        await admin.overwrite(
            reach.server.channel("general"), "Homeroom", deny=Permission.MANAGE_THREADS
        )
        private = await mei.open_thread("general", "Private", private=True)
        joined = await mei.open_thread("general", "Joined", private=True)
        joined.thread_members[reach.server.state.bot.id] = START
        for thread in (private, joined):
            await mei.write(thread, f"In {thread.name}")
            await admin.archive(thread)
        assert texts(await read(reach, reach.place("general"))) == ["In Joined"]


async def test_a_forums_posts_are_read_their_first_message_as_a_root() -> None:
    async with reaching() as reach:
        mei, forum = reach.server.person("mei"), reach.place("discussions")
        post = await mei.open_post("discussions", "Fronts", "What moves them?")
        reply = await mei.write(post, "Wind")
        events = await read(reach, forum)
        first, second = seen(events)
        assert first.message == Message(forum, str(post.id))
        assert second.message == Message(reach.thread(post), str(reply.id))
        assert standing(events).standing == {str(post.id), str(reply.id)}


async def test_a_thread_alone_can_be_read() -> None:
    async with reaching() as reach:
        mei = reach.server.person("mei")
        await mei.write("general", "Elsewhere")
        thread = await mei.open_thread("general", "Talk")
        inside = await mei.write(thread, "Here")
        events = await read(reach, reach.thread(thread))
        assert texts(events) == ["Here"]
        assert standing(events).standing == {str(inside.id)}


async def test_reading_begins_a_week_before_for_what_was_changed_since() -> None:
    async with reaching() as reach:
        mei = reach.server.person("mei")
        old = await mei.write("general", "Long ago")
        thread = await mei.open_thread("general", "Old talk", root=old)
        await mei.write(thread, "Long ago, too")
        reach.server.clock.advance(timedelta(days=10))
        known = await mei.write("general", "Known")
        reach.server.clock.advance(MINUTE)
        await mei.edit(known, "Known better")
        events = await read(reach, reach.place("general"), known.posted)
        assert texts(events) == ["Known better"]
        told = standing(events)
        assert told.start == known.posted - timedelta(days=7)
        assert str(old.id) not in told.standing
        assert not covers(told, old)
        paths = [one for one in reach.asked("GET") if one.endswith(f"/{thread.id}/messages")]
        assert not paths  # nothing was said there since


async def test_many_archived_threads_are_read_as_far_back_as_need_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.discord.posting.archives.PAGE", 2)
    async with reaching() as reach:
        mei, admin = reach.server.person("mei"), reach.server.admin()
        for number in range(9):
            reach.server.clock.advance(timedelta(days=1))
            thread = await mei.open_thread("general", f"Day {number}")
            await mei.write(thread, f"Said on day {number}")
            await admin.archive(thread)
        after = reach.server.clock.now + timedelta(days=3)  # reading begins at day 5
        events = await read(reach, reach.place("general"), after)
        assert texts(events) == [f"Said on day {number}" for number in range(4, 9)]
        pages = [one for one in reach.asked("GET") if one.endswith("/archived/public")]
        assert len(pages) == 3
        assert len(texts(await read(reach, reach.place("general")))) == 9


async def test_a_thread_deleted_while_others_are_read_is_passed_by() -> None:
    async with reaching() as reach:
        mei = reach.server.person("mei")
        await mei.write("general", "Hello")
        thread = await mei.open_thread("general", "Talk")
        await mei.write(thread, "Here")
        events: list[Event] = []
        async for page in reach.platform.history(reach.place("general"), None):
            events += page
            if thread.id in reach.server.state.channels:
                await reach.server.admin().delete_channel(thread)
        assert texts(events) == ["Hello"]
        assert standing(events).standing


async def test_where_nothing_can_be_read_nothing_is_said_of_what_stands() -> None:
    async with reaching() as reach:
        await reach.server.person("mei").write("general", "Hello")
        general = reach.server.channel("general")
        denied = Permission.READ_MESSAGE_HISTORY
        await reach.server.admin().overwrite(general, "Homeroom", deny=denied)
        with pytest.raises(ForbiddenError, match=r"#general.*“Read Message History”"):
            await read(reach, reach.place("general"))


async def test_a_reading_that_breaks_off_says_nothing_of_what_stands() -> None:
    async with reaching() as reach:
        mei = reach.server.person("mei")
        for number in range(150):
            await mei.write("general", f"Message {number}")
        pages = reach.platform.history(reach.place("general"), None)
        events = list(await anext(pages))
        reach.server.faults.add("history", "error", status=503)
        with pytest.raises(NotSentError):
            await anext(pages)
        assert len(texts(events)) == 100
        assert not [event for event in events if isinstance(event, PlaceRead)]


async def test_ids_hold_instants_to_the_millisecond() -> None:
    async with reaching() as reach:
        last = await reach.server.person("mei").write("general", "Hello")
        told = standing(await read(reach, reach.place("general")))
        assert told.end == made_at(str(last.id)) + timedelta(milliseconds=1)
