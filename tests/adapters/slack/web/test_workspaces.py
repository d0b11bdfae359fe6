"""Several workspaces: whose a channel and a person are is learned, and each has its own token."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from adapters.slack.web.troubles import ForbiddenError, GoneError, TurnedAwayError
from adapters.slack.web.workspaces import Workspace, Workspaces, met
from bot.chat.views import say
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.platform import CannotSendError, NotSentError
from tests.support.slack.reach import START, KeptNotes, Reach, reached, web_of
from tests.support.slack.scripted import passing
from tests.support.slack.server import WireServer, running
from tests.support.slack.world import SlackChannel, SlackPerson, SlackWorkspace, World

TWO = World(
    workspaces=(
        SlackWorkspace("Weather", channels=(SlackChannel("general"),), members=("ana", "mei")),
        SlackWorkspace("Law", channels=(SlackChannel("forum"),), members=("ana", "tom")),
    ),
    people=(
        SlackPerson("ana", "Ana Alves"),
        SlackPerson("mei", "Mei Lin"),
        SlackPerson("tom", "Tom Baker"),
    ),
    start=START,
)


@dataclass(frozen=True, slots=True)
class Both:
    """A server with two workspaces, and what reaches both."""

    server: WireServer
    workspaces: Workspaces
    reach: Reach


@contextlib.asynccontextmanager
async def two(world: World = TWO) -> AsyncIterator[Both]:
    async with (
        running(world) as server,
        web_of(server) as web,
        web_of(server, team="Law") as other,
    ):
        workspaces = Workspaces([await met(web), await met(other)])
        yield Both(server, workspaces, reached(server, web, workspaces, KeptNotes()))
        assert not server.refused


async def test_a_token_tells_whose_it_is() -> None:
    async with two() as both:
        weather, law = both.workspaces.all
        assert (weather.name, law.name) == ("Weather", "Law")
        assert weather.bot == both.server.team("Weather").bot
        assert weather.url == "https://weather.slack.com/"
        assert both.workspaces.get(law.id) is law
        assert "xoxb" not in repr(weather)


async def test_each_place_is_posted_to_through_its_own_workspace() -> None:
    async with two() as both:
        platform = both.reach.platform
        for name in ("general", "forum", "general", "forum"):
            place = both.reach.place(name)
            message = await platform.post(place, say("Hello"), "marker", {})
            assert await platform.find(place, "marker") is not None
            team = both.server.channel(name).team
            url = next(one.url for one in both.workspaces.all if one.id == team)
            assert platform.link(message).startswith(url)
        assert len(both.reach.asked("conversations.info")) == 3  # one for general, two for forum


async def test_people_are_written_to_where_they_are() -> None:
    async with two() as both:
        tom = both.server.person("tom")
        place = await both.reach.platform.direct(both.reach.account("tom"))
        assert place.id == both.server.state.direct(both.server.team("Law"), tom.user).id
        await both.reach.platform.post(place, say("Hello"), "marker", {})
        with pytest.raises(CannotSendError, match="U0NOBODY"):
            await both.reach.platform.direct(Account("slack", "U0NOBODY"))


async def test_what_was_heard_needs_no_asking() -> None:
    async with two() as both:
        forum = both.server.channel("forum")
        both.workspaces.heard(forum.team, forum.id, "U7")
        assert (await both.workspaces.of_channel(forum.id)).id == forum.team
        assert (await both.workspaces.of_person("U7")).id == forum.team
        assert both.reach.asked("conversations.info", "users.info") == []


async def test_a_place_that_no_workspace_knows_is_none() -> None:
    async with two() as both:
        with pytest.raises(GoneError, match="nowhere"):
            await both.workspaces.of_channel("nowhere")
        lost = both.reach.platform.link(Message(Place("slack", "nowhere"), "1.000002"))
        assert lost == "https://slack.com/archives/nowhere/p1000002"


async def test_a_workspace_that_is_left_is_forgotten() -> None:
    async with two() as both:
        forum = both.server.channel("forum")
        await both.workspaces.of_channel(forum.id)
        both.workspaces.drop(forum.team)
        assert [one.name for one in both.workspaces.all] == ["Weather"]
        weather = both.workspaces.all[0]
        both.workspaces.add(replace(weather, name="Weather and Society"))
        assert [one.name for one in both.workspaces.all] == ["Weather and Society"]


async def test_one_that_can_not_be_asked_hides_no_other() -> None:
    async with two() as both:
        await both.server.admin("Weather").scopes("chat:write")
        forum = both.server.channel("forum")
        assert (await both.workspaces.of_channel(forum.id)).name == "Law"
        with pytest.raises(ForbiddenError, match="channels:read"):
            await both.workspaces.of_channel("nowhere")
        both.server.faults.add("conversations.info", "drop", times=100)
        with passing(), pytest.raises(NotSentError):
            await both.workspaces.of_channel("elsewhere")


async def test_where_there_is_none_nothing_is_known() -> None:
    with pytest.raises(GoneError):
        await Workspaces().of_channel("C1")
    assert Workspaces().link(Message(Place("slack", "C1", "1.1"), "2.2")).startswith("https://")


def test_a_message_has_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace("T1", "Weather", "https://weather.slack.com/", "U1", None)  # type: ignore[arg-type]
    root = Message(Place("slack", "C1"), "1790000000.000100")
    assert workspace.link(root) == "https://weather.slack.com/archives/C1/p1790000000000100"
    reply = Message(Place("slack", "C1", "1790000000.000100"), "1790000001.000200")
    assert workspace.link(reply) == (
        "https://weather.slack.com/archives/C1/p1790000001000200?thread_ts=1790000000.000100&cid=C1"
    )


async def test_where_there_may_be_others_nothing_is_taken_for_granted() -> None:
    """The one that is left is not asked to answer for the one that is gone."""
    async with two() as both:
        weather, law = both.workspaces.all
        forum, general = both.server.channel("forum").id, both.server.channel("general").id
        open_to_all = Workspaces([weather], others=True)
        assert not open_to_all.alone
        assert (await open_to_all.of_channel(general)).id == weather.id
        with pytest.raises(GoneError):
            await open_to_all.of_channel(forum)
        open_to_all.add(law)
        assert (await open_to_all.of_channel(forum)).id == law.id
        open_to_all.drop(law.id)
        with pytest.raises(TurnedAwayError, match="Install it there again"):
            await open_to_all.of_channel(forum)
        open_to_all.add(law)
        assert (await open_to_all.of_channel(forum)).id == law.id


async def test_one_that_is_away_hides_no_other() -> None:
    async with two() as both:
        both.server.faults.add("conversations.info", "refuse", code="team_added_to_org")
        forum = both.server.channel("forum")
        assert (await both.workspaces.of_channel(forum.id)).name == "Law"


async def test_a_channel_is_one_workspaces_own() -> None:
    async with two() as both:
        weather, law = both.workspaces.all
        forum = both.server.channel("forum").id
        assert await both.workspaces.sees(law.id, forum)
        assert not await both.workspaces.sees(weather.id, forum)
        assert not await both.workspaces.sees("T0ELSEWHERE", forum)
        assert await both.workspaces.sees(weather.id, "C0NOBODYS")
        both.workspaces.drop(law.id)
        assert await both.workspaces.sees(weather.id, both.server.channel("general").id)
