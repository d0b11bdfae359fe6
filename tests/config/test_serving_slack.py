"""`homeroom run` with Slack's tokens, alone and beside Discord: it serves, and says why not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.meetings.zoom_hooks.hooks import PATH as ZOOMS
from adapters.slack.hearing.deliveries import PATH
from adapters.system.clock import SystemClock
from tests.config.test_serving import started
from tests.support.discord.asking import words
from tests.support.discord.core import until
from tests.support.discord.machine import program, ran
from tests.support.slack.machine import class_on_slack, environment, listening, serving
from tests.support.slack.server import WireServer
from tests.support.slack.setting_up import Guide
from tests.support.zoom import SECRET, FakeZoom, came


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    async with class_on_slack() as made:
        yield made


async def test_it_serves_over_sockets_until_told_to_stop(
    server: WireServer, tmp_path: Path
) -> None:
    async with serving(server, tmp_path) as bot:
        guide = Guide(server)
        shown = await guide.types("next")
        assert "you can set one up here: type /class setup" in guide.words(shown)
        assert await bot.stop() == 0
    assert bot.out[1:] == ["Serving Slack. Ctrl-C ends it.", "Homeroom has stopped."]
    assert not any("Traceback" in line or server.token in line for line in bot.err)
    assert not any(server.app_token in line for line in bot.err)


async def test_it_serves_requests_that_are_signed(server: WireServer, tmp_path: Path) -> None:
    async with listening(server, tmp_path) as bot:
        guide = Guide(server)
        shown = await guide.types("next")
        assert "you can set one up here: type /class setup" in guide.words(shown)
        assert await bot.stop() == 0
    assert not any(server.world.signing_secret in line for line in bot.err)


async def test_zoom_is_heard_on_the_same_port(server: WireServer, tmp_path: Path) -> None:
    async with (
        listening(server, tmp_path, HOMEROOM_ZOOM_SECRET=SECRET) as bot,
        ClientSession() as session,
    ):
        await until(lambda: any("Listening for Zoom at" in line for line in bot.out))
        [said] = [line for line in bot.out if line.startswith("Listening for Zoom at ")]
        url = said.removeprefix("Listening for Zoom at ").removesuffix(".")
        zoom = FakeZoom(session, SystemClock(), url)
        body = zoom.body("meeting.participant_joined", came("a", "10:00", "Ana K."))
        assert (await zoom.posts(body))[0] == 200
        assert (await zoom.posts(body, zoom.signed(b"another")))[0] == 401
        events = url.replace(ZOOMS, PATH)
        for _ in range(600):  # Slack's part of the server opens a moment later
            async with session.post(events) as answer:
                if answer.status != 404:
                    break
            await asyncio.sleep(0.1)
        guide = Guide(server)
        assert "type /class setup" in guide.words(await guide.types("next"))
        assert await bot.stop() == 0
    told = "\n".join(bot.err)
    assert "no session's link leads to" in told
    for secret in (SECRET, "Ana K.", "v0=", "Traceback"):
        assert secret not in told


async def test_tokens_that_are_none(server: WireServer, tmp_path: Path) -> None:
    for name, token, said in (
        ("SLACK_BOT_TOKEN", "xoxb-another", "Slack no longer accepts this bot's token"),
        ("SLACK_APP_TOKEN", "xapp-another", "Slack opens no socket for this app-level token."),
    ):
        env = environment(server, tmp_path, **{name: token})
        code, _, err = await ran("run", folder=tmp_path, env=env)
        assert code == 1
        assert err.startswith(said)
        assert "Traceback" not in err
        assert token not in err


async def test_no_network(server: WireServer, tmp_path: Path) -> None:
    env = environment(server, tmp_path, HOMEROOM_SLACK_API_URL="http://127.0.0.1:9/api/")
    code, _, err = await ran("run", folder=tmp_path, env=env)
    assert code == 1
    assert err.startswith("Slack can't be reached at the moment. Look at this machine's network")
    assert "homeroom doctor slack tells more" in err


async def test_a_course_is_set_up_and_looked_over(server: WireServer, tmp_path: Path) -> None:
    async with serving(server, tmp_path) as bot:
        guide = Guide(server)
        assert "The course has started" in await guide.starts()
        await until(lambda: server.person("mei").sees("announcements"))
        env = environment(server, tmp_path)
        code, out, _ = await ran("doctor", "slack", folder=tmp_path, env=env)
        assert "ok  #announcements (main) of “Weather and Us”: the bot is in it; public" in out
        assert "ok  Readers of #staff: only staff can read it" in out
        assert (code, "!!" in out) == (0, False), out
        assert await bot.stop() == 0


async def test_discord_and_slack_are_served_side_by_side(
    server: WireServer, tmp_path: Path
) -> None:
    """One that lets the bot in no more is told of, and the other is served on."""
    discord = await started()
    more = {
        "HOMEROOM_DISCORD_API_URL": discord.api_url,
        "HOMEROOM_DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_TOKEN": discord.token,
    }
    async with serving(server, tmp_path, **more) as bot:
        await until(lambda: bool(discord.gateway.connections and discord.state.commands.get(None)))
        here = await discord.person("ana").command("next", where="general")
        assert "type /class setup" in words(here)
        guide = Guide(server)
        assert "type /class setup" in guide.words(await guide.types("next"))
        server.faults.add("apps.connections.open", "refuse", times=99, code="invalid_auth")
        await server.sockets.drop()
        await until(lambda: any("Slack is not served any more" in line for line in bot.out))
        here = await discord.person("ana").command("next", where="general")
        assert "type /class setup" in words(here)
        assert await bot.stop() == 0
    assert bot.out[1:3] == ["Serving Discord. Ctrl-C ends it.", "Serving Slack. Ctrl-C ends it."]
    assert bot.out[-2] == "Slack is not served any more, Discord is."
    await discord.stop()


async def test_a_platform_that_lets_the_bot_not_in_keeps_no_other_from_being_served(
    server: WireServer, tmp_path: Path
) -> None:
    """A service manager would else start it again and again, and nobody had anything of it."""
    discord = await started()
    more = {
        "HOMEROOM_DISCORD_API_URL": discord.api_url,
        "HOMEROOM_DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_TOKEN": discord.token,
        "SLACK_BOT_TOKEN": "xoxb-old",
    }
    env = environment(server, tmp_path, **more)
    async with program("run", folder=tmp_path, env=env) as bot:
        await until(lambda: bool(discord.gateway.connections and discord.state.commands.get(None)))
        here = await discord.person("ana").command("next", where="general")
        assert "type /class setup" in words(here)
        assert await bot.stop() == 0
    assert bot.out[1] == "Serving Discord. Ctrl-C ends it."
    assert bot.out[2].startswith("Slack no longer accepts this bot's token (invalid_auth).")
    assert bot.out[3] == "Only Discord is served."
    await discord.stop()
