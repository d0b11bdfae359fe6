"""Absences announced in advance: for staff to know, and never for classmates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """A person said that they can't come to a session; `undone` is when they took it back."""

    session: str
    person: str
    at: datetime
    undone: datetime | None = None


def away(absences: Iterable[Absence]) -> tuple[Absence, ...]:
    """Return the absences that stand, first said first."""
    standing = (absence for absence in absences if absence.undone is None)
    return tuple(sorted(standing, key=lambda absence: (absence.at, absence.person)))
