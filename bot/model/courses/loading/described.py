"""The present state of a course as a description: what a dumped course file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.model.asking.survey import Survey
from bot.model.course import Course
from bot.model.courses.description import CourseDescription
from bot.model.courses.loading.present import Present
from bot.model.courses.plan import (
    OPENING,
    DiscussionEntry,
    DueRule,
    SessionEntry,
    Topic,
    discussions_of,
    sessions_of,
)
from bot.model.discussions import Discussion, DiscussionState
from bot.model.participation.policies.policy import Policy
from bot.model.sessions import Session, State
from bot.model.time.due import Due
from bot.model.time.recurrence import Extra, Moved, Occurrence, Rule, expand
from bot.model.time.zones import local, resolve

V = TypeVar("V")


def described(present: Present, last: CourseDescription | None) -> CourseDescription:
    """Return the description of a course as it is now.

    Entries of the file `last` loaded stand as they were written as far as the plan still follows
    them; what chat moved or cancelled becomes their exceptions, and what differs otherwise, or
    has no entry, becomes an entry of its own. What is cancelled is left out.
    """
    course = present.course
    policy = present.policy or (last.policy if last else Policy(1, course.title, (), ()))
    survey = last.survey if last else Survey()
    return CourseDescription(
        course=course,
        policy=replace(policy, version=1),
        people=present.people,
        sessions=_session_entries(present, last.sessions if last else ()),
        discussions=_discussion_entries(present, last.discussions if last else ()),
        survey=present.survey if present.survey is not None else survey,
    )


def _session_entries(
    present: Present, entries: tuple[SessionEntry, ...]
) -> tuple[SessionEntry, ...]:
    course = present.course
    left = {one.key: one for one in present.sessions if one.state is not State.CANCELLED}
    kept = []
    for entry in entries:
        adapted = _adapted_sessions(course, entry, left)
        yields = sessions_of(course, (adapted,))
        kept += [adapted] if yields else []
        for one in yields:
            del left[one.key]
    return (*kept, *(_own_session(one, course.zone) for one in left.values()))


def _adapted_sessions(
    course: Course, entry: SessionEntry, left: Mapping[str, Session]
) -> SessionEntry:
    """Return an entry that yields those of its sessions that are `left`, as they are now."""
    rule = replace(entry.rule, zone=course.zone)
    entry = replace(entry, rule=rule)
    planned = sessions_of(course, (entry,))
    if all(
        one.key in left and _session_plan(one) == _session_plan(left[one.key]) for one in planned
    ):
        return entry
    skip, moved, extra = list(rule.skip), [], []
    for one in expand(rule)[0]:
        session = left.get(one.key)
        is_extra = one.key.endswith("-extra")
        if session is None or not _expressible(entry, one, session):
            skip += [] if is_extra else [one.date]
            continue
        wall = _wall(session.starts, course.zone)
        length = _unless(session.ends - session.starts, rule.length)
        link = _unless(session.link, rule.link)
        if is_extra:
            extra.append(Extra(wall, length, link=link))
        elif (wall, length, link) != (datetime.combine(one.date, rule.at), None, None):
            starts = _unless(wall, datetime.combine(one.date, rule.at))
            moved.append(Moved(one.date, starts, length, link=link))
    rule = replace(rule, skip=tuple(skip), moved=tuple(moved), extra=tuple(extra))
    topics = [Topic(_unless(left[one.key].title, rule.title) or "") for one in expand(rule)[0]]
    return replace(entry, rule=rule, topics=_trimmed(topics))


def _expressible(entry: SessionEntry, planned: Occurrence, session: Session) -> bool:
    """Whether an exception of the entry can say how the session is now."""
    zone = entry.rule.zone
    wall = _wall(session.starts, zone)
    same_day = wall.date() == planned.date or not planned.key.endswith("-extra")
    return (
        (session.kind, session.counted) == (entry.kind, entry.counted)
        and (session.link is not None or entry.rule.link is None)
        and resolve(wall, zone).instant == session.starts
        and same_day
    )


def _session_plan(session: Session) -> tuple[object, ...]:
    return (
        *(session.starts, session.ends, session.title),
        *(session.link, session.kind, session.counted),
    )


def _own_session(session: Session, zone: str) -> SessionEntry:
    length = session.ends - session.starts
    rule = _once(session.key, session.title, session.starts, zone)
    rule = replace(rule, length=length, link=session.link)
    return SessionEntry(rule, session.kind, session.counted)


def _discussion_entries(
    present: Present, entries: tuple[DiscussionEntry, ...]
) -> tuple[DiscussionEntry, ...]:
    course = present.course
    left = {
        one.key: one for one in present.discussions if one.state is not DiscussionState.CANCELLED
    }
    kept = []
    for entry in entries:
        adapted = _adapted_discussions(course, entry, left)
        yields = discussions_of(course, (adapted,))
        kept += [adapted] if yields else []
        for one in yields:
            del left[one.key]
    return (*kept, *(_own_discussion(one, course.zone) for one in left.values()))


def _adapted_discussions(
    course: Course, entry: DiscussionEntry, left: Mapping[str, Discussion]
) -> DiscussionEntry:
    """Return an entry that yields those of its discussions that are `left` and still follow it."""
    rule = replace(entry.rule, zone=course.zone)
    entry = replace(entry, rule=rule)
    planned = {one.key: one for one in discussions_of(course, (entry,))}
    standing = {
        key for key, one in planned.items() if key in left and _terms(one) == _terms(left[key])
    }
    words = {key: (left[key].title, left[key].prompt) for key in standing}
    if words == {key: (one.title, one.prompt) for key, one in planned.items()}:
        return entry
    gone = [one for one in expand(rule)[0] if one.key not in standing]
    rule = replace(
        rule,
        skip=(*rule.skip, *(one.date for one in gone if not one.key.endswith("-extra"))),
        moved=tuple(
            replace(one, title=None)
            for one in rule.moved
            if one.date not in {lost.date for lost in gone}
        ),
        extra=tuple(
            replace(one, title=None)
            for one in rule.extra
            if f"{rule.key}-{one.starts.date()}-extra" in standing
        ),
    )
    topics = [
        Topic(_unless(title, rule.title) or "", _unless(prompt, entry.prompt) or "")
        for title, prompt in (words[one.key] for one in expand(rule)[0])
    ]
    return replace(entry, rule=rule, topics=_trimmed(topics))


def _terms(discussion: Discussion) -> tuple[object, ...]:
    return (
        *(discussion.opens, discussion.posts_due, discussion.closes),
        *(discussion.expects, discussion.counted),
    )


def _own_discussion(discussion: Discussion, zone: str) -> DiscussionEntry:
    return DiscussionEntry(
        rule=_once(discussion.key, discussion.title, discussion.opens, zone),
        prompt=discussion.prompt,
        posts_due=_due_rule(discussion.posts_due, zone),
        replies_due=_due_rule(discussion.closes, zone),
        expects=discussion.expects,
        counted=discussion.counted,
    )


def _due_rule(due: Due, zone: str) -> DueRule:
    wall = due.wall or _wall(due.at, zone)
    return DueRule(wall.time(), day=wall.date(), local=due.wall is not None)


def _once(key: str, title: str, starts: datetime, zone: str) -> Rule:
    wall = _wall(starts, zone)
    return Rule(key, title, zone, wall.date(), wall.time(), OPENING)


def _wall(instant: datetime, zone: str) -> datetime:
    """Return the wall time of an instant; a course file writes whole minutes."""
    return local(instant, zone).replace(tzinfo=None, fold=0, second=0, microsecond=0)


def _unless(value: V, usual: V) -> V | None:
    return None if value == usual else value


def _trimmed(topics: list[Topic]) -> tuple[Topic, ...]:
    """Return `topics` without the empty ones at the end."""
    while topics and topics[-1] == Topic():
        topics = topics[:-1]
    return tuple(topics)
