"""Sessions and discussions, when a course's file is loaded again: the done ones are kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from bot.model.course import Course
from bot.model.courses.loading.merging import Changes, Sign, merge
from bot.model.courses.loading.present import Present
from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.sessions import Session, State
from bot.model.time.due import Due
from bot.model.time.spoken import spoken_time
from bot.model.time.weeks import week_of

T = TypeVar("T", Session, Discussion)
DATED = re.compile(r"(?P<entry>.+)-(?P<day>\d{4}-\d{2}-\d{2})")
"""The key of one occurrence of a repeating entry."""


@dataclass(frozen=True, slots=True)
class Match:
    """What one thing of the plan was in the last file, is now, and is in the new file."""

    last: Any
    present: Any
    new: Any


def load_sessions(
    changes: Changes,
    last: Sequence[Session] | None,
    present: Present,
    new: Sequence[Session],
    course: Course,
    now: datetime,
) -> None:
    """Add the sessions that are new, changed or cancelled."""
    new = [replace(one, week=week_of(course, one.starts)) for one in new]
    for match in matched(last, present.sessions, new):
        if match.present is None:
            _add_session(changes, match.new, course, now)
        elif match.new is None:
            _cancel_session(changes, match, present, course, now)
        elif present.session_is_done(match.present, now):
            if match.new != match.last:
                _keep_done(changes, match.present.title, "has taken place")
        else:
            _merge_session(changes, match, course)


def load_discussions(
    changes: Changes,
    last: Sequence[Discussion] | None,
    present: Present,
    new: Sequence[Discussion],
    course: Course,
    now: datetime,
) -> None:
    """Add the discussions that are new, changed or cancelled."""
    new = [replace(one, week=week_of(course, one.posts_due.at)) for one in new]
    for match in matched(last, present.discussions, new):
        if match.present is None:
            _add_discussion(changes, match.new, course, now)
        elif match.new is None:
            _cancel_discussion(changes, match, present, now)
        elif present.discussion_is_done(match.present, now):
            if match.new != match.last:
                _keep_done(changes, match.present.title, "has opened")
        else:
            _merge_discussion(changes, match, course)


def matched(last: Sequence[T] | None, present: Sequence[T], new: Sequence[T]) -> list[Match]:
    """Return what belongs together, in the order of the new file, then what it lacks.

    Things belong together by key. A repeating entry that was put on another weekday makes new
    keys: those of the same entry and the same week belong together, so that a session that is
    moved by the file is moved, not cancelled and planned anew. Without a last file the present
    stands for it, and nothing counts as removed.
    """
    here = {one.key: one for one in present}
    before = {one.key: one for one in last} if last is not None else dict(here)
    keys = {one.key for one in new}
    moved = _moved(
        [key for key in here if key not in keys],
        [one.key for one in new if one.key not in here],
    )
    found = []
    for one in new:
        key = moved.get(one.key, one.key)
        known = before.get(one.key) or before.get(key)
        found.append(Match(known, here.get(key), one))
    taken = keys | set(moved.values())
    if last is not None:
        gone = [one for one in present if one.key not in taken and one.key in before]
        found += [Match(before[one.key], one, None) for one in gone]
    return found


def _moved(old: Iterable[str], new: Iterable[str]) -> dict[str, str]:
    """Return, for new keys, the old ones of the same entry and week, in order of their days."""
    weeks: defaultdict[tuple[str, date], list[str]] = defaultdict(list)
    for key in sorted(old):
        if slot := _slot(key):
            weeks[slot].append(key)
    found = {}
    for key in sorted(new):
        slot = _slot(key)
        if slot and weeks[slot]:
            found[key] = weeks[slot].pop(0)
    return found


def _slot(key: str) -> tuple[str, date] | None:
    """Return the entry of a repeated occurrence's key, and the Monday of its week."""
    match = DATED.fullmatch(key)
    if match is None:
        return None
    day = date.fromisoformat(match["day"])
    return match["entry"], day - timedelta(days=day.weekday())


def _keep_done(changes: Changes, title: str, why: str) -> None:
    changes.keep(f"“{title}” {why}, so it stays as it was.")


def _add_session(changes: Changes, new: Session, course: Course, now: datetime) -> None:
    when = spoken_time(new.starts, course.zone)
    if new.starts <= now:
        changes.keep(f"“{new.title}” on {when} lies in the past, so it is not added.")
        return
    changes.sessions.append(replace(new, course=course.id))
    changes.say(Sign.ADD, f"Session “{new.title}”, {when}")


def _cancel_session(
    changes: Changes, match: Match, present: Present, course: Course, now: datetime
) -> None:
    session: Session = match.present
    if session.state is State.CANCELLED:
        return
    if present.session_is_done(session, now):
        _keep_done(changes, session.title, "has taken place")
    elif _settings(session) != _settings(match.last):
        text = f"“{session.title}” was changed in chat since; the file no longer has it"
        changes.keep(f"{text}: kept what chat says.")
    else:
        cancelled = replace(session, state=State.CANCELLED, revision=session.revision + 1)
        changes.sessions.append(cancelled)
        changes.announced.append(session.id)
        when = spoken_time(session.starts, course.zone)
        changes.say(Sign.REMOVE, f"Session “{session.title}”, {when}, is cancelled")


