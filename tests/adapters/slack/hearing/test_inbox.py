"""What people do on Slack reaches the core, over a socket and over HTTP alike."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.chat.events import (
    AccountSeen,
    MessageDeleted,
    MessageSeen,
    PlaceRead,
    ReactionSeen,
    ReactionsRead,
)
from bot.chat.views import say
from bot.model.places import Message, Place, Purpose
from tests.support.discord.core import Core, Notebook, until
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.serving import WAYS, serving_doors, watch
from tests.support.slack.small import SMALL

MINUTE = timedelta(minutes=1)
DONE = MessageSeen | MessageDeleted | ReactionSeen
READ = PlaceRead | ReactionsRead | AccountSeen
"""What is told beside what people do."""


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server that is quick to tell things again."""
    start = SMALL.start
    assert start is not None
    settings = Settings(acknowledge=1.0, retries=(0.05,) * 3, signed_at=start.timestamp)
    async with running(SMALL, settings) as one:
        yield one
        assert one.refused == []
        assert one.unknown == []


@pytest.fixture
def core(server: WireServer) -> Core:
    """Return a core whose course uses some channels."""
    made = Core()
    watch(made, server, "general")
    watch(made, server, "staff", Purpose.STAFF)
    return made


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """Return a way in which Slack reaches the bot."""
    return str(request.param)


def told(core: Core) -> list[object]:
    """Return what people did."""
    return [one for one in core.events if not isinstance(one, READ)]


async def test_what_is_said_edited_deleted_and_reacted_to_arrives(
    server: WireServer, core: Core, way: str
) -> None:
    """In the words people wrote, at the platform's instants."""
    mei, tom = server.person("mei"), server.person("tom")
    async with serving_doors(server, core, Notebook(), way):
        said = await mei.write("general", "Hello @everyone <b>")
        await until(lambda: len(told(core)) == 1)
        await tom.react(said, "thumbsup")
        await tom.unreact(said, "thumbsup")
        await mei.edit(said, "Hello")
        await mei.delete(said)
        await until(lambda: len(told(core)) == 5)
    seen = [one for one in told(core) if isinstance(one, MessageSeen)]
    assert sorted(one.text for one in seen) == ["Hello", "Hello @everyone <b>"]
    assert len({one.posted for one in seen}) == 1
    assert [one.version > one.posted for one in seen if one.text == "Hello"] == [True]
    reactions = [one for one in told(core) if isinstance(one, ReactionSeen)]
    assert sorted(one.present for one in reactions) == [False, True]
    assert {(one.account.id, one.emoji) for one in reactions} == {(tom.user.id, "thumbsup")}
    assert any(isinstance(one, MessageDeleted) for one in told(core))


async def test_what_stands_in_threads_is_told_there(
    server: WireServer, core: Core, way: str
) -> None:
    """Reactions don't say where they stand; they are looked up if need be."""
    mei, tom = server.person("mei"), server.person("tom")
    server.deliveries.retries = ()
    root = await mei.write("general", "What is wind?")
    old = await tom.write("general", "Moving air", thread=root)
    place = Place("slack", server.channel("general").id, root.ts)
    async with serving_doors(server, core, Notebook(), way):
        core.events.clear()
        reply = await tom.write("general", "Weather", thread=root, broadcast=True)
        await mei.react(old, "wave")
        await mei.react(root, "eyes")
        await until(lambda: len(told(core)) == 3)
        await mei.react(reply, "wave")
        await tom.delete(reply)
        await until(lambda: len(told(core)) == 5)
    found = {(type(one), one.message) for one in told(core) if isinstance(one, DONE)}
    assert found == {
        (MessageSeen, Message(place, reply.ts)),
        (MessageDeleted, Message(place, reply.ts)),
        (ReactionSeen, Message(place, reply.ts)),
        (ReactionSeen, Message(place, old.ts)),
        (ReactionSeen, Message(place.parent, root.ts)),
    }


async def test_what_is_said_elsewhere_is_nobodys_business(
    server: WireServer, core: Core, way: str
) -> None:
    """Neither in other channels, nor where staff are among themselves, nor by the bot."""
    ana, mei = server.person("ana"), server.person("mei")
    async with serving_doors(server, core, Notebook(), way) as (connection, _):
        await mei.write("guests", "Lunch?")
        await ana.write("staff", "Who marks this?")
        await mei.write(mei.private, "Hello bot")
        general = Place("slack", server.channel("general").id)
        await connection.platform.post(general, say("I am a bot"), "m", {})
        await mei.write("general", "Hello")
        await until(core.texts)
        await until(lambda: len(mei.sees(mei.private)) == 2)
    assert core.texts() == ["Hello"]
    assert "I read commands" in mei.sees(mei.private)[1].text


