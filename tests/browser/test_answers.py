"""Buttons and selects: what they answer, whom, and what happens when nobody answers."""

import pytest
from playwright.async_api import expect

from tests.support.browser import ChatPage, Opening
from tests.support.playclass import PlayClass

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_button_answers_only_whoever_pressed_it(chat: ChatPage, window: Opening) -> None:
    await chat.open("amara")
    async with window() as other:
        await other.open("devi")
        await chat.press("I'm coming")
        answer = chat.message("You told us that you are coming.")
        await expect(answer).to_contain_text("Only you can see this")
        await other.say("And me?")
        await expect(other.message("And me?")).to_be_visible()
        await expect(other.message("You told us")).to_have_count(0)
    await chat.menu("You told us", "Put away")
    await expect(answer).to_have_count(0)


async def test_a_choice_changes_the_poll_for_everyone(chat: ChatPage, window: Opening) -> None:
    await chat.open("amara", "live")
    async with window() as other:
        await other.open("devi", "live")
        await chat.choose("Your answer", "Both")
        await expect(other.message("Poll")).to_contain_text("who was in the room1")
        await other.press("Yes")
        await expect(chat.message("Poll")).to_contain_text("Yes, it did1")
        await expect(other.page.get_by_role("button", name="Yes", exact=True)).to_be_focused()


async def test_a_silent_bot_is_asked_again_as_the_same_interaction(
    chat: ChatPage, playclass: PlayClass
) -> None:
    playclass.core.silent = True
    playclass.server.people.interactions.deadline = 0.2
    await chat.open("amara")
    await chat.press("I'm coming")
    alert = chat.page.get_by_role("alert")
    await expect(alert).to_contain_text("Homeroom did not answer")
    playclass.core.silent = False
    playclass.server.people.interactions.deadline = 5
    await alert.get_by_role("button", name="Try again").click()
    await expect(chat.message("You told us that you are coming.")).to_have_count(1)
    first, second = playclass.core.calls
    assert first.id == second.id


async def test_confidential_answers_say_so(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.command("/class progress ")
    await expect(chat.message("Your week 2")).to_contain_text("Confidential: only you can see this")
    await expect(chat.message("Your week 2")).to_contain_text("via /class progress")


async def test_a_restart_of_the_bot_is_told_and_ends(chat: ChatPage, playclass: PlayClass) -> None:
    await chat.open("amara")
    banner = chat.page.locator("#restarting")
    await expect(banner).to_be_hidden()
    async with playclass.gone():
        await expect(banner).to_contain_text("Homeroom is restarting")
        await chat.say("We can still talk")
        await expect(chat.message("We can still talk")).to_be_visible()
    await expect(banner).to_be_hidden()


async def test_a_message_s_menu_holds_what_one_s_role_may_do(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.say("Here is a thought")
    await chat.menu("Here is a thought", "Make this a question")
    await expect(chat.page.get_by_role("menuitem", name="Mark for the recap")).to_have_count(0)
    await expect(chat.message("Only you can see this")).to_have_count(1)


async def test_a_choice_keeps_the_focus_though_its_message_changed_meanwhile(
    chat: ChatPage, window: Opening
) -> None:
    await chat.open("amara", "live")
    select = chat.page.locator("#messages").get_by_role("button", name="Your answer")
    await select.click()
    async with window() as other:
        await other.open("devi", "live")
        await other.press("Yes")
        await expect(chat.message("Poll")).to_contain_text("Yes, it did1")
    await chat.page.keyboard.press("Escape")
    await expect(chat.page.get_by_role("menu")).to_have_count(0)
    await expect(select).to_be_focused()
