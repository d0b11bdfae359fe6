"""What people do on Discord reaches the core, through the unmodified client."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.chat.events import (
    MessageDeleted,
    MessageSeen,
    PlaceRead,
    PresenceSeen,
    PresencesRead,
    ReactionSeen,
    ReactionsRead,
)
from bot.model.places import Message, Place, Purpose
from tests.support.discord import messages
from tests.support.discord.core import Core, Notebook, until
from tests.support.discord.server import WireServer
from tests.support.discord.serving import serving_doors

MINUTE = timedelta(minutes=1)


@pytest.fixture
def core(server: WireServer) -> Core:
    made = Core()
    made.watch(str(server.channel("general").id))
    made.watch(str(server.channel("discussions").id), Purpose.DISCUSSIONS)
    made.watch(str(server.channel("staff").id), Purpose.STAFF)
    made.watch(str(server.channel("room").id), Purpose.VOICE)
    made.watch(str(server.channel("hall").id), Purpose.VOICE)
    return made


async def test_what_is_said_edited_deleted_and_reacted_to_arrives(
    server: WireServer, core: Core
) -> None:
    mei, tom = server.person("mei"), server.person("tom")
    async with serving_doors(server, core, Notebook()):
        said = await mei.write("general", "Hello @everyone <b>")
        await tom.react(said, "👍")
        await tom.unreact(said, "👍")
        server.clock.advance(MINUTE)
        await mei.edit(said, "Hello")
        await mei.delete(said)
        await until(lambda: any(isinstance(one, MessageDeleted) for one in core.events))
    told = [one for one in core.events if not isinstance(one, PlaceRead | PresencesRead)]
    first, reaction, taken_back, edited, deleted = told
    assert isinstance(first, MessageSeen)
    assert isinstance(edited, MessageSeen)
    assert (first.text, edited.text) == ("Hello @everyone <b>", "Hello")
    assert first.posted == first.version == edited.posted < edited.version
    assert isinstance(reaction, ReactionSeen)
    assert isinstance(taken_back, ReactionSeen)
    assert (reaction.account.id, reaction.emoji) == (str(tom.user.id), "👍")
    assert (reaction.present, taken_back.present) == (True, False)
    assert isinstance(deleted, MessageDeleted)


async def test_threads_and_posts_belong_to_their_channel(server: WireServer, core: Core) -> None:
    mei, tom = server.person("mei"), server.person("tom")
    general = Place("discord", str(server.channel("general").id))
    forum = Place("discord", str(server.channel("discussions").id))
    async with serving_doors(server, core, Notebook()):
        root = await mei.write("general", "What is wind?")
        thread = await tom.open_thread("general", "Wind", root=root)
        answer = await tom.write(thread, "Moving air")
        post = await mei.open_post("discussions", "Rain", "Why does it rain?")
        reply = await tom.write(post, "Because of clouds")
        await until(lambda: len(core.texts()) == 4)
    seen = {one.text: one.message for one in core.events if isinstance(one, MessageSeen)}
    assert seen == {
        "What is wind?": Message(general, str(root.id)),
        "Moving air": Message(Place("discord", general.id, str(thread.id)), str(answer.id)),
        "Why does it rain?": Message(forum, str(post.id)),
        "Because of clouds": Message(Place("discord", forum.id, str(post.id)), str(reply.id)),
    }


async def test_what_is_said_elsewhere_is_nobody_s_business(server: WireServer, core: Core) -> None:
    ana, mei = server.person("ana"), server.person("mei")
    async with serving_doors(server, core, Notebook()):
        await mei.write("random", "Lunch?")
        await ana.write("staff", "Who marks this?")
        await mei.write(mei.private, "Hello bot")
        await mei.write("general", "Hello")
        await until(core.texts)
    assert core.texts() == ["Hello"]


async def test_many_messages_deleted_at_once(server: WireServer, core: Core) -> None:
    ana, mei = server.person("ana"), server.person("mei")
    async with serving_doors(server, core, Notebook()):
        said = [await mei.write("general", str(number)) for number in range(3)]
        await ana.delete_all(said)
        await until(lambda: sum(isinstance(one, MessageDeleted) for one in core.events) == 3)
    gone = [one.message.id for one in core.events if isinstance(one, MessageDeleted)]
    assert gone == [str(one.id) for one in said]


async def test_a_post_that_is_deleted_takes_its_replies_along(
    server: WireServer, core: Core
) -> None:
    mei = server.person("mei")
    async with serving_doors(server, core, Notebook()):
        post = await mei.open_post("discussions", "Rain", "Why does it rain?")
        await mei.write(post, "Because")
        await until(lambda: len(core.texts()) == 2)
        await server.admin().delete_channel(post)
        await until(lambda: isinstance(core.events[-1], MessageDeleted))
    emptied, gone = core.events[-2:]
    forum = Place("discord", str(server.channel("discussions").id))
    assert isinstance(emptied, PlaceRead)
    assert isinstance(gone, MessageDeleted)
    assert (emptied.place, emptied.standing) == (
        Place("discord", forum.id, str(post.id)),
        frozenset(),
    )
    assert gone.message == Message(forum, str(post.id))


async def test_reactions_that_are_cleared_are_read_anew(server: WireServer, core: Core) -> None:
    mei, tom = server.person("mei"), server.person("tom")
    channel = server.channel("general")
    async with serving_doors(server, core, Notebook()):
        said = await mei.write("general", "Hello")
        await tom.react(said, "👍")
        await tom.react(said, "🎉")
        messages.clear_reactions(server.state, channel, said, "👍")
        await until(lambda: any(isinstance(one, ReactionsRead) for one in core.events))
        messages.clear_reactions(server.state, channel, said)
        await until(lambda: sum(isinstance(one, ReactionsRead) for one in core.events) == 2)
    left, none = [one for one in core.events if isinstance(one, ReactionsRead)]
    assert {(account.id, emoji) for account, emoji in left.standing} == {(str(tom.user.id), "🎉")}
    assert none.standing == frozenset()


async def test_who_is_where_by_voice(server: WireServer, core: Core) -> None:
    mei, tom = server.person("mei"), server.person("tom")
    room, hall = server.channel("room"), server.channel("hall")
    await tom.join_voice("room")
    async with serving_doors(server, core, Notebook()):
        await until(lambda: any(isinstance(one, PresencesRead) for one in core.events))
        await mei.join_voice("room")
        await mei.join_voice("hall")
        await mei.leave_voice()
        await until(lambda: sum(isinstance(one, PresenceSeen) for one in core.events) == 4)
    there = {
        one.place.id: {account.id for account in one.present}
        for one in core.events
        if isinstance(one, PresencesRead)
    }
    assert there == {str(room.id): {str(tom.user.id)}, str(hall.id): set()}
    moves = [
        (one.place.id, one.present, one.account.id)
        for one in core.events
        if isinstance(one, PresenceSeen)
    ]
    who = str(mei.user.id)
    assert moves == [
        (str(room.id), True, who),
        (str(room.id), False, who),
        (str(hall.id), True, who),
        (str(hall.id), False, who),
    ]
    assert all(one.at == server.clock.now for one in core.events if isinstance(one, PresenceSeen))


async def test_events_that_could_not_be_kept_are_kept_later(server: WireServer, core: Core) -> None:
    async with serving_doors(server, core, Notebook()):
        core.failures = 2
        await server.person("mei").write("general", "Keep me")
        await until(core.texts)
    assert core.texts() == ["Keep me"]
    assert core.failures == 0


async def test_a_place_that_a_course_begins_to_use_is_read_and_heeded(
    server: WireServer, core: Core
) -> None:
    mei = server.person("mei")
    async with serving_doors(server, core, Notebook()) as (_, inbox):
        await mei.write("random", "Before")
        core.watch(str(server.channel("random").id))
        await inbox.look()
        await mei.write("random", "After")
        await until(lambda: len(core.texts()) == 2)
    assert set(core.texts()) == {"Before", "After"}


async def test_a_careless_platform_repeats_and_reorders(server: WireServer, core: Core) -> None:
    mei = server.person("mei")
    async with serving_doors(server, core, Notebook()):
        server.faults.add("events", "repeat")
        await mei.write("general", "one")
        server.faults.add("events", "reorder")
        await mei.write("general", "two")
        await mei.write("general", "three")
        await until(lambda: len(core.texts()) == 3)
    assert core.texts() == ["one", "three", "two"]


async def test_who_writes_privately_is_told_what_to_type(server: WireServer, core: Core) -> None:
    mei = server.person("mei")
    async with serving_doors(server, core, Notebook()):
        await mei.write(mei.private, "Can you hear me?")
        await until(lambda: len(mei.sees(mei.private)) == 2)
        await mei.write(mei.private, "Hello?")
        await mei.write("general", "Hello")
        await until(core.texts)
        assert "/class help" in str(mei.sees(mei.private)[1].components)
        assert len(mei.sees(mei.private)) == 3
    assert core.texts() == ["Hello"]


async def test_what_can_t_be_understood_stops_nothing(
    server: WireServer, core: Core, caplog: pytest.LogCaptureFixture
) -> None:
    guild, channel = server.guild(), server.channel("general")
    here = {"guild_id": str(guild.id), "channel_id": str(channel.id)}
    odd: list[tuple[str, dict[str, Any]]] = [
        ("MESSAGE_CREATE", {**here, "id": "x", "content": "secret", "author": {"id": "5"}}),
        ("MESSAGE_CREATE", {"guild_id": str(guild.id)}),
        ("MESSAGE_DELETE", here),
        ("MESSAGE_REACTION_ADD", {**here, "message_id": "1"}),
        ("VOICE_STATE_UPDATE", {"guild_id": str(guild.id)}),
        ("INTERACTION_CREATE", {"id": "1", "type": 99, "token": "t"}),
        ("CHANNEL_UPDATE", {}),
        ("GUILD_ROLE_UPDATE", {}),
        ("SOMETHING_NEW", {}),
    ]
    async with serving_doors(server, core, Notebook()):
        for name, data in odd:
            server.state.tell(name, data, guild, channel)
        await server.person("mei").write("general", "Hello")
        await until(core.texts)
    assert core.texts() == ["Hello"]
    assert "secret" not in caplog.text
    assert server.gateway.identified == 1
