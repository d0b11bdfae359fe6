"""A course file, as commands that need all of it take it, and the next term's as they write it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from adapters.files.courses.dumping import dump
from adapters.files.courses.formats import Unreadable, read_day
from adapters.files.courses.reading import read_course
from adapters.files.courses.values import read_course_id
from bot.chat.refusal import Refusal
from bot.features.courses import loading
from bot.model.course import Course
from bot.model.courses.description import CourseDescription
from bot.ports.work import UnitOfWork


def described(file: Path, now: datetime | None = None) -> CourseDescription:
    """Return the course in a file; Refusal, with every error, if it can't be loaded."""
    checked = read_course(file, now)
    if checked.description is None:
        raise Refusal("\n".join(map(str, checked.errors)))
    return checked.description


async def next_file(course: Course, name: str, starts: date, work: UnitOfWork) -> str:
    """Return the course file of the next term; Refusal where it could never be loaded."""
    if name == course.id:
        raise Refusal(f"“{name}” is this term's. Give the next one an id of its own.")
    for value, read in ((name, read_course_id), (starts.isoformat(), read_day)):
        try:
            read(value)
        except Unreadable as error:
            raise Refusal(f"{value}: {error} {error.suggestion}") from None
    return dump(await loading.following(course.id, name, starts, work))
