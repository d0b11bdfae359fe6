"""The picture of the sandbox that the README shows, taken by the test that lives through a week.

`make picture` sets the file it goes to; without it the test runs the same way and takes none.
"""

from __future__ import annotations

import os

from playwright.async_api import Locator

from tests.support.browser import ChatPage

VARIABLE = "HOMEROOM_PICTURE"
LARGEST = 300_000
"""Bytes that a README may ask of a slow line."""


async def picture(chat: ChatPage, top: Locator) -> None:
    """Take the picture with `top` at the list's upper edge, if one is wanted."""
    name = os.environ.get(VARIABLE)
    if not name:
        return
    await chat.page.mouse.move(0, 0)
    await top.evaluate("node => node.scrollIntoView({block: 'start'})")
    await chat.page.evaluate("document.activeElement.blur()")
    taken = await chat.page.screenshot(path=name, animations="disabled", caret="hide")
    assert len(taken) <= LARGEST, f"{name} has {len(taken)} bytes"
