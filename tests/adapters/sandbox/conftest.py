"""What the sandbox's tests share: a server, a session, and the people of the class."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import ClientSession

from adapters.sandbox.server.app import SandboxServer
from tests.support.sandbox import Person, running


@pytest.fixture
async def server() -> AsyncIterator[SandboxServer]:
    async with running() as one:
        yield one


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as one:
        yield one


@pytest.fixture
def person(server: SandboxServer, session: ClientSession) -> Callable[[str], Person]:
    return lambda account: Person(session, server.address, account)
