"""The small Discord and a core that answers as it is told; nobody waits for the next try."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.discord.answering import replies
from tests.support.discord.asking import asking
from tests.support.discord.core import Core, Notebook, until
from tests.support.discord.server import Settings, WireServer, running
from tests.support.discord.serving import WORLD, serving_doors


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for the next try."""
    monkeypatch.setattr(replies, "PAUSE", 0.01)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run the small Discord; whatever is asked of it has to be as Discord wants it."""
    async with running(WORLD, Settings(patience=20.0)) as one:
        yield one
        assert one.refused == []
        assert one.unknown == []


@pytest.fixture
async def core(server: WireServer) -> AsyncIterator[Core]:
    """Return a core that serves, once its commands are there."""
    made = Core(commands=asking())
    async with serving_doors(server, made, Notebook()):
        await until(lambda: server.recording.of("commands"))
        await until(lambda: server.state.commands.get(None))
        yield made
