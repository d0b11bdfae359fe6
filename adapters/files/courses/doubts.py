"""Warnings of what a course file says although it can hardly be meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from adapters.files.courses.places import HEARD
from adapters.files.courses.schema import DiscussionWords, SessionWords
from adapters.files.problems import Severity
from adapters.files.shape import Part, complain
from adapters.files.yaml.text import Document
from bot.model.course import Course, QuietHours
from bot.model.courses.plan import DiscussionEntry, SessionEntry, discussions_of
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Policy, Within
from bot.model.places import Purpose
from bot.model.time.recurrence import expand
from bot.model.time.spoken import spoken_time
from bot.model.time.weeks import last_week

LONG = timedelta(hours=12)
"""No session of a class lasts longer than this."""
MOST_QUIET = timedelta(hours=16)
"""With more than this, hardly a reminder finds its time."""


def doubt_session(part: Part[SessionWords]) -> None:
    """Warn of a session that lasts too long, and of exceptions that change nothing."""
    if part.words.lasts > LONG:
        text = "It lasts longer than half a day."
        part.complain(("lasts",), text, "Is that meant?", severity=Severity.WARNING)
    _idle_moves(part)


def doubt_discussion(part: Part[DiscussionWords], entry: DiscussionEntry, course: Course) -> None:
    """Warn of a discussion that asks, expects or earns nothing, and of exceptions without effect.

    Its week is the one in which posts are due; after the term's last week, none counts it.
    """
    if not entry.expects.posts and not entry.expects.replies:
        text = "It expects nothing of anybody."
        hint = "Ask for a post or a reply."
        part.complain(("expects",), text, hint, severity=Severity.WARNING)
    prompted = sum(bool(topic.prompt) for topic in entry.topics)
    if not entry.prompt and prompted < len(expand(entry.rule)[0]):
        text = "It asks nothing." if not prompted else "Some of its times ask nothing."
        hint = "Add prompt:, or one for each of its topics."
        part.complain((), text, hint, value=part.words.key, severity=Severity.WARNING)
    late = [each for each in discussions_of(course, (entry,)) if each.week > last_week(course)]
    if late and entry.counted:
        due = spoken_time(late[0].posts_due.at, course.zone)
        text = f"Posts are due after the term's last week, first on {due}: that earns nothing."
        hint = "Let them be due earlier, end the term later, or write counted: no."
        part.complain(("posts due",), text, hint, severity=Severity.WARNING)
    _idle_moves(part)


def _idle_moves(part: Part[SessionWords] | Part[DiscussionWords]) -> None:
    for index, move in enumerate(part.words.move):
        if not (move.to or move.lasts or move.title or move.link):
            hint = "Add to:, lasts:, title: or link:."
            steps = ("move", index)
            part.complain(steps, "This changes nothing.", hint, severity=Severity.WARNING)


def warn_of_quiet(document: Document, quiet: QuietHours) -> None:
    """Warn of quiet hours that leave hardly any time for what is written privately."""
    day = datetime.combine(date.min, quiet.ends) - datetime.combine(date.min, quiet.starts)
    if day % timedelta(days=1) > MOST_QUIET:
        text = "In these hours nobody is written to: little of the day is left."
        hint = "Is it the other way round?"
        complain(document, ("quiet hours",), text, hint, severity=Severity.WARNING)


def warn_of_minutes(document: Document, course: Course, policy: Policy | None) -> None:
    """Warn of attendance that a minute in a voice place earns."""
    if not any(place.platform in HEARD for place in course.places_for(Purpose.VOICE)):
        return
    for index, option in enumerate(policy.options if policy else ()):
        for number, part in enumerate(option.parts):
            if Act.ATTEND in part.acts and not (part.minimum or part.share):
                text = "Whoever looks into the voice place for a minute has earned this."
                hint = "Add share: 75%, of the time that the session took, or minimum: 45."
                path = ("policy", "options", index, "needs", number)
                shown = option.title
                complain(document, path, text, hint, value=shown, severity=Severity.WARNING)


def warn_of_nothing(
    document: Document,
    policy: Policy | None,
    sessions: Sequence[SessionEntry],
    discussions: Sequence[DiscussionEntry],
) -> None:
    """Warn of a plan without entries, and of options that the plan never offers.

    Silent where entries were left out because of their errors.
    """
    if any(found.severity is Severity.ERROR for found in document.problems):
        return
    if not sessions and not discussions:
        text = "The plan is empty: no session and no discussion takes place."
        complain(document, (), text, severity=Severity.WARNING)
        return
    offered = {
        Within.SESSION: any(entry.counted for entry in sessions),
        Within.DISCUSSION: any(entry.counted for entry in discussions),
    }
    for index, option in enumerate(policy.options if policy else ()):
        if not offered.get(option.within, True):
            text = f"The plan has no {option.within} that is counted, so nobody can earn this."
            path = ("policy", "options", index, "within")
            complain(document, path, text, severity=Severity.WARNING)
