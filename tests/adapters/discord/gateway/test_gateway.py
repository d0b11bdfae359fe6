"""Connections end in many ways; what was said is told once, and a session goes on if it can."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from adapters.discord.gateway import gateway, inbox, resuming
from adapters.discord.gateway.buffer import Buffer
from bot.chat.events import MessageSeen
from bot.ports.platform import CannotSendError
from tests.support.discord.core import Core, Notebook, until
from tests.support.discord.server import Settings, WireServer, running
from tests.support.discord.serving import WORLD, serving_doors


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for the next try."""
    monkeypatch.setattr(gateway, "PAUSES", (0.0, 0.01))
    monkeypatch.setattr(resuming, "EVERY", 0.01)


@pytest.fixture
def core(server: WireServer) -> Core:
    made = Core()
    made.watch(str(server.channel("general").id))
    return made


async def say(server: WireServer, *words: str) -> None:
    """Let Mei write, a second apart."""
    for word in words:
        await server.person("mei").write("general", word)
        server.clock.advance(timedelta(seconds=1))


def counted(core: Core) -> int:
    """Return how many messages came, each time they came."""
    return sum(isinstance(one, MessageSeen) for one in core.events)


async def test_a_connection_that_breaks_is_resumed(server: WireServer, core: Core) -> None:
    async with serving_doors(server, core, Notebook()):
        await say(server, "one")
        await until(core.texts)
        await server.gateway.drop()
        await say(server, "two", "three")
        await until(lambda: len(core.texts()) == 3)
        await until(lambda: core.caught_up)
    assert core.texts() == ["one", "two", "three"]
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
    assert counted(core) == 3
    assert True in core.busy


@pytest.mark.parametrize("code", [1000, 4000, 4009])
async def test_a_connection_that_discord_closes_is_resumed(
    server: WireServer, core: Core, code: int
) -> None:
    async with serving_doors(server, core, Notebook()):
        await server.gateway.close(code)
        await until(lambda: server.gateway.connected)
        await say(server, "one")
        await until(core.texts)
    assert core.texts() == ["one"]


async def test_discord_asks_to_connect_anew(server: WireServer, core: Core) -> None:
    async with serving_doors(server, core, Notebook()):
        server.gateway.ask_to_reconnect()
        await until(lambda: server.gateway.resumed)
        await say(server, "one")
        await until(core.texts)
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)


async def test_after_an_invalid_session_what_was_missed_is_read_back(
    server: WireServer, core: Core
) -> None:
    async with serving_doors(server, core, Notebook()):
        await say(server, "one")
        await until(core.texts)
        server.gateway.forget_sessions()
        await server.gateway.drop()
        await say(server, "two")
        await until(lambda: server.gateway.identified == 2)
        await say(server, "three")
        await until(lambda: len(core.texts()) == 3)
        await until(lambda: core.caught_up)
    assert sorted(core.texts()) == ["one", "three", "two"]


async def test_an_invalid_session_that_can_be_resumed_is(server: WireServer, core: Core) -> None:
    async with serving_doors(server, core, Notebook()):
        server.gateway.invalidate(resumable=True)
        await until(lambda: server.gateway.resumed)
        await say(server, "one")
        await until(core.texts)
    assert server.gateway.identified == 1


async def test_a_restart_resumes_the_session(server: WireServer, core: Core) -> None:
    notes = Notebook()
    async with serving_doors(server, core, notes):
        await say(server, "one")
        await until(core.texts)
    await say(server, "two")
    assert server.gateway.sessions
    async with serving_doors(server, core, notes):
        await say(server, "three")
        await until(lambda: len(core.texts()) == 3)
    assert core.texts() == ["one", "two", "three"]
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
    assert counted(core) == 3
    assert len(server.recording.of("history")) == 1, "at the first start only"


async def test_threads_are_known_after_a_restart(server: WireServer, core: Core) -> None:
    notes = Notebook()
    async with serving_doors(server, core, notes):
        root = await server.person("mei").write("general", "one")
        thread = await server.person("mei").open_thread("general", "A thread", root=root)
        await until(core.texts)
    async with serving_doors(server, core, notes):
        await server.person("tom").write(thread, "two")
        await server.person("tom").write("random", "three")
        await until(lambda: len(core.texts()) == 2)
    seen = [one for one in core.events if isinstance(one, MessageSeen)]
    assert seen[-1].message.place.thread == str(thread.id)
    assert server.gateway.identified == 1


async def test_a_kill_loses_and_doubles_nothing(server: WireServer, core: Core) -> None:
    notes = Notebook()
    async with serving_doors(server, core, notes, kill=True):
        await say(server, "one")
        await until(core.texts)
        await until(lambda: _noted(notes) == _told(server))
        notes.dead = True
        await say(server, "two")
        await until(lambda: len(core.texts()) == 2)
    await say(server, "three")
    async with serving_doors(server, core, notes):
        await until(lambda: len(core.texts()) == 3)
    assert core.texts() == ["one", "two", "three"]
    assert counted(core) == 4, "two came again, as what was known before"
    assert server.gateway.resumed == 1


