"""`homeroom run` with Discord's token: it serves until told to stop, and says why it can't."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from config.doctor_discord import HOW_TO_BEGIN
from tests.support.discord.asking import words
from tests.support.discord.core import until
from tests.support.discord.machine import environment, ran, serving
from tests.support.discord.server import WireServer
from tests.support.discord.serving import WORLD
from tests.support.discord.setting_up import Guide
from tests.support.discord.world import World

NOW = replace(WORLD, start=None)
"""The world in real time, for the bot has the machine's clock."""


async def started(world: World = NOW) -> WireServer:
    server = WireServer(world)
    await server.start()
    return server


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    made = await started()
    yield made
    assert made.unknown == []
    assert made.refused == []
    await made.stop()


async def test_it_serves_until_told_to_stop(server: WireServer, tmp_path: Path) -> None:
    async with serving(server, tmp_path) as bot:
        shown = await server.person("ana").command("next", where="general")
        assert "you can set one up here: type /class setup" in words(shown)
        assert await bot.stop() == 0
    assert bot.out[0].startswith("There is no course yet: type /class setup in chat")
    assert bot.out[1:] == ["Serving Discord. Ctrl-C ends it.", "Homeroom has stopped."]
    assert any("call refused" in line for line in bot.err)
    assert not any("Traceback" in line or server.token in line for line in bot.err)


async def test_a_second_process_on_the_same_database_is_refused(
    server: WireServer, tmp_path: Path
) -> None:
    async with serving(server, tmp_path):
        code, _, said = await ran("run", folder=tmp_path, env=environment(server, tmp_path))
    assert code == 1
    assert "Another Homeroom" in said


async def test_a_token_that_is_none(server: WireServer, tmp_path: Path) -> None:
    env = environment(server, tmp_path, DISCORD_TOKEN="another.made.up")
    code, _, said = await ran("run", folder=tmp_path, env=env)
    assert code == 1
    assert said.startswith("Discord no longer accepts this bot's token.")
    assert "Traceback" not in said
    assert "another.made.up" not in said


async def test_intents_that_are_switched_off(tmp_path: Path) -> None:
    server = await started(replace(NOW, privileged=()))
    code, out, said = await ran("run", folder=tmp_path, env=environment(server, tmp_path))
    await server.stop()
    assert code == 1
    assert "switch on Server Members Intent and Message Content Intent" in said
    assert "Traceback" not in said
    assert "has stopped" not in out


async def test_no_network(server: WireServer, tmp_path: Path) -> None:
    env = environment(server, tmp_path, HOMEROOM_DISCORD_API_URL="http://127.0.0.1:9/api/v10")
    code, _, said = await ran("run", folder=tmp_path, env=env)
    assert code == 1
    assert said.startswith("Discord can't be reached at the moment. Look at this machine's network")
    assert "Traceback" not in said


async def test_a_course_is_set_up_and_looked_over(server: WireServer, tmp_path: Path) -> None:
    async with serving(server, tmp_path) as bot:
        said = await Guide(server).starts()
        assert "The course has started" in said
        general = server.channel("general")
        await until(lambda: server.person("mei").sees(general))
        shown = await server.person("mei").command("join", {"name": "Mei"}, where="general")
        assert "The staff of Weather and Us have been asked" in words(shown)
        await until(lambda: server.person("ana").sees(server.channel("staff")))
        env = environment(server, tmp_path)
        code, out, _ = await ran("doctor", "discord", folder=tmp_path, env=env)
        assert "ok  #general (main) of “Weather and Us”" in out
        assert "ok  Readers of #staff: only staff can read it" in out
        assert "ok  Invite link: https://discord.com/oauth2/authorize?client_id=" in out
        assert (code, "!!" in out) == (0, False), out
        code, out, _ = await ran("course", "dump", folder=tmp_path, env=env)
        (tmp_path / "weather.yaml").write_text(out, "utf-8")
        code, out, _ = await ran("check", "weather.yaml", folder=tmp_path, env=env)
        assert (code, "“Weather and Us”: 1 student, 1 staff" in out) == (0, True), out
        assert await bot.stop() == 0


async def test_a_course_file_loaded_beside_it_is_noticed(
    server: WireServer, tmp_path: Path
) -> None:
    async with serving(server, tmp_path):
        await Guide(server).starts()
        env = environment(server, tmp_path)
        _, text, _ = await ran("course", "dump", folder=tmp_path, env=env)
        moved = text.replace(str(server.channel("general").id), str(server.channel("random").id))
        (tmp_path / "weather.yaml").write_text(moved.replace("Weather and Us", "Weather"), "utf-8")
        code, out, _ = await ran("course", "load", "weather.yaml", folder=tmp_path, env=env)
        assert code == 0, out
        shown = await server.person("ana").command("setup", where="random")
        assert "Change Weather" in words(shown)


def test_without_a_token_the_doctor_says_how_to_begin() -> None:
    assert "docs/discord.md" in HOW_TO_BEGIN
