"""The class is asked where it is and how it can take part; answers act at once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from adapters.text.cities.search import CityTable
from bot.chat.calls import Answering
from bot.model.asking.survey import default_survey
from bot.model.happenings import CourseLoaded
from bot.model.people import Role
from bot.model.reminders.reminders import Preferences
from bot.model.reminders.wishes import Wishes
from bot.model.time.availability import WeeklyHours
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.sample import ANA, BEN, COURSE, INES, MAIN, STAFF, TARO, account, person

WHERE = {"zone": "Nairobi", "hours": "mon-fri 9-17, sundays"}
HOW = {"devices": "phone\nshared", "bandwidth": "low", "messages": "never"}


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    given = tools(cities=CityTable(), charts=ChartPictures(), gradebooks=GradebookFiles())
    async with classroom(tmp_path, given=given) as opened:
        async with opened.store.work() as work:
            await work.surveys.save(COURSE.id, default_survey())
            work.happened(CourseLoaded(COURSE.id))
            await settle(work, REACTIONS, opened.clock.now())
        await opened.app.tick()
        yield opened


async def wishes(room: Classroom) -> Wishes:
    async with room.store.reading() as work:
        return await work.preferences.of(ANA.id)


async def zone(room: Classroom) -> str | None:
    async with room.store.reading() as work:
        found = await work.people.get(ANA.id)
    return found.zone if found else None


async def test_one_card_in_the_main_place_offers_survey_and_reminders(room: Classroom) -> None:
    [card, panel] = room.seen(MAIN)
    assert card.startswith("Welcome to Open Learning")
    assert panel.startswith("Open Learning\n")
    assert "[Answer] [Remind me privately]" in card
    assert room.seen(ANA) == []


async def test_pages_are_saved_one_by_one_and_act_at_once(room: Classroom) -> None:
    form = await room.presses(ANA, "Answer")
    assert "Where will you be for most of the term?: America/Bogota" in form
    said = await room.submits(ANA, WHERE)
    assert "Saved: page 1 of 4." in said
    assert "Your due times and reminders go by the clock of Nairobi." in said
    assert room.last_answer(ANA).how is Answering.CONFIDENTIAL
    assert await zone(room) == "Africa/Nairobi"
    hours = (await wishes(room)).impossible
    assert WeeklyHours(6, time(), time()) in hours
    assert len(hours) == 6
    await room.presses(ANA, "Continue")
    await room.submits(ANA, HOW)
    assert (await wishes(room)).low_bandwidth
    assert (await wishes(room)).no_messages


async def test_earlier_answers_fill_the_form_and_can_be_changed(room: Classroom) -> None:
    await room.presses(ANA, "Answer")
    await room.submits(ANA, WHERE)
    said = await room.says(ANA, "/class survey answer")
    assert "Where will you be for most of the term? Africa/Nairobi" in said
    form = await room.presses(ANA, "Change")
    assert "Which hours never work for you?: Mon-Fri 09:00-17:00; Sun" in form
    await room.submits(ANA, {"zone": "Africa/Nairobi", "hours": ""})
    assert (await wishes(room)).impossible == ()


async def test_withdrawing_asks_first_and_takes_back_what_it_set(room: Classroom) -> None:
    await room.presses(ANA, "Answer")
    await room.submits(ANA, WHERE)
    await room.says(ANA, "/class survey answer")
    assert "are erased at once" in await room.presses(ANA, "Withdraw")
    assert (await wishes(room)).impossible != ()
    said = await room.presses(ANA, "Erase them")
    assert said.count("Not answered.") == 4
    assert (await wishes(room)).impossible == ()
    assert await zone(room) == "Africa/Nairobi"


async def test_what_chat_changed_since_is_not_set_back_by_another_page(room: Classroom) -> None:
    await room.presses(ANA, "Answer")
    await room.submits(ANA, WHERE)
    await room.says(ANA, "/class timezone zone:Asia/Tokyo")
    await room.presses(ANA, "Continue")
    await room.submits(ANA, HOW)
    assert await zone(room) == "Asia/Tokyo"
    await room.says(ANA, "/class reminders")
    await room.presses(ANA, "Yes, remind me")
    assert (await wishes(room)).reminders == Preferences(wanted=True)
    assert not (await wishes(room)).no_messages


async def test_places_of_one_name_ask_back_and_the_rest_is_saved(room: Classroom) -> None:
    await room.presses(ANA, "Answer")
    said = await room.submits(ANA, {"zone": "Birmingham", "hours": "nights"})
    assert "more than one place of that name" in said
    assert await zone(room) == "America/Bogota"
    assert len((await wishes(room)).impossible) == 7
    await room.presses(ANA, "Your place", "Birmingham, Alabama")
    assert await zone(room) == "America/Chicago"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"zone": "Xyzzyqwv"}, "is no city or zone that I know"),
        ({"zone": "Nairobi", "hours": "whenever"}, "“whenever” is no day of the week"),
        ({"zone": ""}, "needs an answer"),
    ],
)
async def test_what_cannot_be_read_changes_nothing(
    room: Classroom, values: dict[str, str], sentence: str
) -> None:
    await room.presses(ANA, "Answer")
    assert sentence in await room.submits(ANA, values)
    assert await wishes(room) == Wishes()
    assert await zone(room) == "America/Bogota"


async def test_sensitive_questions_stand_behind_a_consent(room: Classroom) -> None:
    await room.presses(ANA, "Answer")
    await room.submits(ANA, WHERE)
    await room.presses(ANA, "Continue")
    await room.submits(ANA, HOW)
    await room.presses(ANA, "Continue")
    said = await room.submits(ANA, {"live": "hard"})
    assert "Only the instructors of Open Learning can read what you answer here." in said
    form = await room.presses(ANA, "I agree, continue")
    assert "It is erased after Sun, Jan 17, 2027" in form
    await room.submits(ANA, {"access": "captions"})
    found = await room.says(INES, "/class survey results")
    assert "captions" in found
    assert "1 student answered so far." in found
    assert room.last_answer(INES).how is Answering.CONFIDENTIAL
    assert "captions" not in await room.says(TARO, "/class survey results")


async def test_who_would_rather_not_answer_says_so_and_is_led_on(room: Classroom) -> None:
    await room.presses(ANA, "Answer")
    await room.submits(ANA, WHERE)
    await room.presses(ANA, "Continue")
    await room.submits(ANA, HOW)
    await room.presses(ANA, "Continue")
    await room.submits(ANA, {"live": "hard"})
    said = await room.presses(ANA, "No, thanks")
    assert "nothing of “Access and care” is asked or kept" in said
    assert "That was the last page. Thank you." in said
    async with room.store.reading() as work:
        assert await work.surveys.consents(ANA.id) == {}


async def test_a_consents_answers_are_erased_when_their_time_is_over(room: Classroom) -> None:
    await room.says(ANA, "/class survey answer")
    await room.presses(ANA, "I agree, answer")
    await room.submits(ANA, {"access": "captions"})
    await room.tick_to("2027-01-17 22:59")
    assert "captions" in await room.says(INES, "/class survey results")
    await room.tick_to("2027-01-17 23:00")
    assert "captions" not in await room.says(INES, "/class survey results")
    async with room.store.reading() as work:
        assert await work.surveys.of_person(ANA.id) == []
        assert await work.surveys.consents(ANA.id) == {}


async def test_a_removed_question_takes_its_answers_along(room: Classroom) -> None:
    await room.presses(ANA, "Answer")
    await room.submits(ANA, WHERE)
    survey = default_survey()
    async with room.store.work() as work:
        await work.surveys.save(COURSE.id, replace(survey, pages=survey.pages[1:]))
        work.happened(CourseLoaded(COURSE.id))
        await settle(work, REACTIONS, room.clock.now())
        assert await work.surveys.of_person(ANA.id) == []


async def test_an_old_form_of_a_changed_survey_is_refused(room: Classroom) -> None:
    await room.presses(ANA, "Answer")
    async with room.store.work() as work:
        await work.surveys.save(COURSE.id, replace(default_survey(), pages=()))
    assert "has no survey" in await room.submits(ANA, WHERE)


async def test_staff_see_counts_and_pictures_but_no_group_under_five(room: Classroom) -> None:
    more = [person(f"Kim{number}", Role.STUDENT) for number in range(8)]
    async with room.store.work() as work:
        await work.people.save(more)
        for someone in more:
            await work.people.link(someone.id, account(someone))
    for number, someone in enumerate([*more, ANA, BEN]):
        room.answers.pop(someone.id, None)
        await room.presses(someone, "Answer")
        city = "Nairobi" if number < 6 else ("Lima", "Quito")[number % 2]
        await room.submits(someone, {"zone": city})
    said = await room.says(INES, "/class survey results")
    assert "10 students answered so far." in said
    assert "Lima" not in said
    assert "Nairobi" not in said or "elsewhere: " in said
    pictures = [text for text in room.seen(STAFF) if text.startswith("Survey results")]
    assert len(pictures) == 1
    assert "Where will you be for most of the term?" in pictures[0]


async def test_pictures_are_shown_anew_only_when_counts_have_changed(room: Classroom) -> None:
    def pictures() -> int:
        return sum(text.startswith("Survey results") for text in room.seen(STAFF))

    crowd = [person(f"Kim{number}", Role.STUDENT) for number in range(12)]
    async with room.store.work() as work:
        for one in crowd:
            await work.people.save((one,))
            await work.people.link(one.id, account(one))
    for count, city in ((6, "Nairobi"), (12, "Lima")):
        for someone in crowd[count - 6 : count]:
            await room.presses(someone, "Answer")
            await room.submits(someone, {"zone": city})
        for _ in range(2):
            assert "stand in the staff's place" in await room.says(INES, "/class survey results")
            await room.app.tick()
        assert pictures() == count // 6


async def test_students_do_not_see_the_results(room: Classroom) -> None:
    assert await room.says(ANA, "/class survey results") == "This is for the course's staff only."
