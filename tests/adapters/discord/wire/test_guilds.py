"""The wire server's servers: who is on them and sees what, and what is in their calendars."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.discord.permissions import BOT_DEFAULT, Permission
from tests.support.discord.raw import RawBot, speaking
from tests.support.discord.server import running
from tests.support.discord.small import SMALL

HELLO = {"content": "Hello"}


@pytest.fixture
async def bot() -> AsyncIterator[RawBot]:
    """Speak to a server."""
    async with running(SMALL) as server, speaking(server) as made:
        yield made


async def test_closed_channels(bot: RawBot) -> None:
    """People see what they may; a private thread is for those in it."""
    mei, ana = bot.server.person("mei"), bot.server.person("ana")
    staff = bot.server.channel("staff")
    assert not mei.can_see(staff)
    assert ana.can_see(staff)
    await bot.server.admin().admit(staff, "mei")
    assert mei.can_see(staff)
    await bot.server.admin().admit(staff, "mei", present=False)
    assert not mei.can_see(staff)
    await bot.server.admin().give_role("mei", "staff")
    assert not mei.can_see(staff)
    await bot.server.admin().overwrite(staff, "mei")
    assert mei.can_see(staff)
    with pytest.raises(AssertionError, match="doesn't see"):
        await bot.server.person("tom").write(staff, "Hello")


async def test_scheduled_events_are_refused(bot: RawBot) -> None:
    """In the past, without an end or a place, a hundred and one, without the permission."""
    path = f"/guilds/{bot.server.guild().id}/scheduled-events"
    body = {
        "name": "Session",
        "privacy_level": 2,
        "scheduled_start_time": "2026-10-06T08:00:00+00:00",
        "scheduled_end_time": "2026-10-06T09:00:00+00:00",
        "entity_type": 3,
        "entity_metadata": {"location": "Room 1"},
    }
    for wrong in (
        {"scheduled_start_time": "2026-10-04T08:00:00+00:00"},
        {"scheduled_end_time": None},
        {"scheduled_end_time": "2026-10-05T09:00:00+00:00"},
        {"entity_metadata": None},
        {"name": "x" * 101},
        {"entity_type": 2},
    ):
        assert await bot.code("POST", path, {**body, **wrong}) == 50035
    first = await bot.done("POST", path, body)
    for _ in range(99):
        await bot.done("POST", path, body)
    assert await bot.code("POST", path, body) == 30038
    await bot.done("PATCH", f"{path}/{first['id']}", {"status": 4})
    assert await bot.code("GET", f"{path}/{first['id']}") == 10070
    may = BOT_DEFAULT & ~(Permission.CREATE_EVENTS | Permission.MANAGE_EVENTS)
    await bot.server.admin().set_role("Homeroom", may)
    assert await bot.code("POST", path, body) == 50013


async def test_members(bot: RawBot) -> None:
    """In pages, by id; roles that don't exist, people who aren't there."""
    guild = f"/guilds/{bot.server.guild().id}"
    first = await bot.done("GET", f"{guild}/members", limit="2")
    rest = await bot.done("GET", f"{guild}/members", limit="2", after=first[-1]["user"]["id"])
    names = [one["user"]["username"] for one in (*first, *rest)]
    assert names == ["Homeroom", "ana", "mei", "tom"]
    assert await bot.code("GET", f"{guild}/members/1") == 10007
    assert await bot.code("GET", "/guilds/1") == 10004
    assert await bot.code("GET", "/users/1") == 10013
    await bot.server.admin().kick("tom")
    tom = next(one for one in bot.server.state.users.values() if one.username == "tom")
    direct = await bot.done("POST", "/users/@me/channels", {"recipient_id": str(tom.id)})
    assert await bot.code("POST", f"/channels/{direct['id']}/messages", HELLO) == 50007
