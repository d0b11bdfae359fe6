"""The people of a course: who they are, what they may do, where they can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What someone on the roster is to the course."""

    STUDENT = "student"
    ASSISTANT = "assistant"
    INSTRUCTOR = "instructor"


STAFF = frozenset({Role.ASSISTANT, Role.INSTRUCTOR})
INSTRUCTORS = frozenset({Role.INSTRUCTOR})
EVERYONE = frozenset(Role)
STUDENTS = frozenset({Role.STUDENT})


@dataclass(frozen=True, slots=True)
class Account:
    """A person's identity on one platform (`platform` is the adapter's name)."""

    platform: str
    id: str

    def __hash__(self) -> int:
        """Return a hash of what tells most accounts apart: they are looked up all the time."""
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody had left a course: from `left` until the day before `back`."""

    left: date
    back: date

    def __str__(self) -> str:
        """Return it for people and for records."""
        return f"{self.left} to {self.back}"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on a course's roster.

    `zone` is an IANA name or None while unknown (the course's zone is used then). `enrolled` and
    `dropped` are dates in the course's zone; weeks before and after them are not asked of a
    student, nor those in which they were `away`: who left and came back, in that order. `username`,
    `email` and `number` are the keys that gradebooks match by.
    """

    id: str
    course: str
    name: str
    role: Role
    email: str | None = None
    username: str | None = None
    number: str | None = None
    zone: str | None = None
    group: str | None = None
    enrolled: date | None = None
    dropped: date | None = None
    away: tuple[Away, ...] = ()

    @property
    def is_staff(self) -> bool:
        """Whether this person teaches the course."""
        return self.role in STAFF
