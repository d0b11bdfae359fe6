"""Who people are: told to the core before they are answered, but nobody waits long for it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.slack.hearing import acquaintances
from bot.chat.events import AccountSeen
from bot.model.places import Place
from tests.support.discord.core import Core, Notebook, until
from tests.support.slack.asked import DONE, private, small, words
from tests.support.slack.asked import serving as serving_answers
from tests.support.slack.server import WireServer
from tests.support.slack.serving import serving_doors, watch
from tests.support.slack.world import SlackPerson


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run the small Slack."""
    async with small() as made:
        yield made


def told(core: Core) -> list[tuple[str, str | None, str]]:
    """Return the accounts that the core was told of, by id, with zone and address."""
    seen = [one for one in core.events if isinstance(one, AccountSeen)]
    return [(one.account.id, one.zone, one.email) for one in seen]


async def test_who_asks_is_known_before(server: WireServer) -> None:
    """Once in a while, not each time."""
    mei = server.user("mei")
    async with serving_answers(server) as core:
        core.answer = DONE
        for _ in range(2):
            await server.person("mei").command("say private", where="general")
    assert told(core) == [(mei.id, "Asia/Tokyo", "mei@example.edu")]
    assert len(server.recording.of("users.info")) == 1


async def test_of_strangers_no_address_is_told(server: WireServer) -> None:
    """Nor one that nobody has confirmed; a guest's is."""
    async with serving_answers(server) as core:
        for name in ("zoe", "gil"):
            await server.person(name).command("say private", where="guests")
    assert [email for _, _, email in told(core)] == ["", "gil@example.edu"]


async def test_nobody_waits_for_a_slow_slack(
    server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer comes all the same; the core learns who it was later."""
    monkeypatch.setattr(acquaintances, "PATIENCE", 0.01)
    slow = server.faults.add("users.info", "delay")
    async with serving_answers(server) as core:
        shown = await server.person("ana").command("say private", where="general")
        assert private(server, shown)
        assert "Done." in words(shown)
        assert (told(core), core.calls[0].keeper) == ([], False)
        slow.gate.set()
        await until(lambda: told(core))
        await server.person("ana").command("say private", where="general")
        assert core.calls[1].keeper


async def test_slack_may_not_tell(server: WireServer) -> None:
    """Without the scope nobody's account is known, and all else works."""
    server.faults.add("users.info", "refuse", code="missing_scope")
    async with serving_answers(server) as core:
        shown = await server.person("ana").command("say private", where="general")
        assert private(server, shown)
        assert told(core) == []


async def test_everybody_in_the_courses_channels_is_told_of(server: WireServer) -> None:
    """Whoever joins, too; not those of other channels, nor those the core doesn't know."""
    core = Core()
    watch(core, server, "general")
    async with serving_doors(server, core, Notebook()):
        await until(lambda: len(told(core)) == 3)
        zoe = await server.admin().join(SlackPerson("bo", "Bo", "Asia/Seoul"))
        await server.admin().change("gil", zone="Asia/Tokyo")
        await server.admin().admit(server.channel("general"), "bo")
        await until(lambda: len(told(core)) == 4)
    assert told(core)[-1] == (zoe.id, "Asia/Seoul", "bo@example.edu")


async def test_a_channel_that_can_not_be_read_stops_no_other(server: WireServer) -> None:
    """Who is in the others is told."""
    core = Core()
    core.places[Place("slack", "C0GONE")] = frozenset()
    watch(core, server, "general")
    async with serving_doors(server, core, Notebook()):
        await until(lambda: len(told(core)) == 3)
