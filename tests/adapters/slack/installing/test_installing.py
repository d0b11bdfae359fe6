"""Installing in a browser: two workspaces, an organization, and all that can go wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.slack.installing import states
from adapters.slack.installing.installing import authorize_url
from adapters.slack.rendering.manifest import SCOPES
from adapters.slack.web.troubles import TurnedAwayError
from adapters.storage.store import SqlStore
from tests.support.discord.core import Core
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.serving import HTTP, WAYS
from tests.support.slack.several import START, TWO, UNIVERSITY, Open, open_to_all
from tests.support.store import sql_store

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
"""slack_sdk sends the app's id and secret by it."""
SIGNED = Settings(signed_at=START.timestamp)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run two workspaces without the app."""
    async with running(TWO, SIGNED) as made:
        yield made
        assert made.unknown == []
        assert made.refused == []


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """Open a store."""
    async with sql_store(tmp_path) as made:
        yield made


@pytest.fixture
async def opened(server: WireServer, store: SqlStore) -> AsyncIterator[Open]:
    """Serve whatever installs the app."""
    async with open_to_all(server, store.installations, lambda connection: Core()) as made:
        yield made


@pytest.mark.parametrize("way", WAYS)
async def test_two_workspaces_install_the_app(
    server: WireServer, store: SqlStore, way: str
) -> None:
    """Each is served at once, and after the next start."""
    kept = store.installations
    async with open_to_all(server, kept, lambda connection: Core(), way) as opened:
        assert not opened.names
        assert "\n".join(opened.connection.remarks) == (
            "Homeroom is in no Slack workspace yet.\n"
            "Whoever runs a workspace installs Homeroom there at "
            "https://homeroom.example.edu/slack/install"
        )
        for name in ("Weather", "Oceans"):
            page = await opened.browser(server).installs(name)
            assert page.status == 200
            assert f"Homeroom is in {name}." in page.words
            assert "/class setup" in page.words
        assert opened.names == ["Oceans", "Weather"]
        assert len(opened.connection.remarks) == 1
    rows = {one.name: one for one in await kept.all()}
    for name in ("Weather", "Oceans"):
        team = server.team(name)
        assert (rows[name].workspace, rows[name].token) == (team.id, team.token)
        assert (rows[name].bot, rows[name].organization) == (team.bot, "")
    async with open_to_all(server, kept, lambda connection: Core(), way) as again:
        assert again.names == ["Oceans", "Weather"]


async def test_slack_is_asked_for_what_the_manifest_asks_for(
    server: WireServer, opened: Open
) -> None:
    asked = await opened.browser(server).begins()
    assert asked["scope"].split(",") == list(SCOPES)
    assert asked["user_scope"] == ""
    assert asked["client_id"] == server.world.client_id
    assert asked["redirect_uri"] == "https://homeroom.example.edu/slack/oauth_redirect"
    assert len(asked["state"]) >= 32
    assert (await opened.browser(server).begins())["state"] != asked["state"]


async def test_the_pages_are_told_to_nobody(server: WireServer, opened: Open) -> None:
    page = await opened.browser(server).installs("Weather")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "xoxb" not in page.text + str(page.headers)


async def test_who_presses_cancel_is_let_go(server: WireServer, opened: Open) -> None:
    browser = opened.browser(server)
    asked = await browser.begins()
    page = await browser.ends(error="access_denied", state=asked["state"])
    assert "You chose not to install Homeroom" in page.words
    assert "Begin again" in page.words
    assert opened.names == []


async def test_another_error_is_shown_as_words(server: WireServer, opened: Open) -> None:
    page = await opened.browser(server).ends(error="<script>alert(1)</script>")
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


async def test_a_state_is_good_in_its_browser_alone(server: WireServer, opened: Open) -> None:
    """Nobody can lead somebody else's browser to the end of their own installation."""
    mine, theirs = opened.browser(server), opened.browser(server)
    asked = await mine.begins()
    await theirs.begins()
    page = await theirs.agrees(asked, "Weather")
    assert (page.status, opened.names) == (400, [])
    assert "did not begin in this browser" in page.words
    page = await opened.browser(server).agrees(asked, "Weather")
    assert (page.status, opened.names) == (400, [])


async def test_a_state_is_good_once(server: WireServer, opened: Open) -> None:
    browser = opened.browser(server)
    asked = await browser.begins()
    cookies = dict(browser.cookies)
    assert (await browser.agrees(asked, "Weather")).status == 200
    browser.cookies = cookies
    page = await browser.agrees(asked, "Oceans")
    assert (page.status, opened.names) == (401, ["Weather"])
    assert "it was finished before" in page.words


async def test_a_state_is_good_for_ten_minutes(server: WireServer, opened: Open) -> None:
    browser = opened.browser(server)
    asked = await browser.begins()
    server.clock.advance(states.LIVES)
    page = await browser.agrees(asked, "Weather")
    assert (page.status, opened.names) == (401, [])
    assert "longer than ten minutes" in page.words


