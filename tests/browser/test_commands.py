"""The command line: found, completed and filled in without a mouse."""

import pytest
from playwright.async_api import expect

from tests.support.browser import ChatPage
from tests.support.playclass import PlayClass

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_slash_lists_the_commands_one_may_give(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.type_command("/")
    names = chat.page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(names).to_have_count(5)
    await expect(names.first).to_contain_text("Ask a question, with your name or anonymously")
    await chat.be("Nomvula Brandt")
    await chat.type_command("/start")
    await expect(names).to_contain_text(["/class session start"])


async def test_a_command_is_completed_and_its_value_suggested(
    chat: ChatPage, playclass: PlayClass
) -> None:
    keys = chat.page.keyboard
    await chat.open("amara")
    await chat.type_command("/ti")
    line = chat.page.locator("#composer").get_by_role("combobox")
    await expect(line).to_have_attribute("aria-expanded", "true")
    await keys.press("Enter")
    await keys.type("ki")
    await expect(chat.page.get_by_role("option", name="Kathmandu")).to_have_count(0)
    await expect(chat.page.get_by_role("option", name="Kigali")).to_be_visible()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await keys.press("Enter")
    await expect(chat.message("You are in City/Kigali.")).to_be_visible()
    await expect(chat.page.locator("#write")).to_be_focused()
    assert playclass.core.calls[-1].options == {"city": "City/Kigali"}


async def test_a_command_typed_to_its_end_is_understood(
    chat: ChatPage, playclass: PlayClass
) -> None:
    await chat.open("amara")
    await chat.command("/class ask Why is it so quiet? anonymous:yes")
    await expect(chat.message("You asked: Why is it so quiet?")).to_be_visible()
    assert playclass.core.calls[-1].options == {
        "text": "Why is it so quiet?",
        "anonymous": "yes",
    }


async def test_a_command_pasted_whole_is_understood(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.page.locator("#write").fill("/class ask Why?")
    await chat.page.keyboard.press("Enter")
    await expect(chat.message("You asked: Why?")).to_be_visible()


async def test_what_a_command_still_needs_is_said(chat: ChatPage, playclass: PlayClass) -> None:
    await chat.open("amara")
    await chat.type_command("/class ask ")
    await chat.page.keyboard.press("Enter")
    await expect(chat.page.locator("#composer")).to_contain_text("Please add text: your question.")
    await chat.page.keyboard.press("Escape")
    await chat.page.keyboard.press("Escape")
    await expect(chat.page.locator("#write")).to_be_focused()
    assert playclass.core.calls == []


async def test_words_that_are_no_command_are_answered_by_the_bot(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.command("/class frobnicate")
    await expect(chat.message("Only you can see this")).to_contain_text("frobnicate")


async def test_words_after_a_command_that_needs_none_go_to_its_first_parameter(
    chat: ChatPage, playclass: PlayClass
) -> None:
    await chat.open("amara")
    await chat.command('/class ask text:"Why so quiet?"')
    await expect(chat.message("You asked: Why so quiet?")).to_be_visible()
    await chat.command("/class progress why:yes")
    await expect(chat.message("Confidential")).to_be_visible()
    assert playclass.core.calls[-1].options == {"why": "yes"}


async def test_the_only_thing_that_fits_is_what_was_meant(
    chat: ChatPage, playclass: PlayClass
) -> None:
    await chat.open("amara")
    await chat.type_command("/class timezone ki")
    async with chat.page.expect_response("**/api/suggest*"):
        await chat.page.keyboard.type("g")
    await expect(chat.page.get_by_role("option")).to_have_text(["Kigali"])
    await chat.page.keyboard.press("Enter")
    await expect(chat.message("You are in City/Kigali.")).to_be_visible()
    assert playclass.core.calls[-1].options == {"city": "City/Kigali"}
