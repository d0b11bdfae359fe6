"""The wire server that speaks as Discord does, and that everything asked of it was right."""

from collections.abc import AsyncIterator

import pytest

from tests.support.discord.server import WireServer, running
from tests.support.discord.serving import WORLD


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    async with running(WORLD) as one:
        yield one
        assert one.refused == []
        assert one.unknown == []
