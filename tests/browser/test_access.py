"""For everyone: phones, keys, dark rooms and screen readers."""

import pytest
from playwright.async_api import expect

from tests.support.browser import PHONE, ChatPage, Opening
from tests.support.playclass import PlayClass

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PLACES = ("announcements", "live", "recaps", "staff")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_axe_finds_nothing_serious_in_any_view(
    window: Opening, playclass: PlayClass, dark: bool
) -> None:
    root = await playclass.says("binh", "live", "A thought, https://example.edu")
    await playclass.says("amara", "live", "A reply", root)
    await playclass.server.people.react("devi", root, "👍", True)
    async with window(dark=dark) as chat:
        await chat.open("nomvula")
        for place in PLACES:
            await chat.go(place)
            assert await chat.serious() == [], place
        await chat.go("live")
        await chat.page.get_by_role("link", name="1 reply").click()
        await expect(chat.in_thread("A reply")).to_be_visible()
        assert await chat.serious() == [], "thread"
        await chat.go("announcements")
        await chat.press("I'm coming")
        await expect(chat.message("You told us")).to_be_visible()
        await chat.type_command("/")
        assert await chat.serious() == [], "commands"
        await chat.page.keyboard.type("class timezone k")
        await expect(chat.page.get_by_role("option", name="Kigali")).to_be_visible()
        assert await chat.serious() == [], "suggestions"


async def test_axe_finds_nothing_serious_in_dialogs_menus_and_the_tour(chat: ChatPage) -> None:
    await chat.open("nomvula")
    for page in (1, 2):
        await chat.press("Answer the questions" if page == 1 else "Continue")
        await chat.page.get_by_role("button", name="Save").click()
        assert await chat.serious() == [], f"form {page}"
        if page == 1:
            await chat.page.get_by_label("Where are you?").fill("Berlin")
            await chat.page.get_by_role("button", name="Save").click()
    await chat.page.keyboard.press("Escape")
    await chat.page.locator("#me").click()
    assert await chat.serious() == [], "people"
    await chat.page.keyboard.press("Escape")
    await chat.page.locator("#tour-button").click()
    assert await chat.serious() == [], "tour"
    await chat.page.get_by_role("button", name="Show me").click()
    await expect(chat.page.get_by_role("note")).to_be_visible()
    assert await chat.serious() == [], "pointer"


async def test_a_phone_holds_all_of_it(window: Opening, playclass: PlayClass) -> None:
    await playclass.says("binh", "live", "Hello from a small screen")
    async with window(size=PHONE) as chat:
        await chat.open("amara", "recaps")
        assert not await chat.overflows()
        await expect(chat.page.locator("#sidebar")).to_be_hidden()
        await chat.page.get_by_role("button", name="Places and people").click()
        assert await chat.serious() == [], "drawer"
        await chat.go("live")
        await expect(chat.page.locator("#sidebar")).to_be_hidden()
        await chat.page.get_by_text("Time", exact=True).click()
        await chat.page.get_by_role("button", name="An hour on").click()
        await expect(chat.page.locator("#course-time")).to_have_text("Mon, Oct 5, 09:30")
        await chat.message("small screen").click()
        await chat.page.get_by_role("button", name="Reply in a thread").click()
        await chat.reply("Hello back")
        box = await chat.page.locator("#thread").bounding_box()
        assert box is not None
        assert box["width"] == PHONE[0]
        assert not await chat.overflows()
        assert await chat.serious() == [], "thread"
        await chat.page.get_by_role("button", name="Close the thread").click()
        await expect(chat.message("small screen")).to_contain_text("1 reply")


async def test_dark_mode_follows_the_system_until_one_chooses(window: Opening) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    async with window(dark=True) as chat:
        await chat.open("amara")
        dark = await chat.page.evaluate(ground)
        await chat.page.get_by_role("button", name="Dark mode").click()
        light = await chat.page.evaluate(ground)
        assert (dark, light) == ("rgb(23, 25, 28)", "rgb(255, 255, 255)")
        await chat.page.reload()
        await expect(chat.page.locator("#theme")).to_have_attribute("aria-pressed", "false")
        assert await chat.page.evaluate(ground) == light


async def test_keys_alone_reach_everything(chat: ChatPage, playclass: PlayClass) -> None:
    await playclass.says("binh", "live", "Reach me")
    keys = chat.page.keyboard
    await chat.open("amara", "live")
    await chat.page.locator("#skip").focus()
    await keys.press("Enter")
    await expect(chat.page.locator("#write")).to_be_focused()
    await chat.message("Reach me").focus()
    await keys.press("ArrowUp")
    await expect(chat.message("Poll")).to_be_focused()
    await keys.press("End")
    await expect(chat.message("Reach me")).to_be_focused()
    await keys.press("Tab")
    await keys.press("Tab")
    await keys.press("Enter")
    await expect(chat.page.get_by_role("menu")).to_be_visible()
    await keys.press("Escape")
    await expect(chat.page.get_by_role("menu")).to_have_count(0)
