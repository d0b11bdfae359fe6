"""Tokens are secrets: in no log however much of it is asked for, no error, no page, no output."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.slack.connection import SlackSettings
from adapters.slack.web.troubles import TurnedAwayError
from adapters.system.journal import ADAPTERS
from adapters.web.server import Server
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from tests.safety.slack.school import COURSES, School, school, settled
from tests.support.journal import Telling
from tests.support.slack.several import TWO

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
SECRETS = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|made-up-(?:client|signing)-secret|code-\w+")
FAULTS = ("error", "lose", "busy", "reset", "drop", "empty")


async def test_no_token_is_written_down(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, journal: io.StringIO
) -> None:
    """Nor the app's secrets, nor a code: installed, again, in trouble, taken out.

    Everybody who logs is asked for everything.
    """
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, ADAPTERS)
    async with school(tmp_path, replace(TWO, rotates=True)) as made:
        made.journal = Telling()
        server = made.server
        async with made.serving() as opened:
            await settled(made)
            for fault in FAULTS:
                server.faults.add("oauth.v2.access", fault)
                browser = opened.browser(server)
                pages = [await browser.installs("Oceans"), await browser.ends(code="code-x")]
                server.faults.add("post", fault)
                await server.person("mei", "Weather").command("next", where="general", wait=False)
                await made.heard()
                assert not [one for one in pages if SECRETS.search(one.text + str(one.headers))]
            server.faults.plan.clear()
            for name, (main, _) in COURSES.items():
                server.team(name).old[server.team(name).token] = "token_revoked"
                server.team(name).token = "xoxb-another"
                person = server.person("ana", name)
                await person.command("progress", where=main, wait=False)
                await made.heard()
            await server.admin("Oceans").uninstall()
            await made.quiet()
            shown = "\n".join(map(repr, (opened.connection, made.opened, *made.open.names)))
        assert SECRETS.search(shown) is None
        lines = [f"{one.name}: {one.getMessage()} {one.exc_text or ''}" for one in caplog.records]
        assert [line for line in lines if SECRETS.search(line)] == []
        assert SECRETS.search(journal.getvalue()) is None
        assert any("installed in" in line for line in lines)
        assert any("taken out of" in line for line in lines)


async def test_no_error_names_a_token(tmp_path: Path) -> None:
    async with school(tmp_path) as made, made.serving() as opened:
        await opened.browser(made.server).installs("Weather")
        [workspace] = opened.connection.platform.workspaces.all
        [kept] = await made.store.installations.all()
        errors: list[BaseException] = []
        for fault in FAULTS:
            made.server.faults.add("chat.postMessage", fault, times=9)
            try:
                await workspace.web.call("chat.postMessage", channel="C1", text="Hello")
            except (NotSentError, MaybeSentError, CannotSendError) as error:
                errors.append(error)
            made.server.faults.plan.clear()
        made.server.team("Weather").token = "xoxb-another"
        with pytest.raises(TurnedAwayError) as caught:
            await workspace.web.read("auth.test")
        assert len(errors) > 1
        for one in (*errors, caught.value):
            chain = [one, one.__cause__, None if one.__suppress_context__ else one.__context__]
            assert SECRETS.search("".join(map(repr, chain))) is None
        assert SECRETS.search(repr((kept, workspace, workspace.web, opened))) is None


def test_settings_hide_them() -> None:
    given = SlackSettings(
        "xoxb-1", "xapp-1", "s", client_id="1.2", client_secret="hidden-secret", server=Server()
    )
    assert not {"xoxb-1", "xapp-1", "hidden-secret"} & set(re.findall(r"[\w-]+", repr(given)))


async def test_a_dump_of_a_course_holds_none(tmp_path: Path) -> None:
    """What is kept of a token stands in the table of installations, and nowhere else."""
    async with school(tmp_path) as made, made.serving():
        await settled(made)
        await made.quiet()
        rows = [line for line in made.kept() if SECRETS.search(line)]
        assert len(rows) == len(COURSES)
        assert all(line.startswith('INSERT INTO "installations"') for line in rows)


def test_what_is_searched_for_is_what_is_made(tmp_path: Path) -> None:
    assert SECRETS.search("xoxb-T0HOME0001-N0HOME0002")
    assert SECRETS.search(School.__name__) is None
