"""Whose a row of a gradebook's file is, in the words of staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.chat.naming import student_named
from bot.features.exports.writing import seat_of
from bot.model.course import Course
from bot.model.gradebook.matching import NOBODY
from bot.model.people import Person, Role
from bot.ports.work import UnitOfWork

NOBODY_SAID = "nobody"
"""What staff write of a row that is nobody's on the roster."""


def student_meant(people: Sequence[Person], said: str) -> Person:
    """Return the student with this key, or called this; refuse when none is meant."""
    word = said.casefold()
    keyed = [
        person
        for person in people
        if word
        in [(key or "").casefold() for key in (person.email, person.username, person.number)]
    ]
    students = [person for person in keyed if person.role is Role.STUDENT]
    return students[0] if len(students) == 1 else student_named(people, said)


async def decide_all(course: Course, said: Mapping[str, str], work: UnitOfWork) -> None:
    """Remember whose rows are: by the gradebook's row (`canvas/12`), a key or name, or nobody."""
    people = await work.people.of(course.id)
    seats = []
    for row, who in said.items():
        nobody = who.casefold() == NOBODY_SAID
        person = NOBODY if nobody else student_meant(people, who).id
        known = await work.exports.seat(seat_of(course.id, row, "").id)
        seats.append(replace(known or seat_of(course.id, row, ""), person=person))
    await work.exports.save_seats(seats)
