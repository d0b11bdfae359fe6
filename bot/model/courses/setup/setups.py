"""A course that is being set up in chat, step by step; each step's answers are kept as given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.courses.description import CourseDescription, Member
from bot.model.people import Account
from bot.model.places import Place, Purpose

KEPT = timedelta(days=30)
"""A setup that nobody went on with for so long is forgotten, its roster with it."""


class Step(StrEnum):
    """The steps, in their order."""

    COURSE = "course"
    PLACES = "places"
    PEOPLE = "people"
    RULES = "rules"
    SESSION = "session"


FIELDS: Mapping[Step, tuple[str, ...]] = {
    Step.COURSE: ("title", "zone", "starts", "ends", "name"),
    Step.PLACES: tuple(str(purpose) for purpose in Purpose if purpose is not Purpose.VOICE),
    Step.PEOPLE: ("rows",),
    Step.RULES: ("rules", "choose", "excuses"),
    Step.SESSION: ("topic", "when", "lasts", "repeats", "link"),
}
"""What each step's form asks; the names are those of `Setup.said`."""
VOICE = str(Purpose.VOICE)
"""Asked on a page of its own, by who wants presence to be looked at."""
FAULTS = "faults"
"""What is wrong with a roster that was attached, a line each: the file itself isn't kept."""
KEEP = "keep"
"""The rules stay as they are: only where a course is changed."""


@dataclass(frozen=True, slots=True)
class Setup:
    """A course as far as it has been set up.

    `said` holds answers by field: whole where they could be read (a zone's IANA name, a wall time
    as 2026-10-06 15:00), else as typed. `place` is where it was begun and `by` the account that
    did; `at` is when it was last saved. `people` come from a roster. For a course that runs
    already, `course` is its id and `base` what it was when its setup was begun.
    """

    id: str
    place: Place
    by: Account
    at: datetime
    said: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Member, ...] = ()
    course: str | None = None
    base: CourseDescription | None = None

    def answer(self, name: str) -> str:
        """Return what was said in a field, "" for nothing."""
        return self.said.get(name, "")

    def places(self, purpose: Purpose) -> tuple[Place, ...]:
        """Return the places that were picked for a purpose; only for voice are there several."""
        ids = filter(None, self.answer(purpose).split("\n"))
        return tuple(Place(self.place.platform, one) for one in ids)


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a step from being done, in a sentence that says what to do."""

    step: Step
    text: str


def begun(course: CourseDescription, place: Place, by: Account, name: str, at: datetime) -> Setup:
    """Return the setup that changes a course, called `name`; what it has stands in the fields."""
    said = {
        "title": course.course.title,
        "zone": course.course.zone,
        "starts": course.course.starts.isoformat(),
        "ends": course.course.ends.isoformat(),
        "rules": KEEP,
    }
    for purpose, places in course.course.places.items():
        said[str(purpose)] = "\n".join(one.id for one in places if one.platform == place.platform)
    return Setup(name, place, by, at, said, course=course.course.id, base=course)
