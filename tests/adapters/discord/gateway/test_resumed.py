"""A session that goes on in a new process: what that one has to learn, and what it tells again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.discord.gateway import gateway
from bot.chat.calls import Answer, Answering
from bot.chat.events import PresencesRead
from bot.chat.spans import Link, spans
from bot.chat.views import Paragraph, View, say
from bot.model.places import Message, Place, Purpose
from tests.support.discord import interactions
from tests.support.discord.asking import asking, words
from tests.support.discord.calling import UnansweredError
from tests.support.discord.core import Core, Notebook, until
from tests.support.discord.server import Settings, WireServer, running
from tests.support.discord.serving import WORLD, serving_doors


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for the next try."""
    monkeypatch.setattr(gateway, "PAUSES", (0.0, 0.01))


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    async with running(WORLD, Settings(patience=0.2)) as one:
        yield one
        assert one.refused == []
        assert one.unknown == []


@pytest.fixture
def core(server: WireServer) -> Core:
    made = Core(commands=asking())
    made.watch(str(server.channel("general").id))
    made.answer = Answer(say("Here you are."), Answering.PRIVATE)
    return made


@pytest.fixture
async def notes(server: WireServer, core: Core) -> Notebook:
    """Return what an earlier process noted, whose session goes on."""
    noted = Notebook()
    async with serving_doors(server, core, noted):
        await until(lambda: server.state.commands.get(None))
    return noted


async def test_all_servers_are_learned_of(server: WireServer, core: Core, notes: Notebook) -> None:
    message = Message(Place("discord", str(server.channel("random").id)), "123")
    async with serving_doors(server, core, notes) as (connection, _):
        await until(lambda: "/@me/" not in connection.platform.link(message))
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)


async def test_a_link_in_an_answer_leads_there_at_once(
    server: WireServer, core: Core, notes: Notebook
) -> None:
    message = Message(Place("discord", str(server.channel("random").id)), "123")
    link = Paragraph(spans(Link("see it", message=message)))
    core.answer = Answer(View((link,)), Answering.PRIVATE)
    held = server.faults.add("guilds", "delay")
    async with serving_doors(server, core, notes):
        shown = await server.person("mei").command("say private", where="general")
        held.gate.set()
    assert f"/{server.guild().id}/{message.place.id}/123" in words(shown)


async def test_servers_are_learned_of_once_discord_answers(
    server: WireServer, core: Core, notes: Notebook
) -> None:
    message = Message(Place("discord", str(server.channel("random").id)), "123")
    server.faults.add("guilds", "drop", times=5)
    async with serving_doors(server, core, notes) as (connection, _):
        await until(lambda: "/@me/" not in connection.platform.link(message))


async def test_who_is_in_a_place_that_is_named_for_voice_is_found_out(
    server: WireServer, core: Core, notes: Notebook
) -> None:
    """Only a new session tells it."""
    mei, room = server.person("mei"), str(server.channel("room").id)
    await mei.join_voice("room")
    async with serving_doors(server, core, notes) as (_, inbox):
        core.watch(room, Purpose.VOICE)
        await inbox.look()
        await until(lambda: any(isinstance(one, PresencesRead) for one in core.events))
        await until(inbox.settled.is_set)
        await server.person("tom").write("general", "Still here")
        await until(core.texts)
    [read] = [one for one in core.events if isinstance(one, PresencesRead)]
    assert (read.place.id, {one.id for one in read.present}) == (room, {str(mei.user.id)})
    assert (server.gateway.identified, server.gateway.resumed) == (2, 1)


async def test_what_was_asked_a_moment_ago_is_done_and_answered(
    server: WireServer, core: Core, notes: Notebook
) -> None:
    with pytest.raises(UnansweredError) as missed:
        await server.person("mei").command("say private", where="general")
    made = missed.value.made
    server.clock.advance(timedelta(minutes=3))
    async with serving_doors(server, core, notes):
        await until(made.settled)
    assert made.original is not None
    assert "Here you are." in str(made.original.components)
    assert [call.id for call in core.calls] == [str(made.id)]


@pytest.mark.parametrize(("minutes", "times"), [(14, 2), (16, 1)])
async def test_what_was_given_up_long_ago_is_not_done(
    server: WireServer, core: Core, notes: Notebook, minutes: int, times: int
) -> None:
    mei = server.person("mei")
    async with serving_doors(server, core, notes):
        shown = await mei.command("say private", where="general")
        await server.gateway.drop()
        server.clock.advance(timedelta(minutes=minutes))
        interactions.tell(server.state, shown.interaction)
        await mei.write("general", "Hello?")
        await until(core.texts)
        await until(lambda: core.caught_up and len(core.calls) >= times)
        assert len(core.calls) == times


async def test_a_clock_that_goes_wrong_keeps_nobody_from_acting(
    server: WireServer, core: Core, notes: Notebook
) -> None:
    """What is heard at once is done, whatever time it is here."""
    async with serving_doors(server, core, notes) as (_, inbox):
        mei = server.person("mei")
        shown = await mei.command("say private", where="general")
        await until(inbox.settled.is_set)
        server.clock.advance(timedelta(hours=2))
        interactions.tell(server.state, shown.interaction)
        await until(lambda: len(core.calls) == 2)
