"""Subjects: what waits for a student besides sessions, so that a reminder can speak of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from bot.model.discussions import Discussion, DiscussionState
from bot.model.participation.acts.ledger import Act, Entry, in_force
from bot.model.participation.policies.policy import Option
from bot.model.reminders.reminders import Reader, Subject, Topic
from bot.model.sessions import Session
from bot.model.time.availability import hit
from bot.model.time.due import due_for
from bot.model.time.quiet import quiet_spans
from bot.model.time.zones import ZoneHistory, local

ROUTES = {
    Topic.SESSION: Act.ATTEND,
    Topic.POSTS: Act.POST,
    Topic.REPLIES: Act.REPLY,
    Topic.MAKE_UP: Act.MAKE_UP,
}
"""The act to which a topic leads; news leads to none."""
COMING = frozenset({DiscussionState.PLANNED, DiscussionState.OPEN})


def subjects_of(
    discussions: Iterable[Discussion], zones: ZoneHistory, news: Iterable[Subject], until: datetime
) -> tuple[Subject, ...]:
    """Return what is due to the person of `zones` before `until`, and the news."""
    dues = (due for discussion in discussions for due in _dues(discussion, zones))
    return (*(due for due in dues if due.until and due.until < until), *news)


def _dues(discussion: Discussion, zones: ZoneHistory) -> Iterator[Subject]:
    """Yield the due times of a discussion that is counted and not over."""
    if discussion.state not in COMING or not discussion.counted:
        return
    posts, replies = due_for(discussion.posts_due, zones), due_for(discussion.closes, zones)
    if discussion.expects.posts:
        yield Subject(Topic.POSTS, discussion.id, until=posts, since=discussion.opens)
    if discussion.expects.replies:
        yield Subject(Topic.REPLIES, discussion.id, until=replies, since=discussion.opens)


def expected_at(session: Session, enrolled_from: datetime | None) -> bool:
    """Whether someone who enrolled at an instant (None: before the term) is expected there."""
    return enrolled_from is None or session.starts >= enrolled_from


def is_done(subject: Subject, discussion: Discussion | None, mine: Iterable[Entry]) -> bool:
    """Whether a person has done what a subject asks; `mine` are their entries about it."""
    acts = [entry.act for entry in in_force(mine)]
    match subject.topic:
        case Topic.POSTS:
            return discussion is None or acts.count(Act.POST) >= discussion.expects.posts
        case Topic.REPLIES:
            return discussion is None or acts.count(Act.REPLY) >= discussion.expects.replies
        case Topic.MAKE_UP:
            return Act.ATTEND in acts or Act.MAKE_UP in acts
        case _:
            return False


def steers_to(topic: Topic, options: Collection[Option]) -> bool:
    """Whether someone who declared `options` wants to hear of a topic; of all without any."""
    acts = {act for option in options for act in option.acts}
    wanted = ROUTES.get(topic)
    return not options or wanted is None or wanted in acts


def at_night(session: Session, reader: Reader) -> bool:
    """Whether a session falls into hours in which its reader is not reminded unless they say so."""
    quiet = quiet_spans(reader.quiet, reader.zone, session)
    return bool(quiet or hit(reader.impossible, session, reader.zone))


def clock_there(instant: datetime, zone: str) -> str:
    """Return what the clocks of a zone show, such as `Tue 18:30`."""
    return f"{local(instant, zone):%a %H:%M}"
