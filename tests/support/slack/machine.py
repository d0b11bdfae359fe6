"""`homeroom` as somebody runs it on a machine, with its settings pointing at a small Slack."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path

from adapters.slack.hearing.deliveries import PATH
from adapters.slack.rendering.manifest import SCOPES, manifest
from bot.runtime.tables import COMMANDS
from tests.support.discord.core import until
from tests.support.discord.machine import ENDS, Program, machine, program
from tests.support.slack.server import WireServer
from tests.support.slack.world import SlackChannel, SlackPerson, SlackWorkspace, World

CLASS = World(
    workspaces=(
        SlackWorkspace(
            "Weather and Society",
            channels=(
                SlackChannel("announcements"),
                SlackChannel("random"),
                SlackChannel("discussions"),
                SlackChannel("staff", private=True, members=("ana",)),
            ),
        ),
    ),
    people=(
        SlackPerson("ana", "Ana Alves", "Europe/Berlin", admin=True),
        SlackPerson("mei", "Mei Lin", "Asia/Tokyo"),
        SlackPerson("tom", "Tom Baker", "America/St_Johns"),
    ),
    scopes=tuple(SCOPES),
)
"""A class in real time, for the bot has the machine's clock; the bot may do what it asks for."""


@contextlib.asynccontextmanager
async def class_on_slack(world: World = CLASS) -> AsyncIterator[WireServer]:
    """Run a small Slack on which the app was made from its manifest."""
    server = WireServer(world)
    await server.start()
    await server.admin().manifest(manifest(COMMANDS, world.bot_name, socket=True))
    yield server
    assert server.unknown == []
    assert server.refused == []
    await server.stop()


def environment(server: WireServer, folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a machine whose bot talks to a small Slack over sockets."""
    given = {
        "HOMEROOM_SLACK_API_URL": server.api_url,
        "SLACK_BOT_TOKEN": server.token,
        "SLACK_APP_TOKEN": server.app_token,
        **more,
    }
    return {name: value for name, value in machine(folder, **given).items() if value}


@contextlib.asynccontextmanager
async def serving(server: WireServer, folder: Path, **more: str) -> AsyncIterator[Program]:
    """Run `homeroom run` and wait until Slack can reach it."""
    env = environment(server, folder, **more)
    async with program("run", folder=folder, env=env) as made:

        def online() -> bool:
            assert made.process.returncode is None, made.err
            return server.sockets.came.is_set()

        await until(online, ENDS)
        yield made


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@contextlib.asynccontextmanager
async def listening(server: WireServer, folder: Path, **more: str) -> AsyncIterator[Program]:
    """Run `homeroom run` for signed requests, and let Slack make them."""
    port = free_port()
    given = {
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": server.world.signing_secret,
        "HOMEROOM_SLACK_PORT": str(port),
    }
    env = environment(server, folder, **given, **more)
    async with program("run", folder=folder, env=env) as made:

        def open_() -> bool:
            assert made.process.returncode is None, made.err
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return True
            return False

        await until(open_, ENDS)
        server.deliver_to(f"http://127.0.0.1:{port}{PATH}")
        yield made
