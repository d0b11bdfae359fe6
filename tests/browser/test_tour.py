"""The first tour: ten steps that lead there, put away and taken out again."""

import pytest
from playwright.async_api import expect

from tests.support.browser import ChatPage, Opening

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_tour_names_the_ten_steps_of_the_week(chat: ChatPage) -> None:
    await chat.page.goto(chat.address)
    tour = chat.page.get_by_role("complementary", name="A class week in ten steps")
    await expect(tour.locator(".tour-step")).to_have_count(10)
    await expect(tour).to_contain_text("0 of 10")


async def test_a_step_leads_to_its_person_place_and_command(chat: ChatPage) -> None:
    await chat.page.goto(f"{chat.address}/?as=devi")
    await chat.page.get_by_role("button", name="Show me").click()
    await expect(chat.page.locator("#me-name")).to_have_text("Nomvula Brandt")
    note = chat.page.get_by_role("note", name="A course")
    await expect(note).to_contain_text("Press Enter")
    await expect(chat.page.locator("#composer").get_by_role("combobox")).to_be_focused()
    await note.get_by_role("button", name="Done with this step").click()
    await expect(chat.page.locator("#tour")).to_contain_text("1 of 10")


async def test_it_is_put_away_for_good_and_taken_out_again(chat: ChatPage) -> None:
    await chat.page.goto(chat.address)
    await chat.page.get_by_role("button", name="Put the tour away").click()
    await expect(chat.page.locator("#tour-button")).to_be_focused()
    await chat.page.reload()
    await expect(chat.page.locator("#me-name")).not_to_be_empty()
    await expect(chat.page.locator("#tour")).to_be_hidden()
    await chat.page.locator("#tour-button").click()
    await expect(chat.page.locator("#tour")).to_be_visible()


async def test_a_step_walks_to_when_it_happens(chat: ChatPage) -> None:
    await chat.page.goto(f"{chat.address}/?as=devi#/live")
    await chat.page.locator("#tour").get_by_role("button", name="The live session").click()
    await chat.page.get_by_role("button", name="Walk to Tue 15:00").click()
    await expect(chat.page.locator("#course-time")).to_have_text("Tue, Oct 6, 15:00")
    await expect(chat.message("The session has begun.")).to_be_visible()


async def test_where_the_tour_would_lie_over_what_it_shows_it_steps_aside(window: Opening) -> None:
    async with window(size=(900, 700)) as chat:
        await chat.open("amara")
        await chat.page.get_by_role("button", name="The class week in ten steps").click()
        await chat.page.get_by_role("button", name="Show me").click()
        await expect(chat.page.get_by_role("note")).to_be_visible()
        await expect(chat.page.locator("#tour")).to_be_hidden()
        await chat.page.get_by_role("button", name="Done with this step").click()
        await expect(chat.page.locator("#tour")).to_contain_text("1 of 10")
