"""The plan, as a dumped course file says it."""

from __future__ import annotations

from adapters.files.courses import formats
from adapters.files.yaml.writing import Value, Words, given
from bot.model.course import Course
from bot.model.courses.plan import GRADED, DiscussionEntry, SessionEntry, Topic
from bot.model.discussions import Expectation
from bot.model.time.recurrence import Extra, Moved, Repeats, Rule


def _rule(rule: Rule, course: Course) -> dict[str, Value | None]:
    """Return what says when an entry takes place, and its exceptions."""
    if rule.repeats is Repeats.ONCE:
        when: dict[str, Value | None] = {"on": str(rule.first)}
    else:
        ends = None if rule.until in (None, course.ends) else str(rule.until)
        when = {
            "repeats": str(rule.repeats),
            "on": formats.write_weekdays(rule.weekdays),
            "from": None if rule.first == course.starts else str(rule.first),
            "until": ends,
            "times": None if rule.count is None else str(rule.count),
        }
    exceptions: dict[str, Value | None] = {
        "skip": [str(day) for day in rule.skip],
        "move": [_moved(one) for one in rule.moved],
        "extra": [_extra(one) for one in rule.extra],
    }
    return {"key": rule.key, "title": rule.title, **when, **exceptions}


def _moved(one: Moved) -> Words:
    return given(
        {
            "date": str(one.date),
            "to": formats.write_wall(one.starts) if one.starts else None,
            "lasts": formats.write_length(one.length) if one.length else None,
            "title": one.title,
            "link": one.link,
        }
    )


def _extra(one: Extra) -> Words:
    return given(
        {
            "at": formats.write_wall(one.starts),
            "lasts": formats.write_length(one.length) if one.length else None,
            "title": one.title,
            "link": one.link,
        }
    )


def _topics(topics: tuple[Topic, ...]) -> list[Value]:
    """Return topics as titles where they have nothing else."""
    return [
        one.title
        if one.title and not one.prompt
        else given({"title": one.title, "prompt": one.prompt})
        for one in topics
    ]


def _counted(counted: bool, usual: bool) -> str | None:
    if counted == usual:
        return None
    return "yes" if counted else "no"


def session_words(entry: SessionEntry, course: Course) -> Words:
    """Return a session entry as the file says it; the term's first and last day go unsaid."""
    rule = entry.rule
    return given(
        {
            **_rule(rule, course),
            "kind": str(entry.kind),
            "at": formats.write_clock(rule.at),
            "lasts": formats.write_length(rule.length),
            "link": rule.link,
            "counted": _counted(entry.counted, entry.kind in GRADED),
            "topics": _topics(entry.topics),
        }
    )


def discussion_words(entry: DiscussionEntry, course: Course) -> Words:
    """Return a discussion entry as the file says it."""
    return given(
        {
            **_rule(entry.rule, course),
            "opens": formats.write_clock(entry.rule.at),
            "posts due": formats.write_due(entry.posts_due),
            "replies due": formats.write_due(entry.replies_due),
            "expects": _expectation(entry.expects),
            "prompt": entry.prompt,
            "counted": _counted(entry.counted, True),
            "topics": _topics(entry.topics),
        }
    )


def _expectation(expects: Expectation) -> Words:
    words = {
        "posts": expects.posts,
        "words": expects.words,
        "replies": expects.replies,
        "reply words": expects.reply_words,
    }
    return {name: str(number) for name, number in words.items() if number or name == "posts"}
