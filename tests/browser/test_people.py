"""Being different people: the same class, read with other eyes and by another clock."""

import pytest
from playwright.async_api import expect

from tests.support.browser import PHONE, ChatPage, Opening
from tests.support.playclass import PlayClass

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_same_announcement_reads_in_each_reader_s_own_time(chat: ChatPage) -> None:
    await chat.open("amara")
    announced = chat.message("Seminar 3")
    await expect(announced).to_contain_text("Tue, Oct 6, 14:00 Lagos")
    await chat.be("Devi Rai")
    await expect(announced).to_contain_text("Tue, Oct 6, 18:45 Kathmandu")
    await chat.be("Tom Baker")
    await expect(announced).to_contain_text("Tue, Oct 6, 10:30 St Johns")


async def test_who_one_is_stands_beside_their_role_and_clock(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.be("Teodor Ilves")
    card = chat.page.locator("#me")
    await expect(card).to_contain_text("Assistant")
    await expect(card).to_contain_text("Mon 02:30 New York")


async def test_the_switch_finds_people_by_city_with_keys_alone(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.page.locator("#me").focus()
    await chat.page.keyboard.press("Enter")
    await chat.page.keyboard.type("tokyo")
    await chat.page.keyboard.press("Enter")
    await expect(chat.page.locator("#me-name")).to_have_text("Hana Sato")
    await expect(chat.page.locator("#me")).to_be_focused()


async def test_the_staff_place_is_only_there_for_staff(chat: ChatPage) -> None:
    await chat.open("amara")
    await expect(chat.place("staff")).to_have_count(0)
    await chat.be("Nomvula Brandt")
    await chat.go("staff")
    await expect(chat.page.locator("#place-closed")).to_be_visible()
    await chat.be("Amara Okafor")
    await expect(chat.page.locator("#place-name")).to_have_text("announcements")


async def test_unread_places_are_marked_until_they_are_read(
    chat: ChatPage, playclass: PlayClass
) -> None:
    await chat.open("amara")
    await chat.go("discussions")
    await chat.go("announcements")
    await playclass.says("binh", "discussions", "My first thought")
    await playclass.says("binh", "discussions", "And my second")
    await expect(chat.place("discussions")).to_contain_text("2 unread")
    await expect(chat.page).to_have_title("(4) announcements · Intercultural Communication")
    await chat.go("discussions")
    await expect(chat.place("discussions")).not_to_contain_text("unread")
    await expect(chat.page.locator(".day.fresh")).to_contain_text("New")


async def test_what_is_said_arrives_by_itself_and_in_order(
    chat: ChatPage, playclass: PlayClass
) -> None:
    await chat.open("amara", "discussions")
    await chat.say("Is anybody here?")
    await playclass.says("emil", "discussions", "I am.")
    words = chat.page.locator("#messages .words")
    await expect(words).to_have_text(["Is anybody here?", "I am."])
    await expect(chat.page.locator("#announcer")).to_have_text("Emil Sørensen: I am.")


async def test_what_is_new_stays_unread_until_its_end_is_in_sight(
    chat: ChatPage, playclass: PlayClass
) -> None:
    await chat.open("amara", "discussions")
    await chat.go("announcements")
    for number in range(40):
        await playclass.says("binh", "discussions", f"Thought {number}.")
    await expect(chat.place("discussions")).to_contain_text("40 unread")
    await chat.go("discussions")
    await expect(chat.message("Thought 0.")).to_be_in_viewport()
    await chat.go("announcements")
    await expect(chat.place("discussions")).to_contain_text("40 unread")
    await chat.go("discussions")
    await chat.page.get_by_role("button", name="To the newest").click()
    await expect(chat.place("discussions")).not_to_contain_text("unread")


async def test_a_reload_plays_whoever_was_played_last(chat: ChatPage) -> None:
    await chat.open("amara")
    await chat.be("Binh Tran")
    await chat.page.reload()
    await expect(chat.page.locator("#me-name")).to_have_text("Binh Tran")


async def test_on_a_phone_a_dot_tells_of_what_is_unread_elsewhere(
    window: Opening, playclass: PlayClass
) -> None:
    for place in ("announcements", "live", "recaps"):
        playclass.server.people.pages.mark_read(place, "amara", 1000)
    for number in range(40):
        await playclass.says("binh", "discussions", f"Thought {number}.")
    async with window(size=PHONE) as chat:
        await chat.open("amara", "recaps")
        await expect(chat.page.locator("#drawer-dot")).to_be_visible()
        await chat.page.goto(f"{playclass.server.address}/?as=amara#/discussions")
        await expect(chat.page.locator("#place-name")).to_have_text("discussions")
        await expect(chat.page.get_by_role("button", name="To the newest")).to_be_visible()
        await expect(chat.page.locator("#drawer-dot")).to_be_hidden()
