"""Somebody who runs a server sets a course up in chat, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.files.courses.dumping import dump
from adapters.files.courses.reading import read_text
from bot.chat.calls import Upload
from bot.chat.forms import FieldType
from bot.features.courses import loading
from bot.model.places import Place, Purpose
from tests.support.instants import utc
from tests.support.setting_up import (
    COURSE_PAGE,
    HALL,
    KEEPER,
    OTHER,
    PLACES_PAGE,
    PLATFORM,
    RULES_PAGE,
    SESSION_PAGE,
    STRANGER,
    VOICE,
    Server,
    opened,
)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with opened(tmp_path) as found:
        yield found


async def test_five_pages_and_the_course_starts(server: Server) -> None:
    said = await server.types()
    assert said.startswith("Set up a course\nFive short pages")
    assert "• Places: not yet" in said
    assert "Those who run this server or workspace can come by everything" in said
    said = await server.walks(First={"when": "2026-09-22 15:00"})
    assert "Everything is said. Nothing has been posted yet." in said
    assert "• Course and term: Weather and Us, by the clock of Europe/Berlin" in said
    assert "• Places: main #100, discussions #102, staff #101" in said
    assert "• People: 2 from a roster" in said
    assert "• What counts: Any 2 of four ways, each week" in said
    assert "“Live session”, every week from 2026-09-22 15:00, 75 minutes" in said


async def test_the_summary_says_what_will_happen(server: Server) -> None:
    said = await server.walks(First={"when": "2026-09-22 15:00"})
    assert "• The course has 2 students and 1 instructor." in said
    assert "• A welcome with a short survey is posted in #100." in said
    assert "• The class meets 13 times, first" in said
    assert server.chat.at(HALL) == []
    said = await server.presses("Start the course")
    assert said.startswith("The course has started\nWeather and Us has started.")
    assert "/class roster show says who isn't in chat yet" in said
    assert "Welcome to Weather and Us" in [posted.view.title for posted in server.chat.at(HALL)]
    assert await server.types("next") != ""
    assert "Live session" in await server.types("next")
    assert "roster code" in await server.types("roster show")


async def test_the_course_is_what_its_dumped_file_says(server: Server) -> None:
    await server.walks(First={"when": "2026-09-22 15:00", "link": "https://meet.example.edu/a"})
    await server.presses("Start the course")
    async with server.store.reading() as work:
        described = await loading.dump("weather-and-us", work)
    checked = read_text(dump(described), now=server.clock.now())
    assert checked.errors == ()
    assert checked.description == described
    async with server.store.work() as work:
        again = await loading.load(described, work, server.clock.now())
        assert again.empty


async def test_it_is_gone_on_with_where_it_was_left(server: Server) -> None:
    await server.types()
    await server.presses("Continue: Course and term")
    await server.fills(COURSE_PAGE)
    said = await server.types(by=OTHER)
    assert "Weather and Us, by the clock of Europe/Berlin, 2026-09-21 to 2026-12-18" in said
    await server.presses("Course and term", by=OTHER)
    assert [field.value for field in server.form.fields][:2] == ["Weather and Us", "Europe/Berlin"]


async def test_what_can_not_stand_is_kept_and_told(server: Server) -> None:
    await server.types()
    await server.presses("Continue: Course and term")
    wrong = {**COURSE_PAGE, "zone": "Xyzzyq", "starts": "21.9.2026", "ends": "2026-12-18"}
    said = await server.fills(wrong)
    assert "To correct: “Xyzzyq” is no city or zone that I know." in said
    assert "To correct: “21.9.2026” is no date that I can read. Write it as 2026-09-21." in said
    await server.presses("Continue: Course and term")
    assert server.form.fields[2].value == "21.9.2026"
    said = await server.fills({**COURSE_PAGE, "ends": "2026-09-01"})
    assert "The term ends before it starts" in said


async def test_an_unclear_city_is_chosen_among_its_namesakes(server: Server) -> None:
    await server.types()
    await server.presses("Continue: Course and term")
    await server.fills({**COURSE_PAGE, "zone": "Springfield"})
    said = await server.presses("Which one?", "Springfield, Missouri")
    assert "by the clock of America/Chicago" in said
    assert "Continue: Places" in said


async def test_a_place_is_picked_and_this_one_is_the_main_one(server: Server) -> None:
    await server.types()
    await server.presses("Continue: Course and term")
    await server.fills(COURSE_PAGE)
    await server.presses("Continue: Places")
    fields = {field.name: field for field in server.form.fields}
    assert all(field.type is FieldType.PLACE for field in fields.values())
    assert fields["main"].value == HALL.id
    assert fields["staff"].required
    assert (fields["discussions"].purpose, fields["discussions"].required) == (
        Purpose.DISCUSSIONS,
        False,
    )
    said = await server.fills({**PLACES_PAGE, "staff": HALL.id})
    assert "The staff place is the main place as well, which students read." in said


async def test_where_nobody_meets_by_voice_no_voice_place_is_offered(server: Server) -> None:
    await server.walks()
    assert "Voice place" in await server.types()
    assert "Voice place" not in await server.asks(KEEPER, HALL, True, command="setup", voice=False)


async def test_a_voice_place_is_a_page_of_its_own(server: Server) -> None:
    await server.walks(First={"when": "2026-09-22 15:00"})
    await server.presses("Voice place")
    said = await server.fills({"voice": f"{VOICE.id}\n104"})
    assert "voice #103, voice #104" in said
    await server.presses("Start the course")
    course = await server.course()
    assert course is not None
    assert course.places[Purpose.VOICE] == (VOICE, Place(PLATFORM, "104"))


async def test_a_roster_is_attached_or_pasted_and_its_faults_are_told(server: Server) -> None:
    await server.types()
    for title, values in (("Course and term", COURSE_PAGE), ("Places", PLACES_PAGE)):
        await server.presses(f"Continue: {title}")
        await server.fills(values)
    await server.presses("Continue: People")
    said = await server.fills({"rows": "username,name\nemre,Emre\nemre,Other\n"})
    assert "The roster was not taken. roster:3:1: error: emre: Emre has the same username" in said
    assert "Continue: People" in said
    await server.presses("Continue: People")
    assert server.form.fields[1].value.startswith("username,name")
    moodle = b"First name,Last name,Email address\nEmre,Demir,emre@example.edu\n"
    said = await server.fills({}, {"roster": Upload("participants.csv", moodle)})
    assert "• People: 1 from a roster" in said
    await server.presses("People")
    said = await server.fills({"rows": ""})
    assert "• People: 1 from a roster" in said


async def test_without_a_roster_students_ask_to_join(server: Server) -> None:
    said = await server.walks(People={"rows": ""}, First={"when": "2026-09-22 15:00"})
    assert "students ask to join with /class join" in said
    assert "Students type /class join with their name" in await server.presses("Start the course")


async def test_who_teaches_may_stand_on_the_roster(server: Server) -> None:
    rows = "username,name,role\nnb,nomvula brandt,instructor\nemre,Emre,student\n"
    await server.walks(People={"rows": rows}, First={"when": "2026-09-22 15:00"})
    await server.presses("Start the course")
    async with server.store.reading() as work:
        people = await work.people.of("weather-and-us")
        assert sorted(one.username or "" for one in people) == ["emre", "nb"]
        found = await work.people.by_accounts("weather-and-us", [KEEPER])
        assert found[KEEPER].username == "nb"


async def test_only_who_runs_the_server_sets_a_course_up(server: Server) -> None:
    said = await server.types(by=STRANGER, keeper=False)
    assert said.startswith("A course is set up by someone who runs this server")
    await server.types()
    begun = server.answer
    said = await server.presses("Continue: Course and term", by=STRANGER, keeper=False)
    assert said.startswith("A course is set up by someone who runs this server")
    server.answer = begun
    elsewhere = Place(PLATFORM, "900")
    said = await server.presses("Continue: Course and term", by=STRANGER, place=elsewhere)
    assert "finished or thrown away" in said


async def test_who_runs_a_server_is_led_to_the_setup(server: Server) -> None:
    said = await server.types("next")
    assert said.startswith("This place belongs to no course yet.")
    assert "not on the roster" in await server.types("next", by=STRANGER, keeper=False)


async def test_choices_that_no_form_offers_are_refused(server: Server) -> None:
    await server.walks()
    for wrong in ({"rules": "keep"}, {"choose": "99"}, {"excuses": "never"}):
        await server.presses("What counts")
        assert "none of the choices" in await server.fills(RULES_PAGE | wrong)
        await server.types()


async def test_a_session_outside_the_term_or_in_the_past_is_told(server: Server) -> None:
    said = await server.walks()
    assert "To correct: The session is on Tue, Sep 15, 2026, outside the term" in said
    for when, why in (
        ("2026-09-01 15:00", "time has passed"),
        ("some day", "“some day” is no time that I can read."),
    ):
        await server.presses("Continue: First session")
        assert why in await server.fills({**SESSION_PAGE, "when": when})
    await server.presses("Continue: First session")
    said = await server.fills({**SESSION_PAGE, "when": "2026-09-22 15:00", "lasts": "an hour"})
    assert "“an hour” is no number of minutes. Write it as 75." in said


async def test_it_can_be_thrown_away(server: Server) -> None:
    await server.walks()
    assert "the roster too" in await server.presses("Throw this away …")
    await server.presses("Back")
    await server.presses("Throw this away …")
    assert "/class setup begins anew" in await server.presses("Throw it away")
    assert "• Course and term: not yet" in await server.types()


async def test_a_setup_left_alone_is_forgotten_with_its_roster(server: Server) -> None:
    await server.walks()
    server.clock.present = utc("2026-10-14 08:00")
    await server.app.tick()
    assert "• People: not yet" in await server.types()


async def test_two_courses_share_a_server_but_no_place(server: Server) -> None:
    await server.walks(First={"when": "2026-09-22 15:00"})
    await server.presses("Start the course")
    assert "finished or thrown away" in await _old(server)
    where = Place(PLATFORM, "200")
    await server.types(place=where)
    await server.presses("Continue: Course and term", place=where)
    await server.fills(COURSE_PAGE, place=where)
    await server.presses("Continue: Places", place=where)
    said = await server.fills({**PLACES_PAGE, "main": where.id}, place=where)
    assert "The staff place belongs to Weather and Us already. Pick another." in said
    await server.presses("Continue: Places", place=where)
    await server.fills(
        {**PLACES_PAGE, "main": "200", "staff": "201", "discussions": ""}, place=where
    )
    for title, values in (
        ("People", {"rows": ""}),
        ("What counts", RULES_PAGE),
        ("First session", {**SESSION_PAGE, "when": "2026-09-22 15:00"}),
    ):
        await server.presses(f"Continue: {title}", place=where)
        await server.fills(values, place=where)
    await server.presses("Start the course", place=where)
    assert await server.course("weather-and-us-2") is not None


async def _old(server: Server) -> str:
    """Press a button of the setup that is finished."""
    state = "v1:setup.show::aaaaaaaaaa:"
    return await server.asks(KEEPER, HALL, True, state=state)