async def test_a_state_that_was_made_up_is_none(server: WireServer, opened: Open) -> None:
    browser = opened.browser(server)
    browser.cookies["slack-app-oauth-state"] = "forged"
    page = await browser.ends(code=await server.admin("Weather").authorize(), state="forged")
    assert (page.status, opened.names) == (401, [])
    assert server.recording.of("oauth.v2.access") == []


async def test_many_who_only_begin_push_out_the_oldest(
    monkeypatch: pytest.MonkeyPatch, server: WireServer, opened: Open
) -> None:
    monkeypatch.setattr(states, "MOST", 2)
    first, last = opened.browser(server), opened.browser(server)
    early = await first.begins()
    await opened.browser(server).begins()
    asked = await last.begins()
    assert (await first.agrees(early, "Weather")).status == 401
    assert (await last.agrees(asked, "Weather")).status == 200


async def test_a_code_that_slack_does_not_take(server: WireServer, opened: Open) -> None:
    browser = opened.browser(server)
    asked = await browser.begins()
    page = await browser.ends(code="made-up", state=asked["state"])
    assert (page.status, opened.names) == (401, [])
    assert "Slack did not confirm" in page.words
    asked = await browser.begins()
    assert "sent no code" in (await browser.ends(state=asked["state"])).words


@pytest.mark.parametrize("method", ["oauth.v2.access", "auth.test"])
async def test_slack_is_away(server: WireServer, opened: Open, method: str) -> None:
    """The code may be used up: it has to begin again."""
    server.faults.add(method, "drop", times=9)
    page = await opened.browser(server).installs("Weather")
    assert (page.status, opened.names) == (503, [])
    assert "can't be reached" in page.words
    server.faults.plan.clear()
    assert (await opened.browser(server).installs("Weather")).status == 200


async def test_less_than_is_needed_is_refused(server: WireServer, opened: Open) -> None:
    browser = opened.browser(server)
    asked = await browser.begins()
    few = {**asked, "scope": asked["scope"].replace("im:write,", "").replace(",pins:write", "")}
    page = await browser.agrees(few, "Weather")
    assert (page.status, opened.names) == (403, [])
    assert "im:write, pins:write is lacking" in page.words


async def test_installed_again_it_has_its_new_token(
    server: WireServer, store: SqlStore, opened: Open
) -> None:
    await opened.browser(server).installs("Weather")
    before = server.team("Weather").token
    await opened.browser(server).installs("Weather")
    [row] = await store.installations.all()
    assert row.token == server.team("Weather").token != before
    [workspace] = opened.connection.platform.workspaces.all
    await workspace.web.read("auth.test")


async def test_an_organization_installs_the_app(store: SqlStore) -> None:
    """Its administrators choose the workspaces, then and later."""
    async with running(UNIVERSITY, SIGNED) as server:
        kept = store.installations
        async with open_to_all(server, kept, lambda connection: Core(), HTTP) as opened:
            page = await opened.browser(server).installs(organization="E0UNI")
            assert "Homeroom is in Uni." in page.words
            assert "Choose them" in page.words
            assert "https://app.slack.com/manage/E0UNI/" in page.text
            [row] = await kept.all()
            assert (row.organization, row.workspace, row.name) == ("E0UNI", "", "Uni")
            assert row.bot.startswith("W")
            assert not opened.names
            await server.admin("Oceans").choose()
        async with open_to_all(server, kept, lambda connection: Core(), HTTP) as opened:
            assert opened.names == ["Oceans"]
        assert server.refused == []


def test_people_agree_on_slacks_own_pages() -> None:
    """Also where its API is called by a proxy."""
    assert authorize_url("") == "https://slack.com/oauth/v2/authorize"
    assert authorize_url("https://proxy.example.edu/api/").startswith("https://slack.com/")
    assert authorize_url("https://slack-gov.com/api/") == (
        "https://slack-gov.com/oauth/v2/authorize"
    )
    assert authorize_url("https://notslack-gov.com/api/").startswith("https://slack.com/")


async def test_tokens_that_expire_are_renewed_in_time(store: SqlStore) -> None:
    """And kept; one that can't be is good to its end, and its workspace has to install again."""
    async with running(replace(TWO, start=None, rotates=True)) as server:
        kept = store.installations
        async with open_to_all(server, kept, lambda connection: Core(), HTTP) as opened:
            await opened.browser(server).installs("Weather")
            [workspace] = opened.connection.platform.workspaces.all
            first = server.team("Weather").token
            server.clock.advance(timedelta(hours=9, minutes=59))
            await workspace.web.read("auth.test")
            assert server.team("Weather").token == first
            server.clock.advance(timedelta(minutes=2))
            await workspace.web.read("auth.test")
            second = server.team("Weather").token
            assert second != first
            assert [one.token for one in await kept.all()] == [second]
            server.faults.add("oauth.v2.access", "refuse", times=9, code="invalid_refresh_token")
            server.clock.advance(timedelta(hours=11))
            await workspace.web.read("auth.test")
            server.clock.advance(timedelta(hours=2))
            with pytest.raises(TurnedAwayError, match="Install the app into the workspace again"):
                await workspace.web.read("auth.test")
