"""A student finds out why last week gave 1 of 2, and gets it corrected: a command, five presses."""

import pytest
from playwright.async_api import expect

from tests.support.browser import ChatPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
STUDENT = "Lukas Bährenfeld"
STAFF = "Nomvula Brandt"


async def test_why_last_week_gave_one_of_two_and_its_correction(week: ChatPage) -> None:
    await week.open("nomvula")
    for _ in ("before the term", "the first week"):
        await week.jump("To Monday")
    await week.be(STUDENT)
    await week.command("/class progress")
    await week.press("Week 1")
    last = week.told("Week 1: provisional")
    await expect(last).to_contain_text("1 of 2")
    await week.press("Why")
    reasons = week.told("Week 1, act by act")
    await expect(reasons).to_contain_text("Attended in “Seminar 1")
    await expect(reasons.get_by_role("button", name="That's not right").first).to_be_visible()
    await week.press("Something is missing")
    await week.dialog().get_by_label("Ask or answer three questions").check()
    await week.fill(When_and="I asked three in the seminar, aloud.")
    await week.submit("Send to staff")
    await expect(week.told("Staff have it")).to_be_visible()
    await _staff_credit_it(week)
    await week.be(STUDENT)
    await week.go("announcements")
    await week.command("/class progress")
    await week.press("Week 1")
    await expect(week.told("staff credited it")).to_contain_text("2 of 2")


async def _staff_credit_it(week: ChatPage) -> None:
    await week.be(STAFF)
    await week.go("staff")
    card = week.message("not right?")
    await expect(card).to_contain_text("I asked three in the seminar, aloud.")
    await expect(card).to_contain_text("Missing: Ask or answer three questions")
    await week.press("Credit it")
    await expect(week.told("Week 1 is 2 of 2.")).to_be_visible()
