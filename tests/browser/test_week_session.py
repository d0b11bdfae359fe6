"""The class week by hand, steps 4 to 7: the live session, its recap, the make-up, the archive."""

import pytest
from playwright.async_api import expect

from tests.support.browser import ChatPage
from tests.support.picture import picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
THERE = "Inês Falcão"
AWAY = "Malik Ellsworth"
STAFF = "Nomvula Brandt"
ANSWER = "I would ask first, kindly, and wait for the answer."


async def test_a_session_is_lived_recapped_made_up_and_found_again(week: ChatPage) -> None:
    await week.open("ines")
    await week.walk_until("Sep 22, 15:00")
    await _checks_in(week)
    await _asks(week)
    await week.walk_until("Sep 22, 15:30")
    await _votes(week)
    await week.walk_until("Sep 22, 15:50")
    await _talks_beside(week)
    await _staff_answer_and_end_it(week)
    await _staff_publish_the_recap(week)
    await _is_made_up(week)
    await _is_found_again(week)


async def _checks_in(week: ChatPage) -> None:
    """The code stands in the staff place alone; said aloud, it checks a student in."""
    await expect(week.place("staff")).to_have_count(0)
    await week.be(STAFF)
    await week.go("staff")
    code = await week.message("Check-in code").locator("code").inner_text()
    await week.be(THERE)
    await week.go("live")
    await week.press("Check in", "Live now")
    await week.fill(The_code="00000")
    await week.submit("Check in")
    await expect(week.told("That isn't the code")).to_contain_text("4 more times")
    await week.press("Try again")
    await week.fill(The_code=code)
    await week.submit("Check in")
    await expect(week.told("You're checked in to Seminar 1")).to_be_visible()


async def _asks(week: ChatPage) -> None:
    """By button and anonymous, then by command and name; the board shows both."""
    board = week.message("Questions: Seminar 1")
    await week.press("Ask a question", "Live now")
    await week.fill(Your_question="Who decides what is polite?")
    await week.dialog().get_by_label("Anonymous to my class").check()
    await week.submit("Ask")
    await expect(week.told("Who decides")).to_contain_text("The course's staff can see your name")
    await expect(board).to_contain_text("Who decides what is polite? · 0 votes · anonymous")
    await week.command('/class ask text:"Why do we whisper?"')
    await expect(board).to_contain_text(f"Why do we whisper? · 0 votes · {THERE}")


async def _votes(week: ChatPage) -> None:
    """For a question and in the poll, then once more after a change of mind; and catches up."""
    await week.choose("I want this answered", "What if two people both adapt")
    await expect(week.told("You want this answered")).to_contain_text("It has 3 votes now")
    poll = week.message("A colleague never disagrees").filter(has_text="so far")
    await week.press("They agree", "One vote each")
    await expect(week.told("Your vote: They agree")).to_be_visible()
    await week.press("I would ask them", "One vote each")
    await expect(week.told("Your vote: I would ask them")).to_be_visible()
    await expect(poll).to_contain_text("1 vote so far")
    await week.press("What did I miss?", "Live now")
    missed = week.told("So far: Seminar 1")
    await expect(missed).to_contain_text("You're checked in.")
    await expect(missed).to_contain_text("https://example.edu/iceberg")


async def _talks_beside(week: ChatPage) -> None:
    """A thread beside the session, as another student finds it: the moment of the picture."""
    link = week.message("This is the iceberg picture")
    await link.hover()
    await link.get_by_role("button", name="Reply in a thread").click()
    await week.reply("Thank you! Most of my greetings are under the water line, I fear.")
    await week.be("Jarrah McKellar")
    await week.go("live")
    await link.get_by_role("link", name="1 reply").click()
    await expect(week.in_thread("under the water line")).to_be_visible()
    await week.reply("Mine too. It is late here, so I watch and vote.")
    await picture(week, week.message("Questions: Seminar 1"))
    await week.page.get_by_role("button", name="Close the thread").click()


