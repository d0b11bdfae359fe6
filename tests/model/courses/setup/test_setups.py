"""A setup as it is begun and read: what a course has stands in its fields."""

from dataclasses import replace

from bot.model.courses.setup.setups import KEEP, Setup, begun
from bot.model.people import Account
from bot.model.places import Place, Purpose
from tests.support.described import BEFORE, DESCRIPTION

HERE = Place("sandbox", "staff")
NOMVULA = Account("sandbox", "nomvula")


def test_changing_a_course_begins_with_what_it_has() -> None:
    halls = (Place("sandbox", "hall"), Place("discord", "7"), Place("sandbox", "lab"))
    course = replace(DESCRIPTION.course, places={**DESCRIPTION.course.places, Purpose.VOICE: halls})
    base = replace(DESCRIPTION, course=course)
    setup = begun(base, HERE, NOMVULA, "chem-again", BEFORE)
    assert setup == Setup(
        id="chem-again",
        place=HERE,
        by=NOMVULA,
        at=BEFORE,
        said={
            "title": "Chemistry",
            "zone": "Europe/Berlin",
            "starts": "2026-09-07",
            "ends": "2026-10-04",
            "rules": KEEP,
            "main": "announcements",
            "staff": "staff",
            "voice": "hall\nlab",
        },
        course="chem",
        base=base,
    )
    assert setup.places(Purpose.VOICE) == (halls[0], halls[2])


def test_what_was_not_said_is_nothing() -> None:
    setup = Setup("new", HERE, NOMVULA, BEFORE)
    assert setup.answer("title") == ""
    assert setup.places(Purpose.MAIN) == ()
