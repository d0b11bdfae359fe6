"""Naming people in commands: the student that somebody typed or picked."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.calls import Choice, Choices
from bot.chat.refusal import Refusal
from bot.model.people import Person, Role


def student_named(people: Iterable[Person], name: str) -> Person:
    """Return the student with this id or, typed by hand, this name; refuse when none is meant."""
    students = [person for person in people if person.role is Role.STUDENT]
    wanted = name.casefold().strip()
    found = [person for person in students if person.id == name] or [
        person for person in students if person.name.casefold() == wanted
    ]
    if len(found) != 1:
        how = "No student is" if not found else "Several students are"
        raise Refusal(f"{how} called “{name}”. Pick one from the list that appears as you type.")
    return found[0]


def students_like(people: Iterable[Person], text: str) -> Choices:
    """Return the enrolled students whose name holds the text, to choose from."""
    return tuple(
        Choice(person.id, person.name)
        for person in people
        if person.role is Role.STUDENT
        and person.dropped is None
        and text.casefold() in person.name.casefold()
    )
