"""A setup in which everything is said, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.model.courses.description import CourseDescription, Member, person_id, person_key
from bot.model.courses.setup.building import Built, build
from bot.model.courses.setup.setups import Setup, begun
from bot.model.people import Account, Person, Role
from bot.model.places import Place
from tests.support.described import BEFORE, DESCRIPTION

HOME = Place("slack", "C1")
TEACHER = Account("slack", "U1")
SAID: Mapping[str, str] = {
    "title": "  Weather   and Us ",
    "zone": "Europe/Berlin",
    "starts": "2026-09-07",
    "ends": "2026-10-04",
    "name": "Nomvula Brandt",
    "main": "C1",
    "staff": "C2",
    "people": "later",
    "rules": "both",
    "choose": "2",
    "excuses": "present",
    "topic": "Live",
    "when": "2026-09-08 15:00",
    "lasts": "75",
    "repeats": "weekly",
}
NEW = Setup("s", HOME, TEACHER, BEFORE, SAID)


def built(setup: Setup = NEW, /, **said: str) -> Built:
    return build(replace(setup, said={**setup.said, **said}), "weather", BEFORE)


def described(setup: Setup = NEW, /, **said: str) -> CourseDescription:
    found = built(setup, **said).description
    assert found is not None
    return found


def somebody(name: str, role: Role = Role.STUDENT, /, **keys: str) -> Member:
    person = replace(Person("", "course", name, role), **keys)  # type: ignore[arg-type]
    return Member(replace(person, id=person_id("course", person_key(person) or "")))


def changing(base: CourseDescription = DESCRIPTION, platform: str = "sandbox") -> Setup:
    return begun(base, Place(platform, "x"), TEACHER, "s", BEFORE)
