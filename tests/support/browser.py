"""The sandbox's page as a person uses it: open places, write, press, choose, fill in forms.

Every act goes through what is on the screen, by its name or role, as a reader of the page or of
its accessibility tree would find it. Waiting is Playwright's own: until it is there, or it fails.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP = (1280, 800)
PHONE = (360, 740)
FURTHEST = 120
"""Events to walk before what one waits for has to have come."""
PATIENCE = 30_000
"""Milliseconds to wait for what should be there at once, on a busy machine."""


expect.set_options(timeout=PATIENCE)

Opening = Callable[..., AbstractAsyncContextManager["ChatPage"]]
"""Opens a further window: `size`, `dark`."""


def missing(sentence: str) -> None:
    """Skip for want of a tool; in CI, which has to bring it, fail."""
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run the machine's own Chromium; skip with a word where there is none."""
    found = os.environ.get("HOMEROOM_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), ""
    )
    if not found:
        missing("no Chromium here: install it (Debian: apt install chromium) to drive the page")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


def axe_script() -> str:
    """Return axe-core's source, as the library that is pinned brings it."""
    found = resources.files("axe_playwright_python") / "axe.min.js"
    return found.read_text(encoding="utf-8")


@dataclass(slots=True)
class ChatPage:
    """One open page. `problems` holds what the browser's console complained about."""

    page: Page
    address: str
    problems: list[str] = field(default_factory=list)

    async def open(self, account: str, place: str = "announcements") -> None:
        """Open a place as a person, the tour put away; wait until the bot is there."""
        await self.page.add_init_script(
            "localStorage.getItem('homeroom.tour') ?? "
            "localStorage.setItem('homeroom.tour', '{\"open\": false}')"
        )
        await self.page.goto(f"{self.address}/?as={account}#/{place}")
        await expect(self.page.locator("#place-name")).to_have_text(place)
        await expect(self.page.locator("#messages")).to_be_attached()
        await expect(self.page.locator("#restarting")).to_be_hidden(timeout=2 * PATIENCE)

    async def be(self, name: str) -> None:
        """Be another person, found by name in the switch."""
        await self.page.locator("#me").click()
        search = self.page.get_by_role("combobox", name="Find a person")
        await search.fill(name)
        await self.page.get_by_role("option", name=name).first.click()
        await expect(self.page.locator("#me-name")).to_have_text(name)

    async def go(self, place: str) -> None:
        """Open a place on the left."""
        await self.place(place).click()
        await expect(self.page.locator("#place-name")).to_have_text(place)

    def place(self, name: str) -> Locator:
        """Return a place's link on the left."""
        return self.page.locator("#places").get_by_role("link", name=name)

    async def say(self, text: str) -> None:
        """Write a message into the open place."""
        await self.page.locator("#write").fill(text)
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator("#write")).to_have_value("")

    async def reply(self, text: str) -> None:
        """Write into the open thread."""
        await self.page.locator("#write-reply").fill(text)
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator("#write-reply")).to_have_value("")

    async def type_command(self, text: str) -> None:
        """Type a command letter by letter, as "/class ask Why?"; Enter is not pressed."""
        await self.page.locator("#write").click()
        await self.page.keyboard.type(text)

    async def command(self, text: str) -> None:
        """Type a command letter by letter and send it."""
        await self.type_command(text)
        await self.page.keyboard.press("Enter")
        sender = self.page.locator(":focus")
        if await sender.get_attribute("aria-label") == "Send the command":
            await self.page.keyboard.press("Enter")

    def message(self, text: str) -> Locator:
        """Return the messages of the open place that hold these words."""
        return self.page.locator("#messages > li.message").filter(has_text=text)

    def in_thread(self, text: str) -> Locator:
        """Return the messages of the open thread that hold these words."""
        return self.page.locator("#replies > li.message").filter(has_text=text)

    async def press(self, label: str, within: str = "") -> None:
        """Press the newest button of this name, in a message that holds `within`."""
        where = self.message(within) if within else self.page.locator("#messages")
        await where.get_by_role("button", name=label, exact=True).last.click()

    async def choose(self, select: str, choice: str) -> None:
        """Choose in a message's select."""
        await self.page.locator("#messages").get_by_role("button", name=select).last.click()
        await self.page.get_by_role("menuitemradio", name=choice).click()

    async def menu(self, text: str, entry: str) -> None:
        """Choose an entry of a message's own menu."""
        message = self.message(text).last
        await message.hover()
        await message.get_by_role("button", name="More about this message").click()
        await self.page.get_by_role("menuitem", name=entry).click()

    async def jump(self, label: str) -> None:
        """Press a button of the time bar and wait until time has arrived."""
        await self.page.locator("#jumps").get_by_role("button", name=label).click()
        await expect(self.page.locator("#walk")).to_be_hidden(timeout=2 * PATIENCE)

    async def walk_until(self, moment: str) -> None:
        """Press "To the next event" until the course's clock reads so, as "Sep 22, 15:00"."""
        clock = self.page.locator("#course-time")
        for _ in range(FURTHEST):
            await self.jump("To the next event")
            if moment in await clock.inner_text():
                return
        raise AssertionError(f"{moment} never came; it is {await clock.inner_text()}")

    def told(self, text: str) -> Locator:
        """Return the newest message that only the played person sees and that says this."""
        return self.message("only you can see this").filter(has_text=text).last

    async def fill(self, **answers: str) -> None:
        """Write into the open form's text fields, found by the beginning of their labels."""
        for label, words in answers.items():
            await self.dialog().get_by_label(label.replace("_", " ")).fill(words)

    async def submit(self, label: str) -> None:
        """Press a button of the open form and wait until it has closed."""
        await self.dialog().get_by_role("button", name=label, exact=True).click()
        await expect(self.dialog()).to_have_count(0)

    async def download(self, link: Locator) -> str:
        """Download a file and return its text."""
        async with self.page.expect_download() as download:
            await link.click()
        file = await (await download.value).path()
        return await asyncio.to_thread(file.read_text, encoding="utf-8-sig")

    def dialog(self, title: str = "") -> Locator:
        """Return the open dialog."""
        return self.page.get_by_role("dialog", name=title or None)

    async def serious(self) -> list[dict[str, Any]]:
        """Return what axe-core finds that is serious or critical on the page as it stands."""
        if not await self.page.evaluate("Boolean(window.axe)"):
            await self.page.evaluate(axe_script())
        found = await self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            {"rule": one["id"], "nodes": [node["html"][:200] for node in one["nodes"]]}
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]

    async def overflows(self) -> bool:
        """Whether the page is wider than its window."""
        return bool(
            await self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        )


@contextlib.asynccontextmanager
async def chat_page(
    browser: Browser, address: str, size: tuple[int, int] = DESKTOP, *, dark: bool = False
) -> AsyncIterator[ChatPage]:
    """Open a fresh window without memory; at its end the console must have been quiet."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        has_touch=size == PHONE,
    )
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    chat = ChatPage(page, address)
    page.on("pageerror", lambda error: chat.problems.append(str(error)))
    page.on("console", lambda said: _heard(chat, said.type, said.text))
    try:
        yield chat
    finally:
        await context.close()
    assert chat.problems == []


def _heard(chat: ChatPage, kind: str, text: str) -> None:
    """Keep errors; a refused request is no error of the page."""
    if kind == "error" and "Failed to load resource" not in text:
        chat.problems.append(text)
