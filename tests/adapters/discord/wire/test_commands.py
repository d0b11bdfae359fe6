"""The wire server holds application commands to Discord's limits."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.discord.raw import RawBot, speaking
from tests.support.discord.server import WireServer, running
from tests.support.discord.small import COMMANDS, SMALL

MANY = [{"type": 3, "name": f"b{n}", "description": "y" * 90} for n in range(4)]
"""Options that are within the limits, but not in twenty-five subcommands."""


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server."""
    async with running(SMALL) as made:
        yield made


@pytest.fixture
async def bot(server: WireServer) -> AsyncIterator[RawBot]:
    """Speak for its bot, whose commands are registered."""
    async with speaking(server) as made:
        await made.done("PUT", f"/applications/{server.state.application}/commands", COMMANDS)
        yield made


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Class"},
        {"name": "x" * 33},
        {"description": ""},
        {"description": "x" * 101},
        {"options": [{"type": 3, "name": str(n), "description": "x"} for n in range(26)]},
        {"options": [{"type": 3, "name": "a", "description": "x"}] * 2},
        {
            "options": [
                {"type": 3, "name": "a", "description": "x"},
                {"type": 3, "name": "b", "description": "x", "required": True},
            ]
        },
        {
            "options": [
                {"type": 1, "name": "a", "description": "x"},
                {"type": 3, "name": "b", "description": "x"},
            ]
        },
        {
            "options": [
                {"type": 1, "name": f"a{n}", "description": "x" * 100, "options": MANY}
                for n in range(25)
            ]
        },
        {"options": [{"type": 3, "name": "a", "description": "x", "choices": [{"name": ""}]}]},
    ],
)
async def test_commands_that_are_refused(
    server: WireServer, bot: RawBot, wrong: dict[str, object]
) -> None:
    """Names, descriptions, options and the size of the whole have their limits."""
    path = f"/applications/{server.state.application}/commands"
    assert await bot.code("PUT", path, [{**COMMANDS[0], **wrong}]) == 50035


async def test_unchanged_commands_keep_id_and_version(server: WireServer, bot: RawBot) -> None:
    """A command is known by its name; its version changes with it."""
    path = f"/applications/{server.state.application}/commands"
    before = await bot.done("GET", path)
    other = {**COMMANDS[1], "default_member_permissions": "0"}
    after = await bot.done("PUT", path, [COMMANDS[0], other])
    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert after[0]["version"] == before[0]["version"]
    assert after[1]["version"] != before[1]["version"]
