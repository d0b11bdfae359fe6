"""The platform on simcord, somebody else's idea of Discord: posts, threads, forums, calendar."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import simcord

from adapters.discord.gateway.gateway import HomeroomClient
from adapters.discord.posting.platform import DiscordPlatform
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.servers.guilds import Guilds
from bot.chat.events import MessageSeen, PlaceRead, ReactionsRead
from bot.chat.occasions import Occasion
from bot.chat.views import Download, Picture, View, say
from bot.model.places import Message, Place
from bot.model.sessions import State
from bot.ports.platform import StoredFile
from bot.runtime.pacing import Pacer

VIEW = say("Session 3 starts at five.")
CHART = StoredFile("f1", "week-3.png", "image/png", "A chart", b"\x89PNG")
SHEET = StoredFile("f2", "week-3.csv", "text/csv", "The week", b"a,b\n")


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulated server, its platform, and somebody on it."""

    env: simcord.Env
    platform: DiscordPlatform
    guild: simcord.GuildHandle
    general: simcord.ChannelHandle
    mei: simcord.MemberActor

    @property
    def place(self) -> Place:
        """The general channel."""
        return Place("discord", str(self.general.id))


@contextlib.asynccontextmanager
async def simulated() -> AsyncIterator[Simulated]:
    client = HomeroomClient()
    async with simcord.run(client) as env:
        rest = DiscordRest(client.http, Pacer(lambda: env.now().timestamp(), 1000, 1.0))
        guilds = Guilds(rest)
        platform = DiscordPlatform(rest, guilds, env)
        client.listen(guilds.heard, _room)
        guild = env.create_guild()
        general = guild.create_text_channel("general")
        mei = guild.add_member(env.create_user("mei"))
        yield Simulated(env, platform, guild, general, mei)


async def _room() -> None:
    """There is always room."""


async def test_posts_edits_files_and_pins() -> None:
    async with simulated() as room:
        view = View((Picture("f1", "A chart"), Download("f2", "week-3.csv")), title="Week 3")
        files = {"f1": CHART, "f2": SHEET}
        message = await room.platform.post(room.place, replace(view, pinned=True), "marker", files)
        shown = room.general.history()[0]
        assert [file.filename for file in shown.attachments] == ["week-3.png", "week-3.csv"]
        assert [one.id for one in room.general.pinned_messages()] == [int(message.id)]
        assert await room.platform.find(room.place, "marker") == message
        await room.platform.edit(message, replace(view, title="Week 4"), "marker", files)
        assert await room.platform.find(room.place, "marker") == message
        await room.platform.remove(message)
        assert await room.platform.find(room.place, "marker") is None


async def test_threads_and_history() -> None:
    async with simulated() as room:
        view = replace(VIEW, thread="Session 3")
        root = await room.platform.post(room.place, view, "marker", {})
        await room.platform.edit(root, view, "marker", {})
        (thread,) = room.general.threads
        assert (str(thread.id), thread.name) == (root.id, "Session 3")
        reply = await room.platform.post(Place("discord", room.place.id, root.id), VIEW, "m2", {})
        said = await room.mei.send(room.general, "Hello")
        await room.mei.send(thread, "In here")
        await room.mei.react(said, "👍")
        pages = [page async for page in room.platform.history(room.place, None)]
        events = [event for page in pages for event in page]
        assert [one.text for one in events if isinstance(one, MessageSeen)] == ["Hello", "In here"]
        (reactions,) = (one for one in events if isinstance(one, ReactionsRead))
        assert reactions.message == Message(room.place, str(said.id))
        (told,) = (one for one in events if isinstance(one, PlaceRead))
        assert {root.id, reply.id, str(said.id)} <= told.standing


async def test_forum_posts() -> None:
    async with simulated() as room:
        forum = room.guild.create_forum_channel("discussions")
        place = Place("discord", str(forum.id))
        view = replace(VIEW, title="Fronts", tags=("Week 3",))
        message = await room.platform.post(place, view, "marker", {"f1": CHART})
        assert message.place == place
        assert await room.platform.find(place, "marker") == message
        await room.platform.edit(message, replace(view, title="Warm fronts"), "marker", {})
        assert [thread.name for thread in forum.threads] == ["Warm fronts"]
        await room.mei.send(forum.threads[0], "I think so")
        pages = [page async for page in room.platform.history(place, None)]
        events = [event for page in pages for event in page]
        assert [one.text for one in events if isinstance(one, MessageSeen)] == ["I think so"]


async def test_private_conversations_and_readers() -> None:
    async with simulated() as room:
        (mei,) = (
            one for one in await room.platform.readers(room.place) if one.id == str(room.mei.id)
        )
        place = await room.platform.direct(mei)
        assert await room.platform.readers(place) == [mei]
        message = await room.platform.post(place, VIEW, "marker", {})
        assert await room.platform.find(place, "marker") == message
        assert mei not in await room.platform.keepers(room.place)


async def test_sessions_in_the_calendar() -> None:
    async with simulated() as room:
        starts = room.env.now() + timedelta(hours=5)
        ends = starts + timedelta(hours=1)
        planned = Occasion("Session 3", "", starts, ends, State.PLANNED, "https://meet.example/a")
        calendar = room.platform.calendar
        entry = await calendar.enter(room.place, planned, "marker")
        assert await calendar.find(room.place, "marker") == entry
        for state in (State.PLANNED, State.LIVE, State.ENDED):
            await calendar.change(entry, replace(planned, state=state), "marker")
        assert await calendar.find(room.place, "marker") is None
        await calendar.remove(entry, "marker")
