"""Marks: a session's attendance as Moodle's attendance activity counts it, one letter a student."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.model.gradebook.gradebook import Key
from bot.model.people import Person

KEYS = frozenset(
    ("id", "user id", "userid", "email", "email address", "username", "idnumber", "id number")
)
"""What a file of marks may call the column by which it tells people apart."""
TOLD = frozenset(("status", "scantime", "scan time"))
BESIDE = frozenset(("session", "sessionid", "session_id", "remarks"))


def are_marks(header: Iterable[str]) -> bool:
    """Whether a file with this header holds marks for Moodle's attendance, and nothing else."""
    words = {" ".join(word.casefold().split()) for word in header} - {""}
    return bool(words & KEYS and words & TOLD) and words <= KEYS | TOLD | BESIDE


class Mark(StrEnum):
    """The letters of a new attendance activity that Homeroom gives; it knows of no "late" (L)."""

    PRESENT = "P"
    EXCUSED = "E"
    ABSENT = "A"


@dataclass(frozen=True, slots=True)
class Marked:
    """A student and their mark of one session."""

    person: Person
    mark: Mark

    def key(self, kind: Key) -> str:
        """Return what a gradebook that matches by `kind` knows them by, "" for nothing."""
        person = self.person
        keys = {Key.EMAIL: person.email, Key.USERNAME: person.username, Key.NUMBER: person.number}
        return (keys[kind] or "").strip()


def marks(
    expected: Iterable[Person], present: Collection[str], excused: Collection[str]
) -> tuple[Marked, ...]:
    """Return the marks of those who were to come, given the ids of who came and who is excused.

    Whoever came is present, also where they were excused.
    """

    def mark(person: Person) -> Mark:
        if person.id in present:
            return Mark.PRESENT
        return Mark.EXCUSED if person.id in excused else Mark.ABSENT

    return tuple(Marked(person, mark(person)) for person in expected)
