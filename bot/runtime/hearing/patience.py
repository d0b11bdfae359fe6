"""Doing what must be done, however often it fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.runtime.hearing.errors import LOG, kind_of

T = TypeVar("T")
FIRST_WAIT = 0.2
LONGEST_WAIT = 5.0


async def insist(what: str, act: Callable[[], Awaitable[T]]) -> T:
    """Do something again, with growing waits, until it raises no error; return what it returns."""
    wait = FIRST_WAIT
    while True:
        try:
            return await act()
        except Exception as error:
            LOG.error("%s failed and is tried again: %s", what, kind_of(error))
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)
