"""What the real bot shows is for everyone: axe finds nothing serious, and a phone holds it."""

import pytest
from playwright.async_api import Browser, expect

from tests.support.browser import DESKTOP, PHONE, ChatPage, chat_page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LOOKS = ((DESKTOP, False), (DESKTOP, True), (PHONE, False))
"""Window sizes, each light or dark."""


async def test_axe_finds_nothing_serious_in_what_the_bot_shows(browser: Browser, demo: str) -> None:
    async with chat_page(browser, demo) as week:
        await week.open("nomvula")
        await week.walk_until("Sep 22, 15:45")
        await _staffs_acts(week)
        await _a_student_asks(week)
        await week.jump("To Monday")
        await week.walk_until("Sep 28, 06:00")
    for size, dark in LOOKS:
        async with chat_page(browser, demo, size, dark=dark) as week:
            for place in ("announcements", "live", "recaps", "discussions", "staff"):
                await _is_clean(week, "nomvula", place)
            for place in ("announcements", "recaps"):
                await _is_clean(week, "caroline", place)


async def _is_clean(week: ChatPage, account: str, place: str) -> None:
    await week.open(account, place)
    await expect(week.page.locator("#messages > li.message").first).to_be_visible()
    assert await week.serious() == [], (account, place)
    assert not await week.overflows(), (account, place)


async def _staffs_acts(week: ChatPage) -> None:
    """Leave private answers of every shape behind for staff."""
    await week.go("staff")
    await week.press("Who is here")
    await expect(week.told("Attendance of")).to_be_visible()
    await week.command("/class session polls")
    await expect(week.told("Add a note")).to_be_visible()
    await week.command("/class roster show")
    await expect(week.told("Roster of")).to_be_visible()
    await week.press("End the session", "Check-in code")
    await week.press("Publish", "Draft recap")


async def _a_student_asks(week: ChatPage) -> None:
    """Leave private answers of every shape behind for a student, and read their forms."""
    await week.be("Caroline Delacroix-Hayes")
    await week.go("recaps")
    await week.press("Make it up", "Seminar 1")
    await week.press("Start")
    await expect(week.dialog("Make-up")).to_be_visible()
    assert await week.serious() == [], "make-up"
    await week.page.keyboard.press("Escape")
    await week.command("/class archive greeting")
    await expect(week.told("Archive")).to_be_visible()
    await week.go("announcements")
    await week.press("Answer", "Welcome to")
    await expect(week.dialog("Where and when")).to_be_visible()
    assert await week.serious() == [], "survey"
    await week.page.keyboard.press("Escape")
    for asked, says in (
        ("progress", "Your participation"),
        ("me", "stores about you"),
        ("reminders", "Your reminders"),
        ("help", "/class"),
    ):
        await week.command(f"/class {asked}")
        await expect(week.told(says)).to_be_visible()