def _settings(session: Session) -> tuple[Any, ...]:
    return session.starts, session.ends, session.title, session.link, session.state


def _merge_session(changes: Changes, match: Match, course: Course) -> None:
    last, session, new = match.last or match.present, match.present, match.new
    if session.state is State.CANCELLED and match.last is not None:
        text = f"“{session.title}” was cancelled in chat since; the file still has it"
        changes.keep(f"{text}: kept what chat says.")
        return
    values = {
        "title": (last.title, session.title, new.title),
        "kind": (last.kind, session.kind, new.kind),
        "time": tuple((one.starts, one.ends) for one in (last, session, new)),
        "link": (last.link, session.link, new.link),
        "counted": (last.counted, session.counted, new.counted),
    }
    says = {
        "time": lambda span: _span(span, course.zone),
        "link": lambda link: link or "none",
        "counted": _yes_or_no,
    }
    applied = merge(changes, f"“{session.title}”", values, says)
    if session.state is State.CANCELLED:
        applied["state"] = State.PLANNED
        changes.say(Sign.ADD, f"Session “{session.title}” takes place after all")
    starts, ends = applied.pop("time", (session.starts, session.ends))
    week = week_of(course, starts)
    changed = replace(session, **applied, starts=starts, ends=ends, week=week)
    if changed == session:
        return
    if _settings(changed) != _settings(session):
        changed = replace(changed, revision=session.revision + 1)
        changes.announced.append(session.id)
    changes.sessions.append(changed)


def _add_discussion(changes: Changes, new: Discussion, course: Course, now: datetime) -> None:
    when = spoken_time(new.opens, course.zone)
    if new.opens <= now:
        changes.keep(f"“{new.title}” should have opened on {when}, so it is not added.")
        return
    changes.discussions.append(replace(new, course=course.id))
    changes.say(Sign.ADD, f"Discussion “{new.title}”, opens {when}")


def _cancel_discussion(changes: Changes, match: Match, present: Present, now: datetime) -> None:
    discussion: Discussion = match.present
    if discussion.state is DiscussionState.CANCELLED:
        return
    if present.discussion_is_done(discussion, now):
        _keep_done(changes, discussion.title, "has opened")
    elif _terms(discussion) != _terms(match.last):
        text = f"“{discussion.title}” was changed in chat since; the file no longer has it"
        changes.keep(f"{text}: kept what chat says.")
    else:
        changes.discussions.append(replace(discussion, state=DiscussionState.CANCELLED))
        changes.say(Sign.REMOVE, f"Discussion “{discussion.title}” is cancelled")


def _terms(discussion: Discussion) -> tuple[Any, ...]:
    return (
        *(discussion.title, discussion.prompt, discussion.opens, discussion.posts_due),
        *(discussion.closes, discussion.expects, discussion.state),
    )


def _merge_discussion(changes: Changes, match: Match, course: Course) -> None:
    last, discussion, new = match.last or match.present, match.present, match.new
    cancelled = discussion.state is DiscussionState.CANCELLED
    if cancelled and match.last is not None:
        text = f"“{discussion.title}” was cancelled in chat since; the file still has it"
        changes.keep(f"{text}: kept what chat says.")
        return
    fields = {
        "title": "title",
        "prompt": "prompt",
        "opens": "opening",
        "posts_due": "due time of posts",
        "closes": "due time of replies",
        "expects": "expectation",
        "counted": "counted",
    }
    values = {
        label: tuple(getattr(one, name) for one in (last, discussion, new))
        for name, label in fields.items()
    }
    says: Mapping[str, Any] = {
        "prompt": lambda prompt: f"“{prompt[:40]}…”" if len(prompt) > 40 else f"“{prompt}”",
        "opening": lambda opens: spoken_time(opens, course.zone),
        "due time of posts": lambda due: _due(due, course.zone),
        "due time of replies": lambda due: _due(due, course.zone),
        "expectation": _expected,
        "counted": _yes_or_no,
    }
    labels = {label: name for name, label in fields.items()}
    merged = merge(changes, f"“{discussion.title}”", values, says)
    applied = {labels[label]: value for label, value in merged.items()}
    if cancelled:
        applied["state"] = DiscussionState.PLANNED
        changes.say(Sign.ADD, f"Discussion “{discussion.title}” takes place after all")
    changed = replace(discussion, **applied)
    changed = replace(changed, week=week_of(course, changed.posts_due.at))
    if changed != discussion:
        changes.discussions.append(changed)


def _span(span: tuple[datetime, datetime], zone: str) -> str:
    starts, ends = span
    minutes = (ends - starts) // timedelta(minutes=1)
    return f"{spoken_time(starts, zone)} ({minutes} min)"


def _due(due: Due, zone: str) -> str:
    text = spoken_time(due.at, zone)
    return f"{text} by each one's own clock" if due.wall else text


def _expected(asked: Expectation) -> str:
    replies = "reply" if asked.replies == 1 else "replies"
    return f"{asked.posts} × {asked.words} words and {asked.replies} {replies}"


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
