"""What is known of servers: who reads a place, what it is called, where its messages stand."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from adapters.discord.rest.troubles import ForbiddenError, GoneError
from adapters.discord.servers.channels import Kind
from adapters.discord.servers.guilds import Guilds
from adapters.discord.servers.permissions import Permission
from bot.model.places import Message, Place
from tests.support.discord.guild_create import guild_create
from tests.support.discord.permissions import EVERYONE_DEFAULT
from tests.support.discord.permissions import Permission as May
from tests.support.discord.reach import Reach, reaching
from tests.support.discord.world import DiscordChannel, DiscordPerson


def told(reach: Reach) -> dict[str, Any]:
    """Return the server as the gateway tells it."""
    return guild_create(reach.server.state, reach.server.guild(), 0)


async def test_what_a_link_names_is_looked_at_before_it_leads_there() -> None:
    async with reaching() as reach:
        message = Message(reach.place("general"), "123")
        gone = Message(Place("discord", "404"), "123")
        assert "/@me/" in reach.guilds.address(message)
        for _ in range(2):
            await reach.guilds.meet([message, gone, Message(Place("slack", "C1"), "1")])
        guild, channel = reach.server.guild().id, message.place.id
        assert reach.guilds.address(message).endswith(f"/channels/{guild}/{channel}/123")
        assert "/@me/" in reach.guilds.address(gone)
        assert reach.asked("GET").count(f"/channels/{channel}") == 1


async def test_everybody_reads_what_is_open_but_bots() -> None:
    async with reaching() as reach:
        readers = await reach.guilds.readers(reach.place("general"))
        assert set(readers) == {reach.account(name) for name in ("ana", "mei", "tom")}


async def test_staff_alone_reads_what_is_closed() -> None:
    async with reaching() as reach:
        place = reach.place("staff")
        assert await reach.guilds.readers(place) == [reach.account("ana")]
        await reach.server.admin().admit(reach.server.channel("staff"), "mei")
        await reach.guilds.fresh(place.id)
        readers = await reach.guilds.readers(place)
        assert set(readers) == {reach.account("ana"), reach.account("mei")}


async def test_a_thread_is_read_by_who_reads_its_channel() -> None:
    async with reaching() as reach:
        ana = reach.server.person("ana")
        thread = await ana.open_thread("staff", "Grading")
        assert await reach.guilds.readers(reach.thread(thread)) == [reach.account("ana")]


async def test_a_private_thread_is_read_by_its_members_and_who_manages_threads() -> None:
    async with reaching() as reach:
        everybody = EVERYONE_DEFAULT | May.CREATE_PRIVATE_THREADS
        await reach.server.admin().set_role("@everyone", everybody)
        mei = reach.server.person("mei")
        thread = await mei.open_thread("general", "Just us", private=True)
        assert set(await reach.guilds.readers(reach.thread(thread))) == {
            reach.account("ana"),  # the owner
            reach.account("mei"),
        }
        await reach.server.admin().create_role("helpers", May.MANAGE_THREADS)
        await reach.server.admin().give_role("tom", "helpers")
        fresh = Guilds(reach.rest)
        assert reach.account("tom") in await fresh.readers(reach.thread(thread))


async def test_the_owner_and_administrators_keep_a_server() -> None:
    async with reaching() as reach:
        assert await reach.guilds.keepers(reach.place("general")) == [reach.account("ana")]
        await reach.server.admin().create_role("admins", May.ADMINISTRATOR)
        await reach.server.admin().give_role("tom", "admins")
        fresh = Guilds(reach.rest)
        keepers = set(await fresh.keepers(reach.place("staff")))
        assert keepers == {reach.account("ana"), reach.account("tom")}
        assert set(await fresh.readers(reach.place("staff"))) == keepers


async def test_a_private_conversation_is_one_persons_and_nobodys_to_keep() -> None:
    async with reaching() as reach:
        place = await reach.platform.direct(reach.account("mei"))
        assert await reach.guilds.readers(place) == [reach.account("mei")]
        assert await reach.guilds.keepers(place) == []
        assert await reach.guilds.lacking(place, Permission.SEND_MESSAGES) == []


async def test_members_come_in_pages_and_are_asked_for_once_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.discord.servers.members.PAGE", 2)
    async with reaching() as reach:
        place = reach.place("general")
        found = await asyncio.gather(*(reach.guilds.readers(place) for _ in range(5)))
        assert {len(readers) for readers in found} == {3}
        members = [path for path in reach.asked("GET") if path.endswith("/members")]
        assert len(members) == 3  # two of them, two more, none


async def test_members_are_kept_only_while_changes_are_heard() -> None:
    async with reaching() as reach:
        place = reach.place("general")
        keeping = Guilds(reach.rest, hears_members=True)
        for guilds in (keeping, keeping, reach.guilds, reach.guilds):
            await guilds.readers(place)
        assert len([path for path in reach.asked("GET") if path.endswith("/members")]) == 3
        await reach.server.admin().join(DiscordPerson("eva", "Eva Ekman"))
        assert reach.account("eva") not in await keeping.readers(place)
        keeping.heard("GUILD_MEMBER_ADD", {"guild_id": str(reach.server.guild().id)})
        assert reach.account("eva") in await keeping.readers(place)


async def test_a_failed_question_is_asked_again() -> None:
    async with reaching() as reach:
        keeping = Guilds(reach.rest, hears_members=True)
        place = reach.place("general")
        reach.server.faults.add("members", "error", status=503)
        with pytest.raises(Exception, match="trouble of its own"):
            await keeping.readers(place)
        assert len(await keeping.readers(place)) == 3


async def test_a_server_that_was_told_of_needs_no_question() -> None:
    async with reaching() as reach:
        guilds = Guilds(reach.rest)
        guilds.heard("GUILD_CREATE", told(reach))
        asked = len(reach.server.recording.requests)
        general, forum = reach.place("general"), reach.place("discussions")
        assert (await guilds.channel(general.id)).name == "general"
        assert guilds.name(general) == "#general"
        server = str(reach.server.guild().id)
        assert guilds.guild_of(general) == server
        address = f"https://discord.com/channels/{server}"
        assert guilds.address(Message(general, "7")) == f"{address}/{general.id}/7"
        assert guilds.address(Message(forum, "7")) == f"{address}/7/7"
        thread = Place("discord", general.id, "6")
        assert guilds.address(Message(thread, "7")) == f"{address}/6/7"
        assert len(reach.server.recording.requests) == asked


async def test_one_question_teaches_all_channels_of_a_server() -> None:
    async with reaching() as reach:
        await reach.guilds.channel(reach.place("general").id)
        known = reach.guilds.known(reach.place("discussions").id)
        assert known is not None
        assert known.kind == Kind.FORUM
        assert set(known.tags) == {"Week 3", "open"}


async def test_after_a_start_that_is_told_nothing_all_can_be_learned() -> None:
    async with reaching() as reach:
        await reach.guilds.learn()
        assert reach.guilds.known(reach.place("lecture").id) is not None
        await reach.guilds.learn()
        assert len([path for path in reach.asked("GET") if path.endswith("/channels")]) == 1


async def test_changes_are_heard() -> None:
    async with reaching() as reach:
        guilds, general = reach.guilds, reach.place("general")
        guilds.heard("GUILD_CREATE", told(reach))
        server = str(reach.server.guild().id)
        changed = {"id": general.id, "type": 0, "guild_id": server, "name": "lobby"}
        guilds.heard("CHANNEL_UPDATE", changed)
        assert guilds.name(general) == "#lobby"
        guilds.heard("THREAD_CREATE", {"id": "8", "type": 11, "parent_id": general.id, "name": "a"})
        thread = guilds.known("8")
        assert thread is not None
        assert thread.place == Place("discord", general.id, "8")
        guilds.heard("THREAD_DELETE", {"id": "8", "type": 11, "parent_id": general.id})
        assert guilds.known("8") is None
        sync = {"guild_id": server, "threads": [{"id": "9", "type": 11, "parent_id": general.id}]}
        guilds.heard("THREAD_LIST_SYNC", sync)
        assert guilds.known("9") is not None
        guilds.heard("GUILD_DELETE", {"id": server, "unavailable": True})
        assert guilds.known(general.id) is not None
        guilds.heard("GUILD_DELETE", {"id": server})
        assert guilds.known(general.id) is None
        assert guilds.guild_of(general) == ""
        guilds.heard("TYPING_START", {})


async def test_a_change_of_roles_is_asked_for() -> None:
    async with reaching() as reach:
        guilds = Guilds(reach.rest, hears_members=True)
        guilds.heard("GUILD_CREATE", told(reach))
        staff = reach.place("staff")
        assert await guilds.readers(staff) == [reach.account("ana")]
        everyone = reach.server.guild().roles[reach.server.guild().id]
        everyone.permissions |= May.ADMINISTRATOR
        guilds.heard("GUILD_ROLE_UPDATE", {"guild_id": str(reach.server.guild().id)})
        assert len(await guilds.readers(staff)) == 3


async def test_the_bot_knows_itself() -> None:
    async with reaching() as reach:
        assert await reach.guilds.bot() == str(reach.server.state.bot.id)
        guilds = Guilds(reach.rest)
        guilds.heard("READY", {"user": {"id": "77"}})
        assert await guilds.bot() == "77"


async def test_what_the_bot_lacks_is_named() -> None:
    async with reaching() as reach:
        general = reach.server.channel("general")
        await reach.server.admin().overwrite(general, "Homeroom", deny=May.ATTACH_FILES)
        needed = Permission.SEND_MESSAGES | Permission.ATTACH_FILES
        assert await reach.guilds.lacking(reach.place("general"), needed) == ["Attach Files"]


async def test_a_place_that_is_not_there_is_told_by_its_id() -> None:
    async with reaching() as reach:
        for id_ in ("nowhere", "123456789"):
            with pytest.raises(GoneError, match=id_):
                await reach.guilds.channel(id_)
        assert "/channels/nowhere" not in reach.asked("GET")
        assert reach.guilds.name(Place("discord", "123456789")) == "the channel 123456789"


async def test_a_place_hidden_from_the_bot_says_what_to_give() -> None:
    async with reaching() as reach:
        hidden = DiscordChannel("hidden", only=("staff",), bot=False)
        channel = await reach.server.admin().create_channel(hidden)
        with pytest.raises(ForbiddenError, match="View Channel"):
            await reach.guilds.channel(str(channel.id))
