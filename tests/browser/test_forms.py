"""Forms of several pages, by keyboard alone."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.support.browser import ChatPage
from tests.support.playclass import PlayClass

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_form_of_three_pages_is_filled_by_keyboard(
    chat: ChatPage, playclass: PlayClass, tmp_path: Path
) -> None:
    keys = chat.page.keyboard
    await chat.open("devi")
    await chat.page.get_by_role("button", name="Answer the questions").focus()
    await keys.press("Enter")
    await expect(chat.dialog("Your week")).to_contain_text("Page 1 of 3")
    await keys.type("Kathmandu")
    await keys.press("Enter")
    follow = chat.page.get_by_role("button", name="Continue")
    await expect(follow).to_be_focused()
    await keys.press("Enter")
    await expect(chat.dialog("Your week")).to_contain_text("Page 2 of 3")
    await expect(chat.page.get_by_role("checkbox", name="Night")).to_be_checked()
    await keys.press("Tab")
    await keys.press("Space")
    await keys.press("Tab")
    await keys.press("Tab")
    await keys.press("Space")
    await keys.press("Enter")
    await expect(chat.message("Page 2 is saved.")).to_be_visible()
    assert playclass.core.answered["hours"] == "night\nmorning"
    assert playclass.core.answered["line"] == "good"
    await expect(follow.last).to_be_focused()
    await keys.press("Enter")
    photo = tmp_path / "view.txt"
    photo.write_text("A mountain")
    await chat.page.get_by_label("A picture of your view").set_input_files(photo)
    await chat.page.get_by_label("Your first language").select_option("Language 4")
    await chat.page.get_by_label("Your favorite place").select_option("live")
    await chat.page.get_by_role("button", name="Save").press("Enter")
    await expect(chat.message("All three pages are saved.")).to_be_visible()
    assert playclass.core.calls[-1].files["photo"].content == b"A mountain"
    assert playclass.core.answered["corner"] == "live"


async def test_what_is_missing_is_said_beside_its_field(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.press("Answer the questions")
    await chat.page.get_by_role("button", name="Save").click()
    city = chat.page.get_by_label("Where are you?")
    await expect(city).to_be_focused()
    await expect(city).to_have_attribute("aria-invalid", "true")
    await expect(chat.dialog()).to_contain_text("Please fill this in.")
    await city.fill("Lagos")
    await expect(city).not_to_have_attribute("aria-invalid", "true")


async def test_what_was_typed_survives_closing_the_form(chat: ChatPage) -> None:
    await chat.open("amara")
    opener = chat.page.get_by_role("button", name="Answer the questions")
    await opener.click()
    await chat.page.get_by_label("What do you wish for?").fill("More breaks")
    await chat.page.keyboard.press("Escape")
    await expect(opener).to_be_focused()
    await opener.click()
    await expect(chat.page.get_by_label("What do you wish for?")).to_have_value("More breaks")


async def test_a_refused_form_stays_open_and_says_why(chat: ChatPage, playclass: PlayClass) -> None:
    await chat.open("amara")
    await chat.press("Answer the questions")
    city = chat.page.get_by_label("Where are you?")
    await city.fill("Nowhere")
    save = chat.page.get_by_role("button", name="Save")
    await save.click()
    await expect(chat.dialog().get_by_role("alert")).to_have_text("No city is called Nowhere.")
    await expect(city).to_have_value("Nowhere")
    await expect(chat.message("No city is called Nowhere.")).to_have_count(0)
    await city.fill("Lagos")
    await save.click()
    await expect(chat.dialog()).to_have_count(0)
    assert playclass.core.answered["city"] == "Lagos"


async def test_how_much_too_long_an_answer_is_stands_beside_it(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.press("Answer the questions")
    wishes = chat.page.get_by_label("What do you wish for?")
    await wishes.fill("a" * 190)
    await expect(chat.dialog()).to_contain_text("10 left")
    await wishes.fill("a" * 210)
    await expect(chat.dialog()).to_contain_text("10 too long")
