"""A course file, as commands that need all of it take it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from adapters.files.courses.reading import read_course
from bot.chat.refusal import Refusal
from bot.model.courses.description import CourseDescription


def described(file: Path, now: datetime | None = None) -> CourseDescription:
    """Return the course in a file; Refusal, with every error, if it can't be loaded."""
    checked = read_course(file, now)
    if checked.description is None:
        raise Refusal("\n".join(map(str, checked.errors)))
    return checked.description
