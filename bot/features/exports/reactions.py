"""What exports do when a course is loaded or frozen, or its policy changes: plan every week's."""

from __future__ import annotations

from datetime import datetime

from bot.features.exports.planning import items_for, last_items
from bot.model.course import Course
from bot.model.happenings import CourseFrozen, CourseLoaded, PolicyChanged
from bot.model.participation.policies.policy import Policy
from bot.model.time.weeks import last_week
from bot.ports.work import UnitOfWork


async def plan(changed: CourseLoaded | PolicyChanged, now: datetime, work: UnitOfWork) -> None:
    """Put the exports of the weeks to come on the agenda, by the course's present settings."""
    course = await work.courses.get(changed.course)
    if course is None or course.frozen:
        return
    await work.agenda.plan(tuple(items_for(course, await _ruling(course, work), now)))


async def finish(frozen: CourseFrozen, now: datetime, work: UnitOfWork) -> None:
    """Make a last export of the weeks that were not locked when the course was frozen."""
    course = await work.courses.get(frozen.course)
    if course is not None:
        await work.agenda.plan(tuple(last_items(course, await _ruling(course, work), now)))


async def _ruling(course: Course, work: UnitOfWork) -> dict[int, Policy]:
    """Return the policy that rules each week of the term."""
    weeks = range(1, last_week(course) + 1)
    found = {week: await work.policies.ruling(course.id, week) for week in weeks}
    return {week: policy for week, policy in found.items() if policy is not None}
