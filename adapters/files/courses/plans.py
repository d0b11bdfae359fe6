"""The plan of a course file: sessions and discussions, checked one by one and together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from adapters.files.courses.doubts import doubt_discussion, doubt_session
from adapters.files.courses.schema import DiscussionWords, EntryWords, SessionWords
from adapters.files.problems import Severity
from adapters.files.shape import Part, read_parts
from adapters.files.yaml.text import Document, Path
from bot.model.course import Course
from bot.model.courses.plan import (
    GRADED,
    OPENING,
    DiscussionEntry,
    SessionEntry,
    Topic,
    plan_problems,
    sessions_of,
)
from bot.model.discussions import Expectation
from bot.model.time.recurrence import Extra, Moved, Occurrence, Repeats, Rule, expand
from bot.model.time.spans import overlaps
from bot.model.time.spoken import spoken_time
from bot.model.time.zones import local

WRITTEN_AS: dict[str, Path] = {
    "length": ("lasts",),
    "weekdays": ("on",),
    "count": ("times",),
    "moved": ("move",),
    "posts_due": ("posts due",),
    "replies_due": ("replies due",),
}
"""What the file calls the fields of a rule, where the words differ."""

ParsedSession = tuple[Part[SessionWords], SessionEntry]
ParsedDiscussion = tuple[Part[DiscussionWords], DiscussionEntry]


def read_plan(
    document: Document, course: Course, now: datetime | None
) -> tuple[tuple[SessionEntry, ...], tuple[DiscussionEntry, ...]]:
    """Return the plan's entries; those that can't be followed are reported and left out.

    `now` (a UTC instant) tells which sessions lie in the past; without it none does.
    """
    sessions = read_parts(document, ("sessions",), SessionWords)
    discussions = read_parts(document, ("discussions",), DiscussionWords)
    _check_keys([*sessions, *discussions])
    meetings: list[ParsedSession] = []
    for meeting in sessions:
        entry = _session_entry(meeting.words, course)
        if _followed(meeting, entry):
            doubt_session(meeting)
            _warn_of_dates(meeting, entry, course, now)
            meetings.append((meeting, entry))
    _check_occurrences(meetings)
    _check_overlaps(meetings, course)
    conversations: list[ParsedDiscussion] = []
    for part in discussions:
        conversation = _discussion_entry(part.words, course)
        if _followed(part, conversation):
            doubt_discussion(part, conversation, course)
            _warn_of_dates(part, conversation, course, now)
            conversations.append((part, conversation))
    _check_occurrences(conversations)
    return tuple(entry for _, entry in meetings), tuple(entry for _, entry in conversations)


def _session_entry(words: SessionWords, course: Course) -> SessionEntry:
    return SessionEntry(
        rule=_rule(words, course, words.on, words.at, words.lasts, words.link),
        kind=words.kind,
        counted=words.kind in GRADED if words.counted is None else words.counted,
        topics=_topics(words),
    )


def _discussion_entry(words: DiscussionWords, course: Course) -> DiscussionEntry:
    expects = words.expects
    return DiscussionEntry(
        rule=_rule(words, course, words.on, words.opens, OPENING),
        prompt=words.prompt,
        posts_due=words.posts_due,
        replies_due=words.replies_due,
        expects=Expectation(expects.posts, expects.words, expects.replies, expects.reply_words),
        counted=words.counted is not False,
        topics=_topics(words),
    )


def _rule(
    words: EntryWords,
    course: Course,
    on: list[int] | date | None,
    at: time,
    length: timedelta,
    link: str | None = None,
) -> Rule:
    """Return an entry's rule: a date makes it take place once, anything else repeats weekly."""
    once = isinstance(on, date)
    repeats = words.repeats or (Repeats.ONCE if once else Repeats.WEEKLY)
    until = words.until
    if until is None and words.times is None and repeats is not Repeats.ONCE:
        until = course.ends
    return Rule(
        key=words.key,
        title=words.title,
        zone=course.zone,
        first=on if isinstance(on, date) else words.first or course.starts,
        at=at,
        length=length,
        repeats=repeats,
        weekdays=frozenset(on) if isinstance(on, list) else frozenset(),
        until=until,
        count=words.times,
        skip=tuple(words.skip),
        moved=tuple(Moved(one.date, one.to, one.lasts, one.title, one.link) for one in words.move),
        extra=tuple(Extra(one.at, one.lasts, one.title, one.link) for one in words.extra),
        link=link,
    )


def _topics(words: EntryWords) -> tuple[Topic, ...]:
    return tuple(Topic(topic.title, topic.prompt) for topic in words.topics)


def _check_keys(parts: Sequence[Part[SessionWords] | Part[DiscussionWords]]) -> None:
    first: dict[str, Part[SessionWords] | Part[DiscussionWords]] = {}
    for part in parts:
        other = first.setdefault(part.words.key, part)
        if other is not part:
            line = part.document.at(other.path).line
            text = f"The entry on line {line} has the same key."
            part.complain(("key",), text, "Give each entry a key of its own.")


