"""Channels over the wire: who can read them, whatever was known of them before."""

from __future__ import annotations

from adapters.slack.people.channels import Kind, channel_of
from bot.model.places import Place
from tests.support.slack.reach import Reach, reaching
from tests.support.slack.world import SlackChannel


def ids(reach: Reach, *names: str) -> set[str]:
    return {reach.account(name).id for name in names}


async def readers(reach: Reach, place: Place) -> set[str]:
    return {one.id for one in await reach.platform.readers(place)}


async def test_a_private_channel_is_its_members() -> None:
    async with reaching() as reach:
        staff = reach.place("staff")
        assert await readers(reach, staff) == ids(reach, "ana")
        await reach.server.admin().admit(reach.server.channel("staff"), "gil")
        assert await readers(reach, staff) == ids(reach, "ana", "gil")
        assert await reach.platform.keepers(staff) == ()


async def test_a_public_channel_is_everybodys_but_guests_who_are_not_in_it() -> None:
    async with reaching() as reach:
        only = await reach.server.admin().add_channel(
            SlackChannel("only-staff", members=("ana", "zoe"))
        )
        found = await readers(reach, Place("slack", only.id))
        assert found == ids(reach, "ana", "mei", "tom", "zoe")


async def test_a_channel_that_was_opened_to_all_is_known_for_that() -> None:
    """What is for staff alone is posted nowhere that became public meanwhile."""
    async with reaching() as reach:
        staff = reach.place("staff")
        assert await readers(reach, staff) == ids(reach, "ana")
        reach.server.channel("staff").kind = "channel"
        assert await readers(reach, staff) == ids(reach, "ana", "mei", "tom")


async def test_a_thread_is_read_by_who_reads_its_channel() -> None:
    async with reaching() as reach:
        thread = Place("slack", reach.place("staff").id, "1790000000.000001")
        assert await readers(reach, thread) == ids(reach, "ana")


async def test_a_private_conversation_is_one_persons_after_a_start_too() -> None:
    async with reaching() as reach:
        mei = reach.server.person("mei")
        place = Place("slack", mei.private.id)
        assert await readers(reach, place) == {mei.user.id}
        assert await readers(reach, place) == {mei.user.id}
        assert len(reach.asked("conversations.info")) == 1


async def test_what_is_told_of_a_channel_makes_it_be_asked_for_again() -> None:
    async with reaching() as reach:
        channel, channels = reach.server.channel("general"), reach.platform.channels
        assert (await channels.one(channel.id)).name == "general"
        await reach.server.admin().rename(channel, "commons")
        assert (await channels.one(channel.id)).name == "general"
        channels.heard({"type": "message", "channel": channel.id})
        assert (await channels.one(channel.id)).name == "general"
        channels.heard({"type": "channel_rename", "channel": {"id": channel.id}})
        assert (await channels.one(channel.id)).name == "commons"
        channel.archived = True
        channels.heard({"type": "channel_archive", "channel": channel.id})
        assert (await channels.one(channel.id)).archived


def test_kinds_of_channels() -> None:
    assert channel_of({"id": "C1", "name": "a"}).kind is Kind.PUBLIC
    assert channel_of({"id": "C1", "is_private": True}).kind is Kind.PRIVATE
    assert channel_of({"id": "G1", "is_group": True}).kind is Kind.PRIVATE
    assert channel_of({"id": "G1", "is_mpim": True}).kind is Kind.PRIVATE
    direct = channel_of({"id": "D1", "is_im": True, "user": "U1"})
    assert (direct.kind, direct.user) == (Kind.DIRECT, "U1")
