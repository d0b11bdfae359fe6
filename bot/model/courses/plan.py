"""The plan: the entries of a course file, and the sessions and discussions they stand for.

Ids are made from the course's id and the occurrence's key, so a plan that is read again yields
the same sessions. Due times are wall times: each is found from the day a discussion opens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.model.course import Course
from bot.model.discussions import Discussion, Expectation
from bot.model.ids import short_id
from bot.model.sessions import Kind, Session
from bot.model.time.due import Due, local_due
from bot.model.time.recurrence import Occurrence, Problem, Rule, expand
from bot.model.time.weeks import week_of
from bot.model.time.zones import resolve

OPENING = timedelta(minutes=1)
"""The length of a discussion's rule: only its opening recurs, its due times end it."""

GRADED = frozenset({Kind.TEACHING, Kind.DISCUSSION})
"""The kinds that a policy may count unless the plan says otherwise."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What one occurrence of an entry is about; an empty title or prompt leaves the entry's."""

    title: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A plan entry for sessions; `topics` go to its occurrences in order of time."""

    rule: Rule
    kind: Kind = Kind.TEACHING
    counted: bool = True
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class DueRule:
    """When something is due, seen from an earlier wall time (in the course's zone).

    One of: `weekday` (Monday = 0), the first one that comes after; `day`, a date; `days` later.
    With `local`, each person's own clock decides.
    """

    at: time
    weekday: int | None = None
    day: date | None = None
    days: int | None = None
    local: bool = False

    def after(self, earlier: datetime) -> datetime:
        """Return the wall time at which it is due, after the wall time `earlier`."""
        if self.day is not None:
            return datetime.combine(self.day, self.at)
        if self.weekday is None:
            return datetime.combine(earlier.date() + timedelta(days=self.days or 0), self.at)
        days = (self.weekday - earlier.weekday()) % 7
        wall = datetime.combine(earlier.date() + timedelta(days=days), self.at)
        return wall if wall > earlier else wall + timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DiscussionEntry:
    """A plan entry for discussions; its `rule` says when they open.

    `replies_due` is seen from the posts' due time. `topics` go to its occurrences in order.
    """

    rule: Rule
    prompt: str
    posts_due: DueRule
    replies_due: DueRule
    expects: Expectation = field(default_factory=Expectation)
    counted: bool = True
    topics: tuple[Topic, ...] = ()


def sessions_of(course: Course, entries: Iterable[SessionEntry]) -> tuple[Session, ...]:
    """Return the sessions that `entries` stand for, by start; entries with faults give none."""
    found = (
        _session(course, entry, occurrence, topic)
        for entry in entries
        for occurrence, topic in _with_topics(expand(entry.rule)[0], entry.topics)
    )
    return tuple(sorted(found, key=lambda session: (session.starts, session.key)))


def discussions_of(course: Course, entries: Iterable[DiscussionEntry]) -> tuple[Discussion, ...]:
    """Return the discussions that `entries` stand for, by opening."""
    found = (
        _discussion(course, entry, occurrence, topic)
        for entry in entries
        for occurrence, topic in _with_topics(expand(entry.rule)[0], entry.topics)
    )
    return tuple(sorted(found, key=lambda discussion: (discussion.opens, discussion.key)))


def plan_problems(entry: SessionEntry | DiscussionEntry) -> tuple[Problem, ...]:
    """Return what is wrong with an entry: its recurrence, its topics, the order of its dues."""
    found, problems = expand(entry.rule)
    if found and len(entry.topics) > len(found):
        text = f"It takes place {len(found)} times; the topics from here on are never used."
        unused = entry.topics[len(found)]
        value = unused.title or unused.prompt
        problems = (*problems, Problem("topics", text, value, len(found), warning=True))
    if isinstance(entry, SessionEntry):
        return problems
    for occurrence in found:
        opens, posts, replies = _walls(entry, occurrence)
        if posts <= opens:
            text = (
                f"Posts are due ({posts:%Y-%m-%d %H:%M}) before it opens ({opens:%Y-%m-%d %H:%M})."
            )
            return (*problems, Problem("posts_due", text, f"{posts:%Y-%m-%d %H:%M}"))
        if replies < posts:
            text = f"Replies are due before posts are ({posts:%Y-%m-%d %H:%M})."
            return (*problems, Problem("replies_due", text, f"{replies:%Y-%m-%d %H:%M}"))
    return problems


def _with_topics(
    found: tuple[Occurrence, ...], topics: tuple[Topic, ...]
) -> Iterable[tuple[Occurrence, Topic]]:
    spare = (Topic(),) * max(0, len(found) - len(topics))
    return zip(found, (*topics, *spare), strict=False)


def _title(entry: SessionEntry | DiscussionEntry, occurrence: Occurrence, topic: Topic) -> str:
    """Return the title: the exception's own, else the topic's, else the entry's."""
    if occurrence.title != entry.rule.title:
        return occurrence.title
    return topic.title or occurrence.title


def _session(course: Course, entry: SessionEntry, occurrence: Occurrence, topic: Topic) -> Session:
    return Session(
        id=short_id(course.id, "session", occurrence.key),
        course=course.id,
        key=occurrence.key,
        title=_title(entry, occurrence, topic),
        kind=entry.kind,
        starts=occurrence.starts,
        ends=occurrence.ends,
        week=week_of(course, occurrence.starts),
        link=occurrence.link,
        counted=entry.counted,
    )


def _discussion(
    course: Course, entry: DiscussionEntry, occurrence: Occurrence, topic: Topic
) -> Discussion:
    _, posts, replies = _walls(entry, occurrence)
    posts_due = _due(entry.posts_due, posts, course.zone)
    return Discussion(
        id=short_id(course.id, "discussion", occurrence.key),
        course=course.id,
        key=occurrence.key,
        title=_title(entry, occurrence, topic),
        prompt=topic.prompt or entry.prompt,
        opens=occurrence.starts,
        posts_due=posts_due,
        closes=_due(entry.replies_due, replies, course.zone),
        week=week_of(course, posts_due.at),
        expects=entry.expects,
        counted=entry.counted,
    )


def _walls(entry: DiscussionEntry, occurrence: Occurrence) -> tuple[datetime, datetime, datetime]:
    """Return the wall times at which it opens, posts are due, and replies are due."""
    posts = entry.posts_due.after(occurrence.wall)
    return occurrence.wall, posts, entry.replies_due.after(posts)


def _due(rule: DueRule, wall: datetime, zone: str) -> Due:
    return local_due(wall, zone) if rule.local else Due(resolve(wall, zone).instant)
