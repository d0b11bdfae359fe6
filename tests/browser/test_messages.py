"""Messages: threads, edits, deletions, reactions, files, and words that stay words."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from bot.chat.views import say
from bot.model.people import Account
from tests.support.browser import ChatPage, Opening
from tests.support.playclass import PlayClass

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_reply_stands_in_its_thread_and_is_counted(
    chat: ChatPage, playclass: PlayClass, window: Opening
) -> None:
    root = await playclass.says("binh", "discussions", "Who speaks first?")
    await chat.open("amara", "discussions")
    async with window() as other:
        await other.open("binh", "discussions")
        await chat.message("Who speaks first?").hover()
        await chat.page.get_by_role("button", name="Reply in a thread").click()
        await expect(chat.page.locator("#write-reply")).to_be_focused()
        await chat.reply("The eldest.")
        await expect(chat.in_thread("The eldest.")).to_be_visible()
        await expect(chat.page.locator("#messages")).not_to_contain_text("The eldest.")
        await expect(other.message("Who speaks first?")).to_contain_text("1 reply")
        await expect(other.message("Who speaks first?")).to_contain_text("new")
    await chat.page.keyboard.press("Escape")
    await expect(chat.page.locator("#thread")).to_be_hidden()
    await chat.page.goto(f"{playclass.server.address}/#/discussions/{root}/{root}")
    await expect(chat.in_thread("The eldest.")).to_be_visible()


async def test_one_s_own_words_can_be_changed_and_taken_back(chat: ChatPage) -> None:
    await chat.open("amara", "discussions")
    await chat.say("A first daft")
    await chat.page.locator("#write").press("ArrowUp")
    await chat.page.get_by_label("Edit your message").fill("A first draft")
    await chat.page.keyboard.press("Enter")
    await expect(chat.message("A first draft")).to_contain_text("(edited)")
    await chat.menu("A first draft", "Delete")
    await chat.dialog().get_by_role("button", name="Delete").click()
    await expect(chat.message("A first draft")).to_have_count(0)


async def test_others_words_can_be_neither(chat: ChatPage, playclass: PlayClass) -> None:
    await playclass.says("binh", "discussions", "Mine")
    await chat.open("amara", "discussions")
    await chat.message("Mine").hover()
    await chat.page.get_by_role("button", name="More about this message").click()
    await expect(chat.page.get_by_role("menuitem", name="Copy link")).to_be_visible()
    await expect(chat.page.get_by_role("menuitem", name="Edit")).to_have_count(0)
    await expect(chat.page.get_by_role("menuitem", name="Delete")).to_have_count(0)


async def test_a_reaction_is_put_and_taken_off(chat: ChatPage, playclass: PlayClass) -> None:
    await playclass.says("binh", "discussions", "It rains.")
    await chat.open("amara", "discussions")
    await chat.message("It rains.").hover()
    await chat.page.get_by_role("button", name="Add a reaction").click()
    await chat.page.get_by_role("menuitem", name="thumbs up").click()
    mine = chat.page.get_by_role("button", name="thumbs up, 1: Amara Okafor")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await mine.click()
    await expect(mine).to_have_count(0)


async def test_words_are_never_markup(chat: ChatPage, playclass: PlayClass) -> None:
    words = "<img src=x onerror=alert(1)> **bold** javascript:alert(1) https://example.edu/a?b=1."
    await playclass.says("binh", "discussions", words)
    await chat.open("amara", "discussions")
    said = chat.message("onerror")
    await expect(said.locator(".words")).to_have_text(words)
    await expect(said.locator("img")).to_have_count(0)
    link = said.locator(".words a")
    await expect(link).to_have_attribute("href", "https://example.edu/a?b=1")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await chat.go("recaps")
    await expect(chat.message("A trap").get_by_role("link", name="not a link")).to_have_count(0)


async def test_a_file_goes_with_a_message_and_comes_back(chat: ChatPage, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Three things I heard")
    await chat.open("amara", "discussions")
    await chat.page.locator("#composer input[type=file]").set_input_files(notes)
    await chat.say("My notes")
    async with chat.page.expect_download() as download:
        await chat.message("My notes").get_by_role("link", name="notes.txt").click()
    assert (await download.value).suggested_filename == "notes.txt"
    kept = tmp_path / "kept.txt"
    await (await download.value).save_as(kept)
    assert kept.read_bytes() == b"Three things I heard"


async def test_older_messages_come_when_one_scrolls_up(
    chat: ChatPage, playclass: PlayClass
) -> None:
    for number in range(120):
        await playclass.says("binh", "discussions", f"Thought {number}.")
    await chat.open("amara", "discussions")
    await expect(chat.message("Thought 119.")).to_be_in_viewport()
    await expect(chat.message("Thought 0.")).to_have_count(0)
    for _ in range(3):
        await chat.page.locator("#stream").evaluate("node => node.scrollTo(0, 0)")
        await chat.page.locator("#messages > li.message").first.wait_for()
    await expect(chat.message("Thought 0.")).to_have_count(1)
    await chat.page.get_by_role("button", name="To the newest").click()
    await expect(chat.message("Thought 119.")).to_be_in_viewport()


async def test_a_private_message_shows_though_older_places_come_late(
    chat: ChatPage, playclass: PlayClass
) -> None:
    """The page fetches its places again while the first private one is made."""
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        if not asked.is_set():
            asked.set()
            await go_on.wait()
        await route.fulfill(response=answer)

    await chat.open("amara", "announcements")
    await chat.page.route("**/api/state?*", late)
    await playclass.says("binh", "discussions", "Who speaks first?")
    await asked.wait()
    assert playclass.core.connection is not None
    platform = playclass.core.connection.platform
    place = await platform.direct(Account("sandbox", "amara"))
    await expect(chat.place("Homeroom")).to_be_visible()
    async with chat.page.expect_response("**/api/state?*"):
        go_on.set()
    await platform.post(place, say("It begins in an hour."), "reminder", {})
    await expect(chat.place("Homeroom")).to_contain_text("unread")


async def test_a_long_thread_goes_back_to_its_beginning(
    chat: ChatPage, playclass: PlayClass
) -> None:
    root = await playclass.says("binh", "discussions", "Who speaks first?")
    replies = [
        await playclass.says("devi", "discussions", f"Reply {number}.", root)
        for number in range(120)
    ]
    await chat.open("amara", "discussions")
    await chat.page.goto(f"{playclass.server.address}/#/discussions/{root}/{replies[3]}")
    await expect(chat.in_thread("Reply 3.")).to_be_in_viewport()
    await chat.page.goto(f"{playclass.server.address}/#/discussions/{root}/{replies[-1]}")
    await expect(chat.in_thread("Reply 119.")).to_be_in_viewport()
    await chat.page.locator("#thread-scroll").evaluate("node => node.scrollTo(0, 0)")
    await expect(chat.in_thread("Who speaks first?")).to_have_count(1)
    await expect(chat.in_thread("Reply 0.")).to_have_count(1)


async def test_after_a_change_one_writes_on(chat: ChatPage) -> None:
    write = chat.page.locator("#write")
    await chat.open("amara", "discussions")
    await chat.say("A first daft")
    for key in ("Escape", "Enter"):
        await write.press("ArrowUp")
        await chat.page.get_by_label("Edit your message").fill("A first draft")
        await chat.page.keyboard.press(key)
        await expect(write).to_be_focused()
    await expect(chat.message("A first draft")).to_contain_text("(edited)")
    await chat.menu("A first draft", "Edit")
    await chat.page.keyboard.press("Escape")
    more = chat.page.get_by_role("button", name="More about this message")
    await expect(more.last).to_be_focused()


async def test_a_link_to_what_is_gone_says_so(chat: ChatPage, playclass: PlayClass) -> None:
    gone = "That message is no longer here."
    await chat.open("amara", "discussions")
    for link in ("discussions/9999", "discussions/9999/9999"):
        await chat.page.goto(f"{playclass.server.address}/#/{link}")
        await expect(chat.page.get_by_role("status").filter(has_text=gone)).to_be_visible()
        await expect(chat.page.locator("#thread")).to_be_hidden()
        await chat.page.get_by_role("button", name="Dismiss").click()
