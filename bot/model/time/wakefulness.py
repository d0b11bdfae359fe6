"""Whom a plan finds asleep, and who carries its burden."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.courses.description import CourseDescription
from bot.model.people import Role
from bot.model.sessions import Session
from bot.model.time.burden import Rhythm, ZoneBurden, asleep, burden_by_zone, burden_totals


@dataclass(frozen=True, slots=True)
class Sleepers:
    """A planned session and the names of the students whom it finds asleep."""

    session: Session
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsleepReport:
    """A plan's sessions by start with their sleepers, of `students` in all.

    `zones` tell what each zone's students carry over the term, the heaviest a person first;
    `heaviest` are the names and minutes of those who carry most, up to three.
    """

    students: int
    sessions: tuple[Sleepers, ...]
    zones: tuple[ZoneBurden, ...]
    heaviest: tuple[tuple[str, int], ...]


def asleep_report(description: CourseDescription) -> AsleepReport:
    """Return whom each planned session finds asleep, and the burden of all of them summed.

    Quiet hours stand for everyone's night; people without a zone are taken to be in the course's.
    """
    course = description.course
    students = [
        one.person
        for one in description.people
        if one.person.role is Role.STUDENT and one.person.dropped is None
    ]
    names = {person.id: person.name for person in students}
    rhythms = [Rhythm(person.id, person.zone or course.zone, course.quiet) for person in students]
    sessions = description.planned_sessions()
    totals = burden_totals(sessions, rhythms)
    ranked = sorted(totals.items(), key=lambda carried: (-carried[1], names[carried[0]]))
    return AsleepReport(
        students=len(students),
        sessions=tuple(
            Sleepers(session, tuple(names[person] for person in asleep(session, rhythms)))
            for session in sessions
        ),
        zones=burden_by_zone(totals, rhythms),
        heaviest=tuple((names[person], minutes) for person, minutes in ranked[:3] if minutes),
    )
