"""What was typed and not sent yet: where it waits, and what takes it away."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from bot.chat.actions import action
from bot.chat.views import Button, View, controls
from bot.model.places import Place
from tests.support.browser import ChatPage
from tests.support.playclass import PlayClass
from tests.support.playviews import COURSE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def two_questions(playclass: PlayClass) -> None:
    """Post two buttons that open the same form about different things."""
    labels = {"monday": "About Monday", "tuesday": "About Tuesday"}
    buttons = [Button(label, action("note.form", COURSE, day)) for day, label in labels.items()]
    assert playclass.core.connection is not None
    platform = playclass.core.connection.platform
    await platform.post(Place("sandbox", "live"), View((controls(*buttons),)), "two", {})


async def test_a_form_s_draft_stays_with_what_it_is_about(
    chat: ChatPage, playclass: PlayClass
) -> None:
    await two_questions(playclass)
    await chat.open("amara", "live")
    words = chat.page.get_by_label("Your note")
    await chat.press("About Monday")
    await words.fill("It rained.")
    await chat.page.keyboard.press("Escape")
    await chat.press("About Tuesday")
    await expect(words).to_have_value("As it was")
    await chat.page.keyboard.press("Escape")
    await chat.press("About Monday")
    await expect(words).to_have_value("It rained.")


async def test_a_changed_answer_survives_closing_the_form_and_a_reload(
    chat: ChatPage, playclass: PlayClass
) -> None:
    await two_questions(playclass)
    await chat.open("amara", "live")
    words = chat.page.get_by_label("Your note")
    await chat.press("About Monday")
    await words.fill("")
    await chat.page.keyboard.press("Escape")
    await chat.press("About Monday")
    await expect(words).to_have_value("")
    await words.fill("It rained.")
    await chat.page.reload()
    await chat.press("About Monday")
    await expect(words).to_have_value("It rained.")
    await chat.submit("Keep it")
    await chat.press("About Monday")
    await expect(words).to_have_value("As it was")


async def test_a_command_in_between_takes_no_words_away(chat: ChatPage) -> None:
    write = chat.page.locator("#write")
    await chat.open("amara")
    await write.fill("Half a thought")
    await chat.page.get_by_role("button", name="Commands").click()
    await chat.page.keyboard.press("Escape")
    await expect(write).to_have_value("Half a thought")
    await chat.page.get_by_role("button", name="Commands").click()
    await chat.page.keyboard.type("class ask Why?")
    await chat.page.keyboard.press("Enter")
    await expect(chat.message("You asked: Why?")).to_be_visible()
    await expect(write).to_have_value("Half a thought")


async def test_a_draft_survives_a_reload(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.page.locator("#write").fill("Half a thought")
    await chat.page.reload()
    await expect(chat.page.locator("#write")).to_have_value("Half a thought")
    await chat.say("A whole thought")
    await chat.page.reload()
    await expect(chat.message("A whole thought")).to_be_visible()
    await expect(chat.page.locator("#write")).to_have_value("")


async def test_what_is_typed_while_a_message_is_on_its_way_stays(chat: ChatPage) -> None:
    held, go_on = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        if route.request.method == "POST":
            held.set()
            await go_on.wait()
        await route.continue_()

    await chat.open("amara", "discussions")
    await chat.page.route("**/api/places/discussions/messages*", late)
    write = chat.page.locator("#write")
    await write.fill("First.")
    await chat.page.keyboard.press("Enter")
    await held.wait()
    await chat.page.keyboard.type(" And second")
    await chat.go("live")
    await write.fill("Elsewhere")
    go_on.set()
    await expect(chat.place("discussions")).to_be_visible()
    await chat.go("discussions")
    await expect(chat.message("First.")).to_be_visible()
    await expect(write).to_have_value("And second")
    await chat.go("live")
    await expect(write).to_have_value("Elsewhere")
