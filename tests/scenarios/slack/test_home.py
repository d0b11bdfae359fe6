"""Each person's page on Slack, after the first class week: all of it can be pressed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.scenarios.replay import Replay
from tests.scenarios.slack.bot import serving_bot
from tests.scenarios.slack.course import load, set_up, slack_world, titles_of
from tests.scenarios.slack.driver import SlackDriver
from tests.scenarios.stage import described
from tests.scenarios.week import read_week
from tests.support.fakes import NoteBook
from tests.support.slack.asked import words
from tests.support.slack.calling import Person, Shown
from tests.support.slack.pressing import controls, said
from tests.support.slack.server import WireServer, running
from tests.support.slack.world import SlackPerson
from tests.support.store import url_of

BACK = "Back"
A_WHILE = timedelta(seconds=2)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[WireServer]:
    """Let the first week pass; nothing that Slack refuses may be sent, then or later."""
    week = read_week("week-one")
    start = week.starts - timedelta(minutes=1)
    journal = NoteBook()
    async with running(slack_world(start)) as made:
        await set_up(made)
        await load(url_of(tmp_path), made, start)
        async with serving_bot(made, url_of(tmp_path), journal) as bot:
            await Replay(SlackDriver(made, bot, titles_of(described(start)))).run(week)
            yield made
        assert journal.troubles == []
        assert made.refused == []
        assert made.unknown == []


def labels(shown: Shown) -> list[str]:
    """Return the buttons of a page, save those that only lead somewhere."""
    assert shown.view is not None
    found = [one for _, one in controls(shown.view["blocks"]) if one["type"] == "button"]
    return [said(one) for one in found if "url" not in one]


async def everything(server: WireServer, person: Person, page: Shown) -> set[str]:
    """Press every button of somebody's page; each shows something, and leads back.

    People take their time: Slack shows no more than so many pages a minute.
    """
    for label in dict.fromkeys(labels(page)):
        assert page.view is not None
        server.clock.now += A_WHILE
        shown = await person.press_view(page.view, label)
        assert shown.kind in ("home", "form"), label
        if shown.kind == "home":
            assert shown.view is not None
            page = await person.press_view(shown.view, BACK)
        assert BACK not in labels(page)
    return set(labels(page))


async def test_a_students_page(server: WireServer) -> None:
    """Where they stand, and buttons for the rest; nothing is said elsewhere."""
    mei = server.person("mei")
    before = len(mei.sees(mei.private))
    page = await mei.open_home()
    for heading in ("Next sessions", "Your participation", "More"):
        assert heading in words(page)
    pressed = await everything(server, mei, page)
    assert {"Why", "My data", "Reminders", "Archive", "Ask a question", "Time zone"} <= pressed
    assert len(mei.sees(mei.private)) == before


async def test_staffs_page(server: WireServer) -> None:
    """What waits for them; nobody's name stands on it before it is asked for."""
    ines = server.person("ines")
    page = await ines.open_home()
    assert "Next sessions" in words(page)
    names = {one.name for one in server.state.users.values() if not one.bot}
    assert not any(name in words(page) for name in names)
    assert "Export week 1" in await everything(server, ines, page)


async def test_a_strangers_page(server: WireServer) -> None:
    """How to join, and nothing of the course."""
    await server.admin().join(SlackPerson("bo", "Bo"))
    page = await server.person("bo").open_home()
    assert "/class join" in words(page)
    assert "Next sessions" not in words(page)
