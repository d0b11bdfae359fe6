"""Which course a command on the command line is about."""

from __future__ import annotations

from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.ports.work import UnitOfWork


async def course_meant(wanted: str | None, work: UnitOfWork) -> Course:
    """Return the course that is meant: the one named, or the only one that runs."""
    if wanted is not None:
        found = await work.courses.get(wanted)
        if found is None:
            raise Refusal(f"There is no course “{wanted}” here.{await _named(work)}")
        return found
    courses = await work.courses.all()
    if not courses:
        raise Refusal(
            "No course is running here. Load one: homeroom course load FILE. "
            "One that is frozen has to be named: --course ID."
        )
    if len(courses) > 1:
        raise Refusal(f"Say which course with --course.{await _named(work)}")
    return courses[0]


async def _named(work: UnitOfWork) -> str:
    """Return a sentence that names the courses there are."""
    names = ", ".join(one.id for one in await work.courses.all())
    return f" There is: {names}." if names else " Load one: homeroom course load FILE."
