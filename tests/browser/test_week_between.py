"""The class week by hand, steps 8 to 10: the discussion, participation, and Monday's export."""

import re

import pytest
from playwright.async_api import expect

from tests.support.browser import ChatPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
STUDENT = "Caroline Delacroix-Hayes"
STAFF = "Nomvula Brandt"
PROMPT = "A greeting that surprised you"
POST = "In Montréal my aunt kisses everybody twice and asks nothing at all until the soup. " * 6


async def test_between_sessions_writing_counts_and_monday_brings_the_export(
    week: ChatPage,
) -> None:
    await week.open("caroline")
    await week.walk_until("Sep 21, 12:15")
    await _writes_and_replies(week)
    await _staff_see_who_waits(week)
    await _stands_where(week)
    await _sees_what_is_stored(week)
    await _the_export_arrives(week)


async def _writes_and_replies(week: ChatPage) -> None:
    """A post and a reply in the discussion's thread, and what is still expected."""
    await week.go("discussions")
    await expect(week.message(PROMPT)).to_contain_text("23:59 your local time")
    await week.message(PROMPT).get_by_role("link", name="1 reply").click()
    await expect(week.in_thread("my landlord shook my hand")).to_be_visible()
    await week.reply(POST)
    await week.reply("Did the landlord ever find out what you thought?")
    await expect(week.in_thread("Did the landlord")).to_be_visible()
    await week.page.get_by_role("button", name="Close the thread").click()
    await week.jump("To the next event")
    await week.press("What's expected of me", PROMPT)
    mine = week.told(f"You in “{PROMPT}”")
    await expect(mine).to_contain_text("Posts: done")
    await expect(mine).to_contain_text("Replies: 1 of 2")
    await week.press("How it counts", PROMPT)
    await expect(week.told("counts")).to_contain_text("Take part in the weekly discussion earns 1")


async def _staff_see_who_waits(week: ChatPage) -> None:
    """Staff list the posts that nobody has answered, and answer one in its thread."""
    await week.be(STAFF)
    await week.go("staff")
    await week.command("/class discuss unanswered")
    waiting = week.told("Unanswered posts")
    await expect(waiting).to_contain_text(f"{STUDENT}: “In Montréal")
    await waiting.get_by_role("link", name="open").last.click()
    await expect(week.page.locator("#place-name")).to_have_text("discussions")
    await expect(week.in_thread("In Montréal")).to_be_visible()
    await week.reply("Caroline, what would happen if somebody asked before the soup?")
    await week.page.get_by_role("button", name="Close the thread").click()


async def _stands_where(week: ChatPage) -> None:
    """Progress, the reasons with their links, and a declared choice: for this person alone."""
    await week.be(STUDENT)
    await week.go("announcements")
    await week.command("/class progress")
    standing = week.told("Your participation")
    await expect(standing).to_contain_text("Confidential: only you can see this")
    await expect(standing).to_contain_text("Easiest next step")
    await week.press("Why")
    reasons = week.told("Week 1, act by act")
    await expect(reasons).to_contain_text(f"Post in “{PROMPT}”")
    await expect(reasons.get_by_role("link", name="See it")).to_have_count(3)
    await week.command("/class choose discuss")
    await expect(week.told("Your choice for week 1").last).to_contain_text("weekly discussion")
    await week.be(STAFF)
    await expect(week.message("Your participation")).to_have_count(0)
    await week.be(STUDENT)


async def _sees_what_is_stored(week: ChatPage) -> None:
    """What is stored, all of it as a file, and one's words withdrawn for good."""
    await week.command("/class me")
    await expect(week.told("stores about you")).to_contain_text("caroline.delacroix@example.edu")
    await week.press("Download everything")
    file = week.page.get_by_role("link", name="my-data.json")
    assert "In Montréal" in await week.download(file)
    await week.press("Withdraw my words")
    await week.press("Erase my words for good")
    await expect(week.told("Your standing is as it was.")).to_be_visible()
    await week.command("/class archive Montréal")
    await expect(week.told("Nothing found for “Montréal”")).to_be_visible()


async def _the_export_arrives(week: ChatPage) -> None:
    """Monday at six staff find last week's files and a chart, where students can't look."""
    await week.jump("To Monday")
    await week.walk_until("Sep 28, 06:00")
    await expect(week.place("staff")).to_have_count(0)
    await week.page.goto(f"{week.address}/?as=caroline#/staff")
    await expect(week.page.get_by_text(f"{STUDENT} can't see that place.")).to_be_visible()
    await week.be(STAFF)
    await week.go("staff")
    export = week.message("Participation, week 1")
    await expect(export.get_by_role("img")).to_have_attribute(
        "alt", re.compile("How the class took part")
    )
    rows = (await week.download(export.get_by_role("link", name=".csv").first)).splitlines()
    assert len(rows) == 1 + 24
    assert any("caroline" in row for row in rows)
    await week.command("/class export")
    await expect(week.told("It arrives in your private messages.")).to_be_visible()
    await week.place("Homeroom").click()
    await expect(week.message("Participation, week 1").last).to_be_visible()
