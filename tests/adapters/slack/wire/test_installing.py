"""Several workspaces on the wire server: codes, tokens that rotate, and what is taken away."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack.plain import app, connected
from tests.support.slack.raw import code
from tests.support.slack.server import WireServer, running
from tests.support.slack.small import SMALL
from tests.support.slack.world import SlackChannel, SlackWorkspace

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
"""slack_sdk sends the app's id and secret by it."""
TWO = dataclasses.replace(
    SMALL,
    workspaces=(
        *SMALL.workspaces,
        SlackWorkspace("Oceans", (SlackChannel("deep"),), members=("ana", "tom"), installed=False),
    ),
)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server with two workspaces."""
    async with running(TWO) as made:
        yield made


async def access(server: WireServer, code: str, **more: str) -> AsyncWebClient:
    """Exchange a code; return a client with the token."""
    client = AsyncWebClient(base_url=server.api_url)
    granted = await client.oauth_v2_access(
        client_id=more.get("client_id", server.world.client_id),
        client_secret=more.get("client_secret", server.world.client_secret),
        code=code,
    )
    client.token = granted["access_token"]
    return client


async def test_a_code_is_exchanged(server: WireServer) -> None:
    """Once, with the app's own secret; the token is of that workspace alone."""
    oceans = server.admin("Oceans")
    assert server.team("Oceans").token == ""
    granted = await oceans.authorize()
    assert await code(access(server, granted, client_id="1.2")) == "invalid_client_id"
    assert await code(access(server, granted, client_secret="no")) == "bad_client_secret"
    client = await access(server, granted)
    assert (await client.auth_test())["team"] == "Oceans"
    assert await code(access(server, granted)) == "invalid_code"
    deep, general = server.channel("deep").id, server.channel("general").id
    await client.chat_postMessage(channel=deep, text="Hello")
    elsewhere = client.chat_postMessage(channel=general, text="Hello")
    assert await code(elsewhere) == "channel_not_found"
    there = server.user("tom", "Oceans")
    assert there.id != server.user("tom").id
    assert server.person("tom", "Oceans").sees("deep")[0].text == "Hello"


async def test_events_say_their_workspace(server: WireServer) -> None:
    """One socket hears all workspaces that have the app; none of the others."""
    made, heard = app(server)
    async with connected(server, made):
        await server.person("tom", "Oceans").write("deep", "Not yet")
        await access(server, await server.admin("Oceans").authorize())
        await server.person("tom", "Oceans").write("deep", "Now")
        await server.person("tom").write("general", "Here")
        await heard.until(lambda: len(heard.bodies) == 2)
    teams = {one["event"]["text"]: one["team_id"] for one in heard.bodies}
    assert teams == {"Now": server.team("Oceans").id, "Here": server.team("Weather").id}


async def test_tokens_rotate() -> None:
    """A token lives 12 hours; a new one is had by the refresh token, which then is another."""
    async with running(dataclasses.replace(TWO, rotates=True)) as server:
        client = await access(server, await server.admin("Oceans").authorize())
        refresh = server.team("Oceans").refresh
        server.clock.advance(timedelta(hours=12))
        assert await code(client.auth_test()) == "token_expired"
        granted = await client.oauth_v2_access(
            client_id=server.world.client_id,
            client_secret=server.world.client_secret,
            grant_type="refresh_token",
            refresh_token=refresh,
        )
        assert granted["expires_in"] == 43200
        assert await code(client.auth_test()) == "token_expired"
        client.token = granted["access_token"]
        assert (await client.auth_test())["ok"]
        again = client.oauth_v2_access(
            client_id=server.world.client_id,
            client_secret=server.world.client_secret,
            grant_type="refresh_token",
            refresh_token=refresh,
        )
        assert await code(again) == "invalid_refresh_token"


async def test_uninstalled(server: WireServer) -> None:
    """The app hears that it is gone; its token is good for nothing."""
    made, heard = app(server)
    async with connected(server, made):
        client = AsyncWebClient(base_url=server.api_url, token=server.token)
        await server.admin().uninstall()
        await heard.until(lambda: len(heard.events) == 2)
        assert await code(client.auth_test()) == "account_inactive"
        await server.person("mei").write("general", "Nobody hears this")
    assert [one["type"] for one in heard.events] == ["tokens_revoked", "app_uninstalled"]


async def test_an_enterprise_shares_its_people() -> None:
    """Workspaces of one enterprise know the same ids."""
    workspaces = tuple(
        dataclasses.replace(one, enterprise="uni", installed=True, members=())
        for one in TWO.workspaces
    )
    async with running(dataclasses.replace(TWO, workspaces=workspaces)) as server:
        assert server.user("tom", "Oceans").id == server.user("tom", "Weather").id
        client = AsyncWebClient(base_url=server.api_url, token=server.team("Oceans").token)
        known = await client.auth_test()
        assert known["enterprise_id"] == "E0UNI"
        assert (await client.users_info(user=server.user("mei").id))["ok"]
