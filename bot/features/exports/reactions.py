"""What exports do when a course is loaded or frozen: plan every week's, or the last ones."""

from __future__ import annotations

from datetime import datetime

from bot.features.exports.planning import items_for, last_items
from bot.model.happenings import CourseFrozen, CourseLoaded
from bot.ports.work import UnitOfWork


async def plan(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Put the exports of the weeks to come on the agenda, by the course's present settings."""
    course = await work.courses.get(loaded.course)
    if course is None or course.frozen:
        return
    policy = await work.policies.current(course.id)
    await work.agenda.plan(tuple(items_for(course, policy, now)))


async def finish(frozen: CourseFrozen, now: datetime, work: UnitOfWork) -> None:
    """Make a last export of the weeks that were not locked when the course was frozen."""
    course = await work.courses.get(frozen.course)
    policy = await work.policies.current(frozen.course)
    if course is not None:
        await work.agenda.plan(tuple(last_items(course, policy, now)))
