"""The small Slack and a core that answers as it is told; nobody waits for the next try."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.slack.answering import replies
from tests.support.discord.core import Core
from tests.support.slack.asked import CHART, TABLE, serving, small
from tests.support.slack.server import WireServer
from tests.support.slack.serving import WAYS


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for the next try."""
    monkeypatch.setattr(replies, "PAUSE", 0.01)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run the small Slack."""
    async with small() as made:
        yield made


@pytest.fixture(params=WAYS)
async def core(server: WireServer, request: pytest.FixtureRequest) -> AsyncIterator[Core]:
    """Serve a core that answers as it is told."""
    async with serving(server, request.param, {"f1": CHART, "f2": TABLE}) as made:
        yield made
