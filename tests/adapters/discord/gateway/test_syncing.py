"""The command tree goes to Discord when it has changed, and only then."""

from __future__ import annotations

import pytest

from adapters.discord.gateway import syncing
from bot.chat.commands import Commands
from bot.chat.views import View, say
from tests.support.discord.asking import AskNothing, asking
from tests.support.discord.core import Core, Notebook, until
from tests.support.discord.server import WireServer
from tests.support.discord.serving import serving_doors


def puts(server: WireServer) -> int:
    """Return how often a tree was put."""
    return sum(one.method == "PUT" for one in server.recording.of("commands"))


async def served(server: WireServer, commands: Commands, notes: Notebook) -> None:
    """Serve until the tree was dealt with."""
    async with serving_doors(server, Core(commands=commands), notes):
        await until(lambda: syncing.NOTE in notes.texts)


async def test_an_unchanged_tree_is_not_put_again(server: WireServer) -> None:
    notes = Notebook()
    await served(server, asking(), notes)
    await served(server, asking(), notes)
    assert puts(server) == 1
    names = {one["name"] for one in server.state.commands[None]}
    assert names == {"class", "Mark as highlight"}


async def test_a_changed_tree_is_put(server: WireServer) -> None:
    notes = Notebook()
    await served(server, asking(), notes)
    before = notes.texts[syncing.NOTE]
    changed = asking()

    @changed.on("more")
    async def more(ask: AskNothing, call: object, work: object) -> View:
        return say("More.")

    async with serving_doors(server, Core(commands=changed), notes):
        await until(lambda: notes.texts[syncing.NOTE] != before)
    assert puts(server) == 2


async def test_everything_else_works_while_the_tree_is_refused(
    server: WireServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.add("commands", "error", status=400)
    notes, core = Notebook(), Core(commands=asking())
    core.watch(str(server.channel("general").id))
    async with serving_doors(server, core, notes):
        await until(lambda: "commands were refused" in caplog.text)
        await server.person("mei").write("general", "Hello")
        await until(core.texts)
    assert syncing.NOTE not in notes.texts


async def test_a_tree_that_did_not_arrive_is_put_again(
    server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "FIRST_WAIT", 0.01)
    server.faults.add("commands", "drop", times=6)
    await served(server, asking(), Notebook())
    assert server.state.commands[None]
