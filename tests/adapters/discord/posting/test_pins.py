"""Pins on the wire: set once, without noise, and never what keeps a post from standing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.views import say
from bot.ports.platform import MaybeSentError
from tests.support.discord import messages
from tests.support.discord.permissions import Permission
from tests.support.discord.reach import Reach, reaching
from tests.support.discord.scripted import impatience

PANEL = replace(say("What is next."), title="This week", pinned=True)
MOST = 250


async def told(reach: Reach) -> list[int]:
    """Return the kinds of what stands in the channel."""
    return [one.kind for one in reach.server.channel("general").messages.values()]


async def test_nobody_is_told_that_the_panel_was_pinned() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), PANEL, "marker", {})
        assert reach.standing(message).pinned
        assert await told(reach) == [0]
        assert len(reach.server.recording.of("remove")) == 1


async def test_what_others_pinned_is_told_as_ever() -> None:
    async with reaching() as reach:
        channel = reach.server.channel("general")
        own = await reach.server.person("ana").write("general", "Read this.")
        messages.pin(reach.server.state, channel, own, pinned=True)
        await reach.platform.post(reach.place("general"), PANEL, "marker", {})
        assert await told(reach) == [0, 6, 0]


async def test_where_history_can_t_be_read_the_line_stands() -> None:
    async with reaching() as reach:
        deny = Permission.READ_MESSAGE_HISTORY
        await reach.server.admin().overwrite(reach.server.channel("general"), "Homeroom", deny=deny)
        message = await reach.platform.post(reach.place("general"), PANEL, "marker", {})
        assert reach.standing(message).pinned
        assert await told(reach) == [0, 6]


async def test_a_pin_that_people_take_away_stays_away() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), PANEL, "marker", {})
        standing = reach.standing(message)
        messages.pin(reach.server.state, reach.server.channel("general"), standing, pinned=False)
        await reach.platform.edit(message, PANEL, "marker", {})
        assert not reach.standing(message).pinned


async def test_with_as_many_pins_as_there_can_be_it_stands_without(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with reaching() as reach:
        ana, channel = reach.server.person("ana"), reach.server.channel("general")
        for number in range(MOST):
            written = await ana.write("general", f"Note {number}")
            written.pinned = reach.server.clock.now
        message = await reach.platform.post(reach.place("general"), PANEL, "marker", {})
        await reach.platform.edit(message, PANEL, "marker", {})
        assert len(channel.messages) == MOST + 1
        assert caplog.text.count("could not be pinned") == 1


async def test_a_pin_that_was_lost_is_set_with_the_next_change() -> None:
    with impatience():
        async with reaching() as reach:
            place = reach.place("general")
            reach.server.faults.add("pin", "error", times=20)
            with pytest.raises(MaybeSentError):
                await reach.platform.post(place, PANEL, "marker", {})
            reach.server.faults.plan.clear()
            message = await reach.platform.find(place, "marker")
            assert message is not None
            assert not reach.standing(message).pinned
            await reach.platform.edit(message, PANEL, "marker", {})
            assert reach.standing(message).pinned