async def test_what_is_noted_is_never_ahead_of_what_is_kept(server: WireServer, core: Core) -> None:
    notes = Notebook()
    async with serving_doors(server, core, notes, kill=True):
        await say(server, "one")
        await until(core.texts)
        await until(lambda: _noted(notes) == _told(server))
        core.failures = 1_000_000
        await say(server, "two")
        await until(lambda: core.failures < 1_000_000)
        assert _noted(notes) < _told(server)
    core.failures = 0
    async with serving_doors(server, core, notes):
        await until(lambda: len(core.texts()) == 2)
    assert core.texts() == ["one", "two"]


@pytest.mark.parametrize("forgotten", [True, False])
async def test_after_a_long_downtime_everything_is_read_back(
    server: WireServer, core: Core, forgotten: bool
) -> None:
    notes = Notebook()
    async with serving_doors(server, core, notes):
        await say(server, "one")
        await until(core.texts)
    if forgotten:
        server.gateway.forget_sessions()
    else:
        server.clock.advance(timedelta(hours=5))
    await say(server, "two", "three")
    async with serving_doors(server, core, notes):
        await until(lambda: len(core.texts()) == 3)
    assert core.texts() == ["one", "two", "three"]
    assert (server.gateway.identified, server.gateway.resumed) == (2, 0)


async def test_a_gap_outlives_a_process_that_dies_while_reading_it(
    server: WireServer, core: Core
) -> None:
    notes = Notebook()
    async with serving_doors(server, core, notes):
        await say(server, "one")
        await until(core.texts)
    server.gateway.forget_sessions()
    await say(server, "two")
    held = server.faults.add("history", "delay")
    with pytest.raises(AssertionError, match="nothing settled"):
        async with serving_doors(server, core, notes, patience=0.5):
            pass
    held.gate.set()
    await say(server, "three")
    async with serving_doors(server, core, notes):
        await until(lambda: len(core.texts()) == 3)
    assert sorted(core.texts()) == ["one", "three", "two"]


async def test_a_gateway_that_moved_is_found_at_home(server: WireServer, core: Core) -> None:
    notes = Notebook()
    async with serving_doors(server, core, notes):
        await say(server, "one")
        await until(core.texts)
    told = json.loads(notes.texts[resuming.NOTE])
    notes.texts[resuming.NOTE] = json.dumps({**told, "gateway": "ws://127.0.0.1:9/resume"})
    await say(server, "two")
    async with serving_doors(server, core, notes):
        await until(lambda: len(core.texts()) == 2)
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)


async def test_a_note_of_somebody_else_s_session_is_none(server: WireServer, core: Core) -> None:
    notes = Notebook({resuming.NOTE: '{"account": "1", "at": "2026-10-05T08:00:00+00:00"}'})
    async with serving_doors(server, core, notes):
        assert server.gateway.identified == 1


async def test_fast_talk_waits_where_it_is_and_nothing_is_lost(
    server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 50
    monkeypatch.setattr(inbox, "Buffer", lambda: Buffer(most))
    async with serving_doors(server, core, Notebook()) as (_, served):
        core.failures = 1
        for number in range(3000):
            await server.person("mei").write("general", str(number))
        await until(lambda: len(served.waiting) >= most)
        assert len(served.waiting) <= 2 * most  # a batch that is being kept takes no room
        await until(lambda: counted(core) == 3000)
    assert core.texts() == [str(number) for number in range(3000)]
    assert max(core.batches) <= most
    assert server.gateway.resumed == 0


async def test_heartbeats_go_on_while_nothing_is_said() -> None:
    async with (
        running(WORLD, Settings(heartbeat=0.05)) as server,
        serving_doors(server, Core(), Notebook()),
    ):
        await until(lambda: server.gateway.beats > 3)
        assert server.gateway.identified == 1


@pytest.mark.parametrize(
    ("privileged", "remedy"),
    [((), "Message Content Intent"), (("members",), "Server Members Intent")],
)
async def test_missing_intents_are_named(
    server: WireServer, core: Core, privileged: tuple[str, ...], remedy: str
) -> None:
    server.state.privileged = privileged
    with pytest.raises(CannotSendError, match=remedy):
        async with serving_doors(server, core, Notebook()):
            pass


async def test_a_wrong_token_is_refused_with_a_remedy(server: WireServer, core: Core) -> None:
    server.token = "another"
    with pytest.raises(CannotSendError, match="Developer Portal"):
        async with serving_doors(server, core, Notebook()):
            pass


def _noted(notes: Notebook) -> int:
    return int(json.loads(notes.texts.get(resuming.NOTE, '{"sequence": -1}'))["sequence"])


def _told(server: WireServer) -> int:
    """Return the number of the newest event that the only session was told."""
    (session,) = server.gateway.sessions.values()
    return session.seq
