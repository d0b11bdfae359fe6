"""The gradebooks that are reached over the network."""

from collections.abc import AsyncIterator

import pytest

from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.reached import Reached, reached


@pytest.fixture(params=[FakeMoodle, FakeCanvas])
async def gradebook(request: pytest.FixtureRequest) -> AsyncIterator[Reached]:
    """Serve each of the gradebooks."""
    async with reached(request.param()) as opened:
        yield opened
