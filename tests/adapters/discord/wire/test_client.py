"""discord.py's own client on the wire server: what it sends, and what it hears."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import discord
import pytest

from tests.support.discord.permissions import Permission
from tests.support.discord.plain import DEFAULT, Client, connected
from tests.support.discord.server import WireServer, running
from tests.support.discord.small import SMALL
from tests.support.discord.world import DiscordChannel


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server; nothing that Discord's document refuses may come to it."""
    async with running(SMALL) as made:
        yield made
        assert made.refused == []
        assert made.unknown == []


@pytest.fixture
async def client(server: WireServer) -> AsyncIterator[Client]:
    """Connect a client."""
    async with connected(server) as made:
        yield made


async def test_it_sees_the_server(client: Client) -> None:
    """The client knows the server as GUILD_CREATE tells it: all channels, itself as a member."""
    (guild,) = client.guilds
    assert [channel.name for channel in guild.channels] == [
        *("general", "forum", "staff", "secret", "talk", "stage"),
    ]
    assert guild.me.name == "Homeroom"
    assert [member.name for member in guild.members] == ["Homeroom"]
    forum = discord.utils.get(guild.forums, name="forum")
    assert forum is not None
    assert [tag.name for tag in forum.available_tags] == ["week 1", "open"]


async def test_it_hears_what_is_said(server: WireServer, client: Client) -> None:
    """New, changed, removed, reacted to: each is an event; what it can't see is none."""
    mei, ana = server.person("mei"), server.person("ana")
    message = await mei.write("general", "Hello", files={"notes.txt": b"Notes"})
    await ana.write("secret", "Not for the bot")
    await mei.edit(message, "Hello!")
    await ana.react(message, "👍")
    await ana.unreact(message, "👍")
    await mei.delete(message)
    await client.until("raw_message_delete")
    assert [one.content for one in client.messages] == ["Hello!"]
    assert await client.messages[0].attachments[0].read() == b"Notes"
    wanted = ("message", "raw_message_edit", "raw_reaction_add", "raw_reaction_remove")
    assert [client.events.count(name) for name in wanted] == [1, 1, 1, 1]


async def test_without_the_content_intent_words_are_missing(server: WireServer) -> None:
    """Without message content, only what names the bot, or is private, has words."""
    mei, bot = server.person("mei"), server.state.bot.id
    async with connected(server, DEFAULT) as client:
        await mei.write("general", "Hello")
        await mei.write("general", f"<@{bot}> hello")
        await mei.write(mei.private, "In private")
        await client.until("message", 3)
    assert [one.content for one in client.messages] == ["", f"<@{bot}> hello", "In private"]


async def test_without_an_intent_there_is_no_event(server: WireServer) -> None:
    """Voice, reactions and messages come only to those who asked for them."""
    mei = server.person("mei")
    async with connected(server, discord.Intents(guilds=True)) as client:
        message = await mei.write("general", "Hello")
        await mei.react(message, "👍")
        await mei.join_voice("talk")
        await server.admin().rename(server.channel("general"), "hall")
        await client.until("guild_channel_update")
    assert client.messages == []
    assert not {"voice_state_update", "raw_reaction_add"} & set(client.events)


async def test_it_sends(server: WireServer, client: Client) -> None:
    """A message with a file, edited, pinned, reacted to, with a thread; read back; removed."""
    channel = client.text_channel("general")
    sent = await channel.send("Hello", file=discord.File(io.BytesIO(b"Bytes"), "a.txt"))
    await sent.edit(content="Hello!")
    await sent.add_reaction("👍")
    await sent.pin()
    assert [one.id async for one in channel.pins()] == [sent.id]
    thread = await sent.create_thread(name="Talk")
    await thread.send("In the thread")
    assert [one.content for one in server.person("mei").sees("Talk")] == ["", "In the thread"]
    found = await channel.fetch_message(sent.id)
    assert (found.content, found.pinned) == ("Hello!", True)
    assert found.thread is not None
    assert await found.attachments[0].read() == b"Bytes"
    await sent.delete()
    assert sent.id not in [one.id async for one in channel.history()]


async def test_a_forum_post(server: WireServer, client: Client) -> None:
    """A post's first message has the post's own id, and its tags are the forum's."""
    forum = discord.utils.get(client.guilds[0].forums, name="forum")
    assert forum is not None
    made = await forum.create_thread(
        name="Post", content="First", applied_tags=[forum.available_tags[0]]
    )
    assert made.thread.id == made.message.id
    assert [tag.name for tag in made.thread.applied_tags] == ["week 1"]
    await made.thread.edit(archived=True)
    assert [one.id async for one in forum.archived_threads()] == [made.thread.id]
    await server.person("mei").write("Post", "An answer wakes it")
    await client.until("raw_thread_update", 2)
    assert not server.channel("Post").archived


