"""The bot is taken out of its workspace: that is said once, and what is to be posted waits."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest

from adapters.slack.hearing.inbox import SlackInbox
from adapters.slack.web.troubles import TurnedAwayError
from bot.chat.views import say
from bot.ports.platform import CannotSendError
from tests.support.discord.core import Core, Notebook, until
from tests.support.slack.asked import small
from tests.support.slack.server import WireServer
from tests.support.slack.serving import WAYS, serving_doors, watch


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    async with small() as made:
        yield made


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the log has of tokens."""
    return [one.getMessage() for one in caplog.records if "token" in one.getMessage()]


@pytest.mark.parametrize("way", WAYS)
async def test_that_it_was_taken_out_is_said_once_and_posts_wait(
    server: WireServer, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    core = Core()
    place = watch(core, server, "general")
    async with serving_doors(server, core, Notebook(), way) as (connection, inbox):
        with caplog.at_level(logging.ERROR, "homeroom.slack"):
            await server.admin().uninstall()
            await until(lambda: bool(said(caplog)) and not server.telling)
            for marker in ("one", "two"):
                with pytest.raises(CannotSendError, match="Install the app into the workspace"):
                    await connection.platform.post(place, say("Hello"), marker, {})
        (sentence,) = said(caplog)
        assert sentence.startswith("Slack no longer accepts this bot's token (account_inactive).")
        assert inbox.idle


async def test_it_goes_on_when_the_token_is_good_again(
    server: WireServer, caplog: pytest.LogCaptureFixture
) -> None:
    core = Core()
    place = watch(core, server, "general")
    async with serving_doors(server, core, Notebook()) as (connection, _):
        web, team = connection.platform.workspaces.all[0].web, server.team()
        with caplog.at_level(logging.ERROR, "homeroom.slack"):
            for _ in range(2):
                token = team.token
                await server.admin().uninstall()
                with pytest.raises(TurnedAwayError):
                    await web.read("auth.test")
                team.token = token
                team.old.pop(token)
                await connection.platform.post(place, say("Hello"), "marker", {})
        assert len(said(caplog)) == 2


async def test_what_is_told_of_a_token_that_is_still_good_changes_nothing(
    server: WireServer, caplog: pytest.LogCaptureFixture
) -> None:
    """As where one person takes back their own."""
    core = Core()
    watch(core, server, "general")
    async with serving_doors(server, core, Notebook()) as (_, inbox):
        assert isinstance(inbox, SlackInbox)
        event = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}
        for team in (server.team().id, "T0ELSEWHERE"):
            body = {"type": "event_callback", "team_id": team, "event": event}
            assert (await inbox.reception.take(body, {})).status == 200
        assert said(caplog) == []


async def test_what_quiets_the_libraries_quiets_nobody_else(server: WireServer) -> None:
    core = Core()
    logging.getLogger("homeroom").setLevel(logging.INFO)
    async with serving_doors(server, core, Notebook()):
        for name in ("homeroom", "homeroom.slack", "homeroom.discord"):
            assert logging.getLogger(name).isEnabledFor(logging.ERROR)
        assert not logging.getLogger("homeroom.slack.libraries").isEnabledFor(logging.CRITICAL)
