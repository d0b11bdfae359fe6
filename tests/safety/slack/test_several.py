"""Several workspaces: each has its course, its people and its token, and nothing crosses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.people import Account
from bot.model.places import Place
from tests.safety.slack.school import COURSES, School, school, settled
from tests.support.discord.core import until
from tests.support.slack.asked import words
from tests.support.slack.calling import Person
from tests.support.slack.serving import HTTP, SOCKET
from tests.support.slack.several import TWO, UNIVERSITY
from tests.support.slack.things import Message

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
ASKED = 'ask "Why is it so deep?"'
STUDENTS = {"Weather": "mei", "Oceans": "tom"}
TERM = {
    "title": "Oceans",
    "zone": "Berlin",
    "starts": "2026-10-05",
    "ends": "2026-12-18",
    "name": "Ana Alves",
}
PLACES = "Continue: Places"
"""What the button of the setup's second page says."""


async def asks(made: School, who: str, name: str) -> None:
    """Let somebody ask a question in the course of a workspace."""
    await made.server.person(who, name).command(ASKED, where=COURSES[name][0], wait=False)
    await made.heard()


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[School]:
    async with school(tmp_path) as opened:
        yield opened
        assert opened.journal.troubles == []


@pytest.mark.parametrize("way", [HTTP, SOCKET])
async def test_a_course_in_each_of_two_workspaces(made: School, way: str) -> None:
    async with made.serving(way):
        await settled(made)
        for name, who in STUDENTS.items():
            await asks(made, who, name)
            assert await made.entries(name.lower()) == 1
        for name, (main, _) in COURSES.items():
            said = "\n".join(words(one) for one in made.stands(main, name))
            other = next(one for one in COURSES if one != name)
            assert f"Lecture on {name}" in said
            assert other not in said
    each_with_its_own_token(made)


def each_with_its_own_token(made: School) -> None:
    """Look at every call: it was made with the token of the workspace that it was about."""
    server = made.server
    teams = {one.token: one.id for one in server.state.teams.values() if one.token}
    calls = [one for one in server.recording if "channel" in one.args and one.token in teams]
    assert len({one.token for one in calls}) == 2
    for one in calls:
        about = server.state.channels[str(one.args["channel"])].team
        asked = one.method == "conversations.info"  # that is how a channel's workspace is learned
        assert about == teams[one.token] or (asked and one.error == "channel_not_found"), one


async def test_an_address_given_elsewhere_is_nobodys(made: School) -> None:
    """Whoever runs a workspace can let an account in it have a student's address, or a teacher's.

    In the course of their own it counts; no course of another workspace knows them.
    """
    server = made.server
    server.user("mei", "Weather").email = "mei@elsewhere.example.edu"
    server.user("tom", "Oceans").email = "mei@example.edu"
    async with made.serving():
        await settled(made)
        tom = server.person("tom", "Oceans")
        await tom.command("progress", where="deep", wait=False)
        await made.heard()
        async with made.store.reading() as work:
            [known] = await work.people.with_account(Account("slack", tom.user.id))
        assert (known.name, known.course) == ("Mei Lin", "oceans")


async def test_no_course_gets_a_channel_of_another_workspace(made: School) -> None:
    """Slack lets nobody choose one; somebody might send it all the same."""
    server = made.server
    async with made.serving() as opened:
        for name in COURSES:
            await opened.browser(server).installs(name)
        ana = server.person("ana", "Oceans")
        card = await ana.command("setup", where="deep")
        assert card.message is not None
        form = await ana.press(card.message, "Continue: Course and term")
        await ana.submit(form, TERM, wait=False)
        await until(lambda: any(one.blocks and PLACES in str(one.blocks) for one in seen(ana)))
        card_with_places = next(one for one in seen(ana) if PLACES in str(one.blocks))
        for channel, team in (("staff", "Weather"), ("crew", "Oceans")):
            form = await ana.press(card_with_places, PLACES)
            values = {"staff": server.channel(channel, team).id}
            sent = await ana.submit(form, values, wait=False)
            said = " ".join((sent.errors or {}).values())
            assert ("in another Slack workspace" in said) is (team == "Weather")
            assert bool(said) is (team == "Weather"), said
        await made.quiet()