def _check_occurrences(parsed: Sequence[ParsedSession | ParsedDiscussion]) -> None:
    """Report a key that is another entry's with one of its dates: it would be the same meeting."""
    owners: dict[str, int] = {}
    for index, (part, entry) in enumerate(parsed):
        for occurrence in expand(entry.rule)[0]:
            if owners.setdefault(occurrence.key, index) != index:
                either: list[Part[SessionWords] | Part[DiscussionWords]]
                either = [part, parsed[owners[occurrence.key]][0]]
                either.sort(key=lambda one: one.words.key != occurrence.key)
                line = part.document.at(either[1].path).line
                text = f"This is what a time of “{either[1].words.title}” (line {line}) is called."
                either[0].complain(("key",), text, "Give it another key.")


def _followed(
    part: Part[SessionWords] | Part[DiscussionWords], entry: SessionEntry | DiscussionEntry
) -> bool:
    """Report what is wrong with an entry by itself; whether it can be followed."""
    rule, words = entry.rule, part.words
    if rule.repeats is Repeats.ONCE and not isinstance(words.on, date):
        text = "It takes place once, but no date says when."
        part.complain(("on",), text, "Write on: with a date, such as 2026-10-06.")
        return False
    if rule.repeats is not Repeats.ONCE and isinstance(words.on, date):
        text = "It repeats, but is on one date."
        hint = "Name weekdays here and the first day with from:, or leave out repeats:."
        part.complain(("on",), text, hint)
        return False
    if rule.until and words.until is None and rule.until < rule.first:
        text = f"It begins after the term ends ({rule.until})."
        part.complain(("from",), text, "Begin it earlier, or say until when.")
        return False
    problems = plan_problems(entry)
    for problem in problems:
        path = WRITTEN_AS.get(problem.field, (problem.field,))
        if problem.index is not None:
            path = (*path, problem.index)
        severity = Severity.WARNING if problem.warning else Severity.ERROR
        written = part.document.text((*part.path, *path))
        part.complain(path, problem.text, value=written or problem.value, severity=severity)
    return all(problem.warning for problem in problems)


def _warn_of_dates(
    part: Part[SessionWords] | Part[DiscussionWords],
    entry: SessionEntry | DiscussionEntry,
    course: Course,
    now: datetime | None,
) -> None:
    """Warn of occurrences outside the term or in the past; each kind once, with their number."""
    found, _ = expand(entry.rule)
    outside = [
        occurrence
        for occurrence in found
        if not course.starts <= local(occurrence.starts, course.zone).date() <= course.ends
    ]
    if outside:
        text = f"{_times(outside)} outside the term ({course.starts} to {course.ends}), first on"
        _warn(part, f"{text} {spoken_time(outside[0].starts, course.zone)}.")
    past = [occurrence for occurrence in found if now is not None and occurrence.starts < now]
    if past:
        text = f"{_times(past)} in the past, first on {spoken_time(past[0].starts, course.zone)};"
        _warn(part, f"{text} what the course doesn't have yet is not added there.")


def _times(found: Sequence[Occurrence]) -> str:
    return "One time of this entry lies" if len(found) == 1 else f"{len(found)} of its times lie"


def _warn(part: Part[SessionWords] | Part[DiscussionWords], text: str) -> None:
    part.complain((), text, value=part.words.key, severity=Severity.WARNING)


def _check_overlaps(meetings: Sequence[ParsedSession], course: Course) -> None:
    """Report each pair of entries whose sessions take place at the same time."""
    owner = {
        session.id: index
        for index, (_, entry) in enumerate(meetings)
        for session in sessions_of(course, (entry,))
    }
    sessions = sessions_of(course, [entry for _, entry in meetings])
    pairs = [(owner[one.id], owner[other.id], other.starts) for one, other in overlaps(sessions)]
    counts = Counter((min(one, other), max(one, other)) for one, other, _ in pairs)
    first = {(min(one, other), max(one, other)): at for one, other, at in reversed(pairs)}
    for text, part in _overlap_sentences(meetings, counts, first, course):
        part.complain(("at",), text, "Move one of them.", value=part.words.key)


def _overlap_sentences(
    meetings: Sequence[ParsedSession],
    counts: Counter[tuple[int, int]],
    first: dict[tuple[int, int], datetime],
    course: Course,
) -> Iterator[tuple[str, Part[SessionWords]]]:
    for (one, other), count in counts.items():
        part, earlier = meetings[other][0], meetings[one][0]
        at = spoken_time(first[one, other], course.zone)
        times = "" if count == 1 else f", {count} times in all"
        line = part.document.at(earlier.path).line
        if one == other:
            yield f"It overlaps itself: {at}{times}.", part
        else:
            yield f"It overlaps “{earlier.words.title}” (line {line}): {at}{times}.", part
