"""Weeks of a term: Monday 00:00 to Monday 00:00 in the course's zone, counted from 1."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.course import Course


def first_monday(course: Course) -> date:
    """Return the Monday of the week in which the term starts."""
    return course.starts - timedelta(days=course.starts.weekday())


def week_of(course: Course, at: datetime) -> int:
    """Return the week that holds the instant `at`; below 1 before the term."""
    day = at.astimezone(ZoneInfo(course.zone)).date()
    return (day - first_monday(course)).days // 7 + 1


def week_start(course: Course, week: int) -> datetime:
    """Return the UTC instant at which `week` begins."""
    monday = first_monday(course) + timedelta(weeks=week - 1)
    return datetime.combine(monday, time(), ZoneInfo(course.zone)).astimezone(UTC)


def week_end(course: Course, week: int) -> datetime:
    """Return the UTC instant at which `week` ends, exclusive: the next one's beginning."""
    return week_start(course, week + 1)


def last_week(course: Course) -> int:
    """Return the number of the term's last week."""
    return (course.ends - first_monday(course)).days // 7 + 1
