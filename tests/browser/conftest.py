"""What the browser tests share: one Chromium, and for each test a class of its own.

`playclass` is a small class with made-up answers; `demo` is `homeroom demo` itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.support.browser import ChatPage, Opening, chat_page, chromium
from tests.support.demo import running_demo
from tests.support.playclass import PlayClass, playing


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def playclass() -> AsyncIterator[PlayClass]:
    async with playing() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def chat(browser: Browser, playclass: PlayClass) -> AsyncIterator[ChatPage]:
    async with chat_page(browser, playclass.server.address) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[str]:
    async with running_demo() as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def week(browser: Browser, demo: str) -> AsyncIterator[ChatPage]:
    async with chat_page(browser, demo) as one:
        yield one


@pytest.fixture
def window(browser: Browser, playclass: PlayClass) -> Opening:
    """Open further windows: `async with window(size=PHONE, dark=True) as chat`."""
    return partial(chat_page, browser, playclass.server.address)