async def _staff_answer_and_end_it(week: ChatPage) -> None:
    """Staff see who asked, answer, mark a highlight, and end the session with a button."""
    await week.be(STAFF)
    await week.go("live")
    await week.command("/class questions")
    await expect(week.told("Who decides")).to_contain_text(f"{THERE} (anonymous to the class)")
    await week.choose("Answer one", "Why do we whisper?")
    await week.fill(The_answer="Because the walls were thin, once.")
    await week.submit("Answer")
    await expect(week.message("Questions: Seminar 1").first).to_contain_text("walls were thin")
    await week.menu("That helped, thank you all", "Mark as highlight")
    await expect(week.told("highlight")).to_be_visible()
    await week.go("staff")
    await week.press("End the session", "Check-in code")
    await expect(week.message("Seminar 1: What we bring with us has ended.")).to_be_visible()


async def _staff_publish_the_recap(week: ChatPage) -> None:
    """The draft stands in the staff place; it is edited, published, and read by the class."""
    draft = week.message("Draft recap: Seminar 1")
    await expect(draft).to_contain_text("It publishes itself")
    await expect(draft).to_contain_text("That helped, thank you all · see it")
    await week.press("Edit", "Draft recap")
    await week.fill(In_short="We compared greetings.")
    await week.submit("Save")
    await expect(draft).to_contain_text("We compared greetings.")
    await week.press("Publish", "Draft recap")
    await expect(week.message("Recap is out: Seminar 1")).to_be_visible()
    await week.page.get_by_role("link", name="Read it").click()
    await expect(week.page.locator("#place-name")).to_have_text("recaps")
    await expect(week.message("Recap: Seminar 1")).to_contain_text("We compared greetings.")


async def _is_made_up(week: ChatPage) -> None:
    """Who was away sees no answers before their own; then they see them, and share one."""
    await week.be(AWAY)
    await week.go("recaps")
    recap = week.message("Recap: Seminar 1")
    await expect(recap).to_contain_text("Why do we whisper?")
    await expect(recap).not_to_contain_text("walls were thin")
    await week.press("See answers", "Recap: Seminar 1")
    await expect(week.told("Answers: Seminar 1")).to_contain_text("once you sent in your own")
    await week.press("Make it up", "Recap: Seminar 1")
    await week.press("Start")
    await week.dialog().get_by_label("They will say it later, elsewhere").check()
    for question in await week.dialog().get_by_role("textbox").all():
        await question.fill(ANSWER)
    await week.submit("Save")
    await week.press("Continue")
    await week.fill(What_do_you_take="That a nod may be an answer.")
    await week.submit("Send")
    await expect(week.told("Your make-up is in")).to_contain_text("It counts like being there.")
    await week.press("See answers")
    await expect(week.told("Answers: Seminar 1").last).to_contain_text("walls were thin")
    await week.choose("Share an answer with the class", "Why do we whisper?")
    await expect(week.told("Shared under the recap")).to_be_visible()
    await recap.get_by_role("link", name="1 reply").click()
    await expect(week.in_thread(AWAY)).to_contain_text(ANSWER)
    await week.page.get_by_role("button", name="Close the thread").click()


async def _is_found_again(week: ChatPage) -> None:
    """A few words find it, and lead back to the message."""
    await week.go("announcements")
    await expect(week.message("Seminar 1: What we bring")).to_contain_text("session is over")
    await week.command("/class archive whisper")
    found = week.told("Found for “whisper”")
    await expect(found).to_contain_text("Because the walls were thin, once.")
    await expect(found).not_to_contain_text("iceberg")
    await (
        found.get_by_role("link", name="Recap: Seminar 1")
        .or_(found.get_by_role("link", name="Seminar 1: What we bring with us"))
        .first.click()
    )
    await expect(week.page.locator("#place-name")).not_to_have_text("announcements")
