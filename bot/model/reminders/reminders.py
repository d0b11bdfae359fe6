"""Reminders: which private messages a person gets, and when.

Nobody who has not asked for them gets any. Each session is announced at the leads one chose;
everything else is merged into one message a day, at `DIGEST_TIME` by one's own clock. Nothing
falls inside quiet hours, except for a session that one chose to attend at night.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.model.course import QuietHours
from bot.model.ids import short_id
from bot.model.sessions import Session, State
from bot.model.time.availability import WeeklyHours, hit
from bot.model.time.quiet import earlier_outside, next_quiet
from bot.model.time.zones import local, resolve

DIGEST_TIME = time(17, 0)
"""When the day's message comes: after most people's work, with the evening left to act on it."""

DIGEST_REACH = timedelta(hours=36)
"""How far ahead the day's message looks. What is due stands in it twice at most, and at least
once twelve hours before."""

MARGIN = timedelta(minutes=10)
"""How long before quiet hours a reminder goes that would have fallen into them: long enough that
a short outage does not swallow it."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose about private messages.

    `leads` are how long before a session they are reminded; without any, sessions stand in the
    day's message. When `merged` is off, each due time is announced at the leads too.
    `night_sessions` are ids of sessions chosen to be attended in quiet or impossible hours.
    """

    wanted: bool = False
    leads: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(hours=1))
    merged: bool = True
    night_sessions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is reminded: the person's id, what they chose, their zone, quiet and impossible hours."""

    person: str
    preferences: Preferences
    zone: str
    quiet: QuietHours = field(default_factory=QuietHours)
    impossible: tuple[WeeklyHours, ...] = ()


