"""Connecting to Slack: tokens that are none are told at once, with what to do."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.slack.connection import SlackSettings, connecting
from adapters.slack.hearing.deliveries import Deliveries
from adapters.slack.hearing.sockets import Sockets
from adapters.web.server import Server
from bot.ports.platform import CannotSendError, NotSentError
from tests.support.discord.core import Core, Notebook, SetClock
from tests.support.slack.asked import small
from tests.support.slack.server import WireServer
from tests.support.slack.serving import HTTP, SOCKET, settings


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run the small Slack."""
    async with small() as made:
        yield made


async def reach(how: SlackSettings) -> tuple[str, type]:
    """Connect; return the workspace's name, and what hears."""

    async def stored(name: str) -> None:
        return None

    async with connecting(how, SetClock(), time.monotonic, Notebook()) as connection:
        (workspace,) = connection.platform.workspaces.all
        return workspace.name, type(connection.inbox(Core(), stored).ear)


async def test_both_ways(server: WireServer) -> None:
    """A socket where there is a token for it, else requests."""
    assert await reach(settings(server, SOCKET)) == ("Weather", Sockets)
    assert await reach(settings(server, HTTP)) == ("Weather", Deliveries)


async def test_a_bots_token_that_is_none(server: WireServer) -> None:
    """The sentence says where to get one; the token itself is in no error."""
    how = replace(settings(server), bot_token="xoxb-forged")
    with pytest.raises(CannotSendError, match="SLACK_BOT_TOKEN") as caught:
        await reach(how)
    assert "forged" not in str(caught.value)
    assert "forged" not in repr(how)


@pytest.mark.parametrize("token", ["xapp-forged", "the bot's"])
async def test_an_apps_token_that_is_none(server: WireServer, token: str) -> None:
    """Nor the bot's in its place."""
    given = server.token if token == "the bot's" else token
    with pytest.raises(CannotSendError, match="SLACK_APP_TOKEN"):
        await reach(replace(settings(server), app_token=given))


async def test_neither(server: WireServer) -> None:
    """Slack has no way to reach us."""
    with pytest.raises(CannotSendError, match="SLACK_SIGNING_SECRET"):
        await reach(replace(settings(server), app_token=""))


async def test_slack_is_away() -> None:
    """It may be there later."""
    how = SlackSettings("xoxb-1", "xapp-1", api_url="http://127.0.0.1:9/api/", server=Server())
    with pytest.raises(NotSentError):
        await reach(how)
