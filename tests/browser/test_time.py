"""The time bar: the course's clock, moved by hand, and what follows from it."""

import pytest
from playwright.async_api import expect

from tests.support.browser import ChatPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_both_clocks_are_in_view(chat: ChatPage) -> None:
    await chat.open("devi")
    bar = chat.page.locator("#timebar")
    await expect(bar).to_contain_text("Mon, Oct 5, 08:30 Berlin")
    await expect(bar).to_contain_text("Mon 12:15 Kathmandu")
    await expect(bar).to_contain_text("Next event in 30 hours (Tue 14:00)")


async def test_the_next_event_happens_and_everyone_sees_it(chat: ChatPage) -> None:
    await chat.open("devi", "live")
    await chat.jump("To the next event")
    await expect(chat.message("Starts in an hour.")).to_be_visible()
    await expect(chat.page.locator("#course-time")).to_have_text("Tue, Oct 6, 14:00")
    await chat.jump("An hour on")
    await expect(chat.message("The session has begun.")).to_be_visible()
    await expect(chat.page.locator("#next-event")).to_have_text("Nothing else is due")


async def test_relative_times_follow_the_course_s_clock(chat: ChatPage) -> None:
    await chat.open("devi")
    told = chat.message("Seminar 3").locator("time[data-relative]")
    await expect(told).to_have_text("in 31 hours")
    await chat.jump("An hour on")
    await expect(told).to_have_text("in 30 hours")
    await chat.jump("To Monday")
    await expect(told).to_have_text("5 days ago")


async def test_real_time_runs_and_stops(chat: ChatPage) -> None:
    await chat.open("devi")
    real = chat.page.locator("#real-time")
    await real.click()
    await expect(real).to_have_text("Stop")
    await expect(real).to_have_attribute("aria-pressed", "true")
    await real.click()
    await expect(real).to_have_text("Real time")
