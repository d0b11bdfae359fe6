"""Logging in: what was given is enough, or the sentence says what to change."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest

from adapters.discord.answering.fetching import HOSTS
from adapters.discord.connection import DiscordSettings, connecting
from bot.ports.platform import CannotSendError, NotSentError
from tests.support.discord.core import Notebook, SetClock
from tests.support.discord.server import WireServer, running
from tests.support.discord.serving import WORLD, settings


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    async with running(WORLD) as one:
        yield one


async def test_a_connection_knows_who_it_is(server: WireServer) -> None:
    async with connecting(settings(server), SetClock(), time.monotonic, Notebook()) as connection:
        line = connection.line
        assert (line.account, line.application) == (
            str(server.state.bot.id),
            str(server.state.application),
        )
        assert connection.platform.name == "discord"
        assert connection.hosts == HOSTS | {"127.0.0.1"}
        general = str(server.channel("general").id)
        assert (await line.guilds.channel(general)).name == "general"


async def test_a_wrong_token_is_refused_with_a_remedy(server: WireServer) -> None:
    wrong = DiscordSettings("another", server.api_url, server.gateway_url)
    with pytest.raises(CannotSendError, match="DISCORD_TOKEN"):
        async with connecting(wrong, SetClock(), time.monotonic, Notebook()):
            pass
    assert "another" not in repr(wrong)


async def test_a_discord_that_is_away_may_come_back() -> None:
    away = DiscordSettings("made.up", "http://127.0.0.1:9/api/v10", "ws://127.0.0.1:9")
    with pytest.raises(NotSentError):
        async with connecting(away, SetClock(), time.monotonic, Notebook()):
            pass


async def test_discord_s_own_hosts_are_enough_where_nothing_else_is_set() -> None:
    assert DiscordSettings("made.up").hosts == HOSTS