class Topic(StrEnum):
    """What a subject is about; the rest of it stands where its id leads."""

    SESSION = "session"
    POSTS = "posts"
    REPLIES = "replies"
    MAKE_UP = "make-up"
    RECAP = "recap"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a reminder is about: a session's, discussion's or make-up's id.

    `until` is when it is too late to speak of it: a session's start, this reader's due instant;
    None for news. `since` is when it became known (an instant; None when it always was); news
    stands in the one day's message that follows.
    """

    topic: Topic
    about: str
    until: datetime | None = None
    since: datetime | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """One private message to plan.

    `key` stays the same however often it is planned, and while quiet hours or zone shift `at`;
    it changes when a session is moved. Not sent before `expires`, it is not sent at all. Subjects
    whose `until` has passed when it is sent are left out by whoever writes it.
    """

    key: str
    person: str
    at: datetime
    expires: datetime
    subjects: tuple[Subject, ...]


def plan_reminders(
    reader: Reader, sessions: Iterable[Session], subjects: Iterable[Subject], now: datetime
) -> tuple[Reminder, ...]:
    """Return the reminders to send from `now` on, in order of time.

    `sessions` are those the reader is expected at or chose; `subjects` is all else that waits for
    them: what is due and not done, and news. Sessions that are no longer planned, or fall in
    impossible hours and were not chosen all the same, are left out. A reminder that should have
    gone before `now` is not among them: what was planned for then is the sender's.
    """
    chosen = reader.preferences
    if not chosen.wanted:
        return ()
    alone: list[tuple[Subject, datetime]] = []
    merged: list[Subject] = []
    for subject in (*_sessions(reader, sessions), *subjects):
        announced = subject.topic is Topic.SESSION or not chosen.merged
        if subject.until and chosen.leads and announced:
            alone.append((subject, subject.until))
        else:
            merged.append(subject)
    planned = (*_ahead(reader, alone), *_digests(reader, merged, now))
    return tuple(
        sorted(
            (found for found in planned if now <= found.at < found.expires),
            key=lambda found: (found.at, found.key),
        )
    )


def is_obsolete(reminder: Reminder, sessions: Collection[Session]) -> bool:
    """Whether a session that `reminder` speaks of was moved, cancelled or removed meanwhile."""
    true = {
        (session.id, session.revision) for session in sessions if session.state is State.PLANNED
    }
    return any(
        subject.topic is Topic.SESSION and (subject.about, subject.revision) not in true
        for subject in reminder.subjects
    )


def _sessions(reader: Reader, sessions: Iterable[Session]) -> Iterator[Subject]:
    """Yield the sessions that this reader is to be reminded of."""
    for session in sessions:
        possible = session.id in reader.preferences.night_sessions or not hit(
            reader.impossible, session, reader.zone
        )
        if session.state is State.PLANNED and possible:
            yield Subject(
                Topic.SESSION, session.id, until=session.starts, revision=session.revision
            )


def _ahead(reader: Reader, subjects: Iterable[tuple[Subject, datetime]]) -> Iterator[Reminder]:
    """Yield the reminders at the chosen leads; those for the same minute become one."""
    together: defaultdict[datetime, list[tuple[Subject, str, datetime]]] = defaultdict(list)
    for subject, until in subjects:
        for at, expires, lead in _moments(reader, subject.about, until):
            together[at].append((subject, lead, expires))
    for at, parts in together.items():
        parts.sort(key=lambda part: (part[2], part[0].topic, part[0].about))
        names = (
            f"{subject.topic}/{subject.about}/{subject.revision}/{lead}"
            for subject, lead, _ in parts
        )
        yield Reminder(
            key=short_id("reminder", reader.person, *names),
            person=reader.person,
            at=at,
            expires=parts[0][2],
            subjects=tuple(subject for subject, _, _ in parts),
        )


def _moments(
    reader: Reader, about: str, until: datetime
) -> Iterator[tuple[datetime, datetime, str]]:
    """Yield when something is announced, when each announcement expires, and its lead.

    An earlier one expires when the next is due. Two that quiet hours push together are one.
    """
    at_night = about in reader.preferences.night_sessions
    moments: dict[datetime, str] = {}
    for lead in sorted(reader.preferences.leads, reverse=True):
        at = until - lead
        if not at_night:
            at = earlier_outside(at, reader.quiet, reader.zone, MARGIN)
        moments[at] = f"{lead.total_seconds():.0f}"
    for at, following in pairwise((*moments, until)):
        quiet = None if at_night else next_quiet(at, reader.quiet, reader.zone)
        yield at, min(following, quiet or following), moments[at]


def _digests(reader: Reader, subjects: Collection[Subject], now: datetime) -> Iterator[Reminder]:
    """Yield one message for each day, from yesterday on, on which something is to be said."""
    horizon = max((subject.until or subject.since or now for subject in subjects), default=now)
    today = local(now, reader.zone).date()
    days = [today + timedelta(days=day) for day in range(-1, (horizon - now).days + 4)]
    slots = [_slot(reader, day) for day in days]
    for day, (before, at), following in zip(days[1:], pairwise(slots), slots[2:], strict=False):
        said = tuple(subject for subject in subjects if _is_said(subject, before, at))
        if said:
            quiet = next_quiet(at, reader.quiet, reader.zone) or following
            last = max(subject.until or following for subject in said)
            yield Reminder(
                key=short_id("digest", reader.person, f"{day}"),
                person=reader.person,
                at=at,
                expires=min(quiet, last),
                subjects=said,
            )


def _slot(reader: Reader, day: date) -> datetime:
    """Return when the message of `day` comes."""
    at = resolve(datetime.combine(day, DIGEST_TIME), reader.zone).instant
    return earlier_outside(at, reader.quiet, reader.zone, MARGIN)


def _is_said(subject: Subject, before: datetime, at: datetime) -> bool:
    """Whether a subject stands in the day's message at `at`, the one after that at `before`."""
    if subject.until is None:
        return subject.since is not None and before < subject.since <= at
    known = subject.since is None or subject.since <= at
    return known and at < subject.until <= at + DIGEST_REACH
