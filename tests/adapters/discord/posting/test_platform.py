"""What Discord's platform adds to the contract that all platforms keep."""

from __future__ import annotations

import pytest

from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.platform import CannotSendError
from tests.support.discord.reach import reaching


async def test_a_private_conversation_is_asked_for_once() -> None:
    async with reaching() as reach:
        for _ in range(2):
            await reach.platform.direct(reach.account("mei"))
        assert len(reach.server.recording.of("direct")) == 1


async def test_an_account_that_is_none_of_discords_is_nobody() -> None:
    async with reaching() as reach:
        for name in ("eve", "123456789"):
            with pytest.raises(CannotSendError):
                await reach.platform.direct(Account("discord", name))
        assert len(reach.server.recording.of("direct")) == 1


async def test_a_private_message_leads_back_to_itself() -> None:
    async with reaching() as reach:
        place = await reach.platform.direct(reach.account("mei"))
        address = f"https://discord.com/channels/@me/{place.id}/7"
        assert reach.platform.link(Message(place, "7")) == address


async def test_what_stood_in_a_place_that_is_gone_is_gone() -> None:
    async with reaching() as reach:
        await reach.platform.remove(Message(Place("discord", "123456789"), "7"))
        await reach.platform.remove(Message(Place("discord", "nowhere"), "7"))


async def test_the_keepers_of_a_server_are_known() -> None:
    async with reaching() as reach:
        assert await reach.platform.keepers(reach.place("general")) == [reach.account("ana")]
        assert reach.platform.name == "discord"