def seen(person: Person) -> list[Message]:
    """Return what somebody sees where they set a course up, and privately."""
    return [*person.sees("deep"), *person.sees(person.private)]


async def test_one_that_takes_the_bot_out_stops_no_other(made: School) -> None:
    server = made.server
    async with made.serving():
        await settled(made)
        gone = server.team("Oceans").token
        await server.admin("Oceans").uninstall()
        await until(lambda: made.open.names == ["Weather"])
        assert [one.name for one in await made.store.installations.all()] == ["Weather"]
        assert gone not in "\n".join(made.kept())
        await asks(made, "mei", "Weather")
        await made.open.browser(server).installs("Oceans")
        await asks(made, "tom", "Oceans")
        assert (await made.entries("weather"), await made.entries("oceans")) == (1, 1)


async def test_one_that_turns_the_bot_away_at_the_start_stops_no_other(made: School) -> None:
    """Nor does one that Slack can't tell of at the moment."""
    server = made.server
    async with made.serving():
        await settled(made)
    server.team("Oceans").old[server.team("Oceans").token] = "token_revoked"
    server.team("Oceans").token = ""
    async with made.serving():
        await asks(made, "mei", "Weather")
        assert await made.entries("weather") == 1
    server.faults.add("auth.test", "refuse", code="team_added_to_org")
    async with made.serving():
        await server.person("mei", "Weather").command("progress", where="general", wait=False)
        await made.heard()


async def test_the_workspace_of_a_token_is_served_beside_those_that_installed_the_app(
    tmp_path: Path,
) -> None:
    first, second = TWO.workspaces
    async with school(
        tmp_path, replace(TWO, workspaces=(replace(first, installed=True), second))
    ) as made:
        async with made.serving(token=made.server.team("Weather").token) as opened:
            assert opened.names == ["Weather"]
            await opened.browser(made.server).installs("Oceans")
            for name, who in STUDENTS.items():
                await made.load(name)
                await asks(made, who, name)
                assert await made.entries(name.lower()) == 1
        each_with_its_own_token(made)
        made.server.team("Weather").old[made.server.team("Weather").token] = "token_revoked"
        made.server.team("Weather").token = ""
        async with made.serving(token="xoxb-old") as opened:
            assert opened.names == ["Oceans"]
            assert opened.connection.remarks[0].startswith("Slack no longer accepts this bot's")
            await asks(made, "tom", "Oceans")


async def test_an_organization_has_the_app_in_the_workspaces_it_chooses(tmp_path: Path) -> None:
    """One token, one bot, and people whose ids are the same in all its workspaces."""
    async with school(tmp_path, UNIVERSITY) as made:
        server = made.server
        async with made.serving() as opened:
            await opened.browser(server).installs(organization="E0UNI")
            await server.admin("Weather").choose()
            await until(lambda: opened.names == ["Weather"])
            await made.load("Weather")
            await asks(made, "mei", "Weather")
            await server.admin("Oceans").choose()
            await until(lambda: opened.names == ["Oceans", "Weather"])
            await made.load("Oceans")
            await asks(made, "tom", "Oceans")
            assert (await made.entries("weather"), await made.entries("oceans")) == (1, 1)
            for name, (main, _) in COURSES.items():
                place = Place("slack", server.channel(main, name).id)
                assert len(await opened.connection.platform.readers(place)) == 3
                listed = server.recording.of("users.list")[-1]
                assert listed.args["team_id"] == server.team(name).id
            home = await server.person("mei", "Weather").open_home()
            assert home.view is not None
            await server.admin("Oceans").choose(chosen=False)
            await until(lambda: opened.names == ["Weather"])
            await server.admin("Weather").abandon()
            await until(lambda: not opened.names)
            assert await made.store.installations.all() == []
        assert made.journal.troubles == []
