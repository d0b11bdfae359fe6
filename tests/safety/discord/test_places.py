"""Places come and go on Discord: who is meant is known in each, and what is owed there waits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.posts import Post
from bot.chat.views import say
from bot.model.places import Place
from tests.safety.discord.school import OTHER, School, school
from tests.support.discord.permissions import EVERYONE_DEFAULT, Permission
from tests.support.discord.things import Channel
from tests.support.discord.world import DiscordChannel
from tests.support.sample import COURSE


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[School]:
    async with school(tmp_path) as opened:
        await opened.walk_to("2026-09-07 09:00")
        yield opened


def place(room: School, name: str) -> Place:
    """Return a channel's place."""
    return Place("discord", str(room.server.channel(name).id))


async def owe(room: School, key: str, to: Place, course: str = COURSE.id) -> None:
    """Let something be owed to a place, and let the bot try."""
    async with room.bot.store.work() as work:
        await work.outbox.post(Post(key, course, to, say(f"This is {key}.")))
    await room.settle()


async def problems(room: School, course: str = COURSE.id) -> Sequence[str]:
    """Return what keeps posts waiting."""
    async with room.bot.store.reading() as work:
        return [one.problem or "" for one in await work.outbox.problems(course)]


def stands(room: School, channel: Channel | str, words: str) -> bool:
    """Whether words of the bot's stand in a channel."""
    found = room.server.channel(channel) if isinstance(channel, str) else channel
    return any(words in str(one.components) for one in found.messages.values())


async def test_the_course_is_known_in_every_thread_of_its_places(room: School) -> None:
    everybody = EVERYONE_DEFAULT | Permission.CREATE_PRIVATE_THREADS
    await room.server.admin().set_role("@everyone", everybody)
    await room.walk_to("2026-09-07 10:30")
    nora, ana = room.server.person("nora"), room.server.person("ana")
    root = await room.writes("ana", "live", "A thread hangs under this.")
    private = await ana.open_thread("live", "Between us", private=True)
    await room.server.admin().give_role("nora", "teachers")
    private.thread_members[nora.user.id] = room.server.clock.now
    where = [
        room.thread(),
        await ana.open_thread("live", "Under a message", root=root),
        await ana.open_thread("main", "By itself"),
        await ana.open_post("talk", "Ana's own", "A post of a student's."),
        private,
        room.server.channel("room"),
    ]
    for channel in where:
        shown = await room.types("nora", "next", where=channel)
        assert shown.message is not None
        words = room.server.reader("nora").message(shown.message)
        assert f"roster of {COURSE.title}" in words, channel.name


async def test_a_channel_that_is_deleted_stops_nothing_else(room: School) -> None:
    admin = room.server.admin()
    await admin.delete_channel(room.server.channel("recaps"))
    recaps = place(room, "main")
    gone = next(one for one in (await course_places(room)) if one not in known(room))
    await owe(room, "lost/1", gone)
    await owe(room, "kept/1", recaps)
    await owe(room, "others/1", place(room, "others"), OTHER.id)
    assert stands(room, "main", "This is kept/1.")
    assert stands(room, "others", "This is others/1.")
    [problem] = await problems(room)
    assert "name another one with /class setup" in problem
    assert stands(room, "staff", "Nothing can be posted in")
    before = len(room.server.recording.requests)
    await room.walk_to("2026-09-07 10:00")
    assert len(room.server.recording.requests) - before < 40
    await room.writes("ana", "main", "Hello?")
    assert room.bot.inbox.idle


async def course_places(room: School) -> Sequence[Place]:
    """Return all places of the course."""
    async with room.bot.store.reading() as work:
        course = await work.courses.get(COURSE.id)
    assert course is not None
    return [one for found in course.places.values() for one in found]


def known(room: School) -> set[Place]:
    """Return the places that there are."""
    return {Place("discord", str(one.id)) for one in room.server.guild().channels.values()}


async def test_taken_off_the_server_it_waits_and_goes_on_when_it_is_back(room: School) -> None:
    admin, main = room.server.admin(), place(room, "main")
    await admin.kick_bot()
    await owe(room, "owed/1", main)
    assert not stands(room, "main", "This is owed/1.")
    assert await problems(room)
    assert all(one for one in await problems(room))
    before = len(room.server.recording.requests)
    await room.walk_to("2026-09-07 09:55")
    assert len(room.server.recording.requests) - before < 60
    sent = len(room.server.recording.of("post"))
    await admin.invite_bot()
    await admin.overwrite(room.server.channel("staff"), "Homeroom", allow=Permission.VIEW_CHANNEL)
    await room.walk_to("2026-09-07 10:20")
    assert stands(room, "main", "This is owed/1.")
    assert len(room.server.recording.of("post")) > sent
    assert await problems(room) == []
    await room.writes("ana", "live", "You are back.")
    async with room.bot.store.reading() as work:
        newest = await work.messages.newest([place(room, "live")])
    assert newest[place(room, "live")] == room.server.clock.now


async def test_brought_to_a_new_server_it_says_nothing(room: School) -> None:
    server = room.server
    asked = len(server.recording.requests)
    channel = await server.admin().create_channel(DiscordChannel("new"))
    await server.admin().kick_bot()
    async with room.bot.store.work() as work:
        for course in await work.courses.all():
            await work.courses.save(replace(course, places={}))
    await room.bot.inbox.look()
    await room.settle()
    await server.admin().invite_bot()
    await room.settle()
    await server.person("ana").write("new", "Who is this?")
    await room.settle()
    assert len(channel.messages) == 1
    new = server.recording.requests[asked:]
    assert [one.path for one in new if one.method != "GET"] == []