async def test_what_cannot_be_kept_is_told_again(server: WireServer, core: Core, way: str) -> None:
    """It is acknowledged only when it is kept."""
    async with serving_doors(server, core, Notebook(), way):
        core.failures = 2
        await server.person("mei").write("general", "Hello")
        await until(core.texts)
        await until(lambda: server.deliveries.taken > 0)
    assert core.texts() == ["Hello"]
    assert server.deliveries.lost == []


async def test_what_is_told_twice_or_out_of_order_is_the_same(
    server: WireServer, core: Core, way: str
) -> None:
    """Its identity is what it says."""
    mei = server.person("mei")
    async with serving_doors(server, core, Notebook(), way):
        server.faults.add("events", "repeat")
        await mei.write("general", "One")
        server.faults.add("events", "reorder")
        await mei.write("general", "Two")
        await mei.write("general", "Three")
        await until(lambda: len(core.texts()) == 3)
        await until(lambda: server.deliveries.taken >= 4)
    assert len({one.identity for one in told(core) if isinstance(one, DONE)}) == 3


async def test_what_was_missed_is_read_back(server: WireServer, core: Core, way: str) -> None:
    """From the last message that was kept on, once."""
    mei = server.person("mei")
    notes = Notebook()
    async with serving_doors(server, core, notes, way):
        await mei.write("general", "Before")
        await until(core.texts)
    if server.request_url is not None:
        await server.request_url.stop()
    server.deliveries.carrier = server.sockets
    server.deliveries.retries = ()
    server.clock.now += MINUTE
    root = await mei.write("general", "Meanwhile")
    await mei.write("general", "And there", thread=root)
    assert len(server.deliveries.lost) == 2
    async with serving_doors(server, core, notes, way) as (_, inbox):
        await until(lambda: inbox.idle)
        await mei.write("general", "After")
        await until(lambda: len(core.texts()) == 4)
    assert core.texts() == ["Before", "Meanwhile", "And there", "After"]
    assert core.busy[0]
    assert False in core.busy


async def test_a_lost_socket_is_no_gap(server: WireServer, core: Core) -> None:
    """What Slack gave up telling is read back when there is a socket again."""
    mei = server.person("mei")
    server.deliveries.retries = ()
    async with serving_doors(server, core, Notebook()) as (_, inbox):
        await mei.write("general", "Before")
        await until(core.texts)
        await server.sockets.drop()
        await until(lambda: not inbox.settled.is_set())
        await mei.write("general", "Meanwhile")
        await until(lambda: len(core.texts()) == 2)
        await until(lambda: inbox.idle)
    assert core.texts() == ["Before", "Meanwhile"]


async def test_what_slack_left_out_is_read_back(server: WireServer, core: Core, way: str) -> None:
    """It says so when there were too many events for it."""
    mei = server.person("mei")
    async with serving_doors(server, core, Notebook(), way) as (_, inbox):
        server.faults.add("events", "miss")
        await mei.write("general", "Left out")
        body = {"type": "app_rate_limited", "minute_rate_limited": 1}
        assert (await inbox.reception.take(body, {})).status == 200
        await until(core.texts)


async def test_a_new_place_is_read_and_heard(server: WireServer, core: Core, way: str) -> None:
    """As soon as a course uses it."""
    mei = server.person("mei")
    await mei.write("guests", "Long ago")
    async with serving_doors(server, core, Notebook(), way) as (_, inbox):
        watch(core, server, "guests")
        await inbox.look()
        await mei.write("guests", "Now")
        await until(lambda: sorted(core.texts()) == ["Long ago", "Now"])


async def test_the_core_learns_who_is_there(server: WireServer, core: Core, way: str) -> None:
    """Their zones and addresses; anew when they change; no bot's, and no stranger's address."""
    async with serving_doors(server, core, Notebook(), way):
        await until(lambda: len(people(core)) == 3)
        core.events.clear()
        await server.admin().change("tom", zone="Europe/Lisbon")
        await until(lambda: len(people(core)) == 1)
    (tom,) = people(core)
    assert (tom.account.id, tom.zone) == (server.user("tom").id, "Europe/Lisbon")


def people(core: Core) -> list[AccountSeen]:
    """Return the accounts that were told of."""
    return [one for one in core.events if isinstance(one, AccountSeen)]
