"""Which course a command on the command line is about."""

from __future__ import annotations

from bot.chat.naming import called
from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.ports.work import UnitOfWork


async def course_meant(wanted: str | None, work: UnitOfWork) -> Course:
    """Return the course that is meant: named by id or title, or the only one that runs."""
    courses = await work.courses.all()
    if wanted is not None:
        titled = called(courses, wanted, lambda course: course.title)
        found = await work.courses.get(wanted) or (titled[0] if len(titled) == 1 else None)
        if found is None:
            raise Refusal(f"There is no course “{wanted}” here.{await _named(work)}")
        return found
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
