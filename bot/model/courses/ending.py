"""The end of a course: what has to be over before it is frozen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.course import Course
from bot.model.discussions import Discussion, DiscussionState
from bot.model.sessions import Session, State

GRACE = timedelta(days=7)
"""How long after the term's last day staff are asked whether the course can be frozen."""


def still_ahead(
    sessions: Iterable[Session], discussions: Iterable[Discussion], now: datetime
) -> tuple[str, ...]:
    """Return the titles of what is live, open or still to come at `now`, by time."""
    coming = [
        (session.starts, session.title)
        for session in sessions
        if session.state is State.LIVE or (session.state is State.PLANNED and session.ends > now)
    ]
    coming += [
        (discussion.opens, discussion.title)
        for discussion in discussions
        if discussion.state is DiscussionState.OPEN
        or (discussion.state is DiscussionState.PLANNED and discussion.closes.at > now)
    ]
    return tuple(title for _, title in sorted(coming))


def ask_at(course: Course) -> datetime:
    """Return the UTC instant at which staff are asked to freeze a course."""
    last = datetime.combine(course.ends, time(9), ZoneInfo(course.zone))
    return (last + GRACE).astimezone(UTC)
