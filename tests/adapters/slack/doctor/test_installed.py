"""The doctor's look at each workspace that installed the app."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.slack.connection import SlackSettings
from adapters.slack.doctor.doctor import Patient, examine
from adapters.slack.rendering.manifest import SCOPES
from adapters.storage.store import SqlStore
from adapters.web.server import Server
from bot.chat.looks import Finding
from tests.support.discord.core import Core
from tests.support.slack.reach import KeptNotes, ServersClock
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.several import START, TWO, UNIVERSITY, open_to_all
from tests.support.store import sql_store

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
SIGNED = Settings(signed_at=START.timestamp)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    async with sql_store(tmp_path) as made:
        yield made


async def installed(server: WireServer, store: SqlStore, *names: str) -> None:
    """Let workspaces install the app, or an organization whose id is given."""
    async with open_to_all(server, store.installations, lambda connection: Core()) as opened:
        for name in names:
            whole = name if name.startswith("E0") else ""
            page = await opened.browser(server).installs("" if whole else name, whole)
            assert page.status == 200


async def look(server: WireServer, store: SqlStore, **given: str) -> dict[str, Finding]:
    world = server.world
    settings = replace(
        SlackSettings(
            app_token=world.app_token,
            api_url=server.api_url,
            client_id=world.client_id,
            client_secret=world.client_secret,
            public_url="https://homeroom.example.edu",
            server=Server(),
        ),
        **given,  # type: ignore[arg-type]
    )
    patient = Patient(settings, (), "/class", KeptNotes(), store.installations)
    found = [one async for one in examine(patient, ServersClock(server), time.monotonic)]
    assert "xox" not in str(found)
    return {one.about: one for one in found}


def remedies(found: dict[str, Finding]) -> dict[str, str]:
    return {about: one.remedy for about, one in found.items() if one.remedy and about != "Clock"}


async def test_each_workspace_is_looked_at(store: SqlStore) -> None:
    async with running(TWO, SIGNED) as server:
        await installed(server, store, "Weather", "Oceans")
        found = await look(server, store)
        assert remedies(found) == {}
        assert found["Installing"].seen == (
            "at https://homeroom.example.edu/slack/install, which leads to "
            "http://127.0.0.1:3000/slack/install"
        )
        for name in ("Weather", "Oceans"):
            assert found[f"“{name}”"].seen == f"installed (https://{name.lower()}.slack.com/)"
            assert found[f"Scopes in “{name}”"].seen.startswith(f"all {len(SCOPES)} ")
        server.team("Oceans").old[server.team("Oceans").token] = "account_inactive"
        server.team("Oceans").token = ""
        await server.admin("Weather").scopes(*list(SCOPES)[:-1])
        found = await look(server, store)
        assert found["“Oceans”"].seen == "it lets Homeroom in no more"
        assert "install Homeroom there again" in found["“Oceans”"].remedy
        assert "“Oceans”" in remedies(found)
        assert found["“Weather”"].remedy == ""
        assert found["Scopes in “Weather”"].seen.startswith("lacking: pins:write")
        assert server.refused == []


async def test_nobody_has_installed_it_yet(store: SqlStore) -> None:
    async with running(TWO, SIGNED) as server:
        found = await look(server, store)
        assert remedies(found) == {}
        found = await look(server, store, public_url="")
        assert "Set HOMEROOM_SLACK_PUBLIC_URL" in found["Installing"].remedy


async def test_a_token_that_is_set_besides(store: SqlStore) -> None:
    """What is wrong with it keeps nobody from looking at the others."""
    async with running(TWO, SIGNED) as server:
        await installed(server, store, "Oceans")
        found = await look(server, store, bot_token="xoxb-another")
        assert list(remedies(found)) == ["Bot token"]
        assert found["“Oceans”"].seen.startswith("installed")


async def test_an_organization_is_looked_at(store: SqlStore) -> None:
    async with running(UNIVERSITY, SIGNED) as server:
        await installed(server, store, "E0UNI")
        found = await look(server, store)
        assert found["“Uni”"].seen.endswith("none yet: its administrators choose them")
        await server.admin("Oceans").choose()
        found = await look(server, store)
        assert found["“Uni”"].seen.endswith("in these workspaces: Oceans")
        assert server.refused == []


async def test_no_token_is_renewed(store: SqlStore) -> None:
    """The bot has the old one, and would be turned away."""
    async with running(replace(TWO, rotates=True, start=None)) as server:
        await installed(server, store, "Weather")
        token = server.team("Weather").token
        server.clock.advance(server.team("Weather").expires - server.clock.now)  # type: ignore[operator]
        found = await look(server, store)
        assert "its token has expired; homeroom run renews it" in found["“Weather”"].seen
        assert server.team("Weather").token == token


async def test_one_that_can_not_be_asked_now(store: SqlStore) -> None:
    async with running(TWO, SIGNED) as server:
        await installed(server, store, "Weather", "Oceans")
        server.faults.add("auth.test", "refuse", code="team_added_to_org")
        found = await look(server, store)
        assert list(remedies(found).values()) == ["Look again in a moment."]