async def test_private_messages(server: WireServer, client: Client) -> None:
    """A conversation is opened once; a closed mailbox refuses."""
    mei = server.person("mei")
    user = await client.fetch_user(mei.user.id)
    await user.send("Hello")
    assert [one.content for one in mei.sees(mei.private)] == ["Hello"]
    mei.close_mailbox()
    with pytest.raises(discord.Forbidden) as refused:
        await user.send("Again")
    assert refused.value.code == 50007


async def test_voice(server: WireServer, client: Client) -> None:
    """Coming, moving, going; who is there when the client connects is in GUILD_CREATE."""
    mei, tom = server.person("mei"), server.person("tom")
    await mei.join_voice("talk")
    await mei.join_voice("stage")
    await mei.leave_voice()
    await client.until("voice_state_update", 3)
    await tom.join_voice("talk")
    async with connected(server) as other:
        (voice,) = other.guilds[0].voice_channels
        assert [member.name for member in voice.members] == ["tom"]


async def test_all_members_can_be_asked_for(server: WireServer) -> None:
    """With the members intent a client knows everybody, and who comes and goes."""
    async with connected(server, discord.Intents.all() ^ discord.Intents(presences=True)) as client:
        (guild,) = client.guilds
        assert len(guild.members) == 4
        assert [one.name for one in await guild.query_members("me")] == ["mei"]
        await server.admin().kick("tom")
        await client.until("member_remove")
        assert len(guild.members) == 3


async def test_scheduled_events(server: WireServer, client: Client) -> None:
    """The server's calendar: made, moved, taken out."""
    (guild,) = client.guilds
    start = discord.utils.parse_time("2026-10-06T08:00:00+00:00")
    talk = guild.voice_channels[0]
    event = await guild.create_scheduled_event(
        name="Session",
        start_time=start,
        channel=talk,
        entity_type=discord.EntityType.voice,
        privacy_level=discord.PrivacyLevel.guild_only,
    )
    await event.edit(name="Moved")
    assert [one.name for one in await guild.fetch_scheduled_events()] == ["Moved"]
    await event.delete()
    await client.until("scheduled_event_delete")


async def test_the_bot_comes_and_goes(server: WireServer, client: Client) -> None:
    """Kicked, a server is gone; invited again, it is back."""
    admin = server.admin()
    await admin.kick_bot()
    await client.until("guild_remove")
    assert not client.guilds
    await admin.invite_bot()
    await client.until("guild_join")
    assert len(client.guilds) == 1


async def test_an_outage(server: WireServer, client: Client) -> None:
    """A server that is unavailable comes back by itself."""
    await server.admin().outage()
    await client.until("guild_unavailable")
    await server.admin().outage(over=True)
    await client.until("guild_available", 2)


async def test_channels_and_roles_change(server: WireServer, client: Client) -> None:
    """Made, renamed, deleted with their threads; roles, and who has them."""
    admin, mei = server.admin(), server.person("mei")
    await admin.create_channel(DiscordChannel("hall"))
    thread = await mei.open_thread("hall", "Talk")
    await admin.archive(thread)
    await admin.delete_channel(server.channel("hall"))
    await client.until("guild_channel_delete")
    assert thread.id not in server.state.channels
    await admin.create_role("guests", Permission.SEND_MESSAGES)
    await admin.give_role("Homeroom", "guests")
    await client.until("member_update")
    assert "guests" in [role.name for role in client.guilds[0].me.roles]
    await admin.delete_role("guests")
    await client.until("guild_role_delete")


async def test_what_people_cannot_do(server: WireServer) -> None:
    """Hands stop where Discord stops people."""
    mei, tom = server.person("mei"), server.person("tom")
    message = await mei.write("general", "Hello")
    with pytest.raises(AssertionError, match="not one's own"):
        await tom.edit(message, "Other")
    with pytest.raises(AssertionError, match="may not MANAGE_MESSAGES"):
        await tom.delete(message)
    with pytest.raises(AssertionError, match="is a forum"):
        await tom.write("forum", "Hello")
    await server.person("ana").delete_all([message])
    with pytest.raises(AssertionError, match="the message is gone"):
        await tom.react(message, "👍")
