"""The class week by hand, steps 1 to 3: the course, the survey, announcements and reminders."""

import pytest
from playwright.async_api import expect

from tests.support.browser import ChatPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_plan_reads_by_everyones_own_clock(week: ChatPage) -> None:
    await week.open("nomvula")
    await expect(week.message("Welcome to Intercultural Communication")).to_be_visible()
    await week.command("/class next")
    await expect(week.told("Seminar 1")).to_contain_text("Tue, Sep 22, 15:00 Berlin")
    await week.be("Aroha Tāwhiri")
    await expect(week.told("Next sessions")).to_have_count(0)
    panel = week.message("Each button answers you alone.")
    await expect(panel).to_contain_text("Seminar 1: What we bring with us, Wed, Sep 23, 01:00")
    await week.command("/class next")
    await expect(week.told("Seminar 1")).to_contain_text("Wed, Sep 23, 01:00 Auckland")


async def test_the_survey_asks_page_by_page_and_acts_at_once(week: ChatPage) -> None:
    await week.open("ines")
    await week.press("Answer", "Welcome to")
    await expect(week.dialog("Where and when")).to_contain_text("Page 1 of 3")
    await week.fill(Where_will_you_be="qwxz qwxz", Which_hours="mon-fri 09:00-17:00")
    await week.dialog().get_by_role("button", name="Save").click()
    await expect(week.dialog().get_by_role("alert")).to_contain_text("qwxz qwxz")
    await expect(week.dialog().get_by_label("Which hours")).to_have_value("mon-fri 09:00-17:00")
    await week.fill(Where_will_you_be="Tokyo")
    await week.submit("Save")
    saved = week.told("Saved: page 1 of 3")
    await expect(saved).to_contain_text("Hours that never work for you: Mon-Fri 09:00-17:00")
    await expect(week.message("qwxz qwxz")).to_have_count(0)
    await week.press("Continue")
    await week.dialog("How you take part").get_by_label("Only a phone").check()
    await week.dialog().get_by_label("Slow or costly").check()
    await week.submit("Save")
    await expect(week.told("Saved: page 2 of 3")).to_contain_text("only if you want to")
    await week.press("I agree, continue")
    await expect(week.dialog()).to_contain_text("Only the instructors")
    await week.fill(Is_there_anything="Captions, please")
    await week.submit("I agree, send")
    await week.press("My answers")
    mine = week.told("Your answers")
    await expect(mine).to_contain_text("Only a phone")
    await expect(mine).to_contain_text("Captions, please")
    await week.command("/class timezone")
    await expect(week.told("Your time zone")).to_contain_text("Asia/Tokyo")
    await week.be("Nomvula Brandt")
    await week.go("staff")
    await week.command("/class survey results")
    await expect(week.told("Survey results")).to_contain_text("Captions, please")
    await week.be("Teodor Ilves")
    await week.command("/class survey results")
    await expect(week.told("Survey results")).to_contain_text("1 student answered so far")
    await expect(week.message("Captions, please")).to_have_count(0)


async def test_an_announcement_in_local_time_and_a_reminder_for_who_wants_one(
    week: ChatPage,
) -> None:
    await week.open("caroline")
    await week.jump("To the next event")
    announced = week.message("Seminar 1: What we bring with us").filter(has_text="Remind me")
    await expect(announced).to_contain_text("Tue, Sep 22, 09:00 New York (in 3 days), ends 10:15.")
    await week.be("Jarrah McKellar")
    await expect(announced).to_contain_text("Tue, Sep 22, 22:30 Adelaide")
    direct = week.place("Homeroom")
    await expect(direct).to_have_count(0)
    await week.press("Remind me", "Seminar 1")
    await expect(week.told("Shall the bot remind you")).to_contain_text("1 day and 1 hour before")
    await week.press("Choose when")
    await week.dialog().get_by_label("1 hour").check()
    await week.submit("Remind me")
    await expect(week.told("You are reminded privately")).to_be_visible()
    await week.be("Adaeze Nwankwo")
    await week.press("Remind me", "Seminar 1")
    await week.press("Yes, remind me")
    await expect(week.told("You are reminded privately")).to_be_visible()
    await week.walk_until("Mon, Sep 21, 15:00")
    await expect(direct).to_contain_text("unread")
    await direct.click()
    await expect(week.message("Seminar 1").last).to_contain_text("16:00 Nairobi")
    await week.be("Caroline Delacroix-Hayes")
    await expect(direct).to_have_count(0)
