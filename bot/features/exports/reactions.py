"""What exports do when a course is loaded: plan every week's."""

from __future__ import annotations

from datetime import datetime

from bot.features.exports.planning import items_for
from bot.model.happenings import CourseLoaded
from bot.ports.work import UnitOfWork


async def plan(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Put the exports of the weeks to come on the agenda, by the course's present settings."""
    course = await work.courses.get(loaded.course)
    if course is None or course.frozen:
        return
    policy = await work.policies.current(course.id)
    await work.agenda.plan(tuple(items_for(course, policy, now)))
