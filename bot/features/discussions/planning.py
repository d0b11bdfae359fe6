"""When discussions are worked on: the agenda's items, and due times as people type them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from bot.chat.refusal import Refusal
from bot.chat.when import read_when
from bot.model.course import Course
from bot.model.discussions import Discussion, DiscussionState
from bot.model.time.due import Due, latest, local_due
from bot.model.time.zones import local, resolve
from bot.ports.agenda import Item

OPEN = "discussion.open"
CLOSE = "discussion.close"
SUM_UP = "discussion.summarize"
PUBLISH = "discussion.publish"
NUDGE = "discussion.nudge"
NUDGE_AT = time(9)
"""When in the course's day staff learn which posts nobody answered."""
LOCAL = "local "
"""What a due time begins with that is each person's own."""


def items_for(course: Course, discussion: Discussion, now: datetime) -> Iterator[Item]:
    """Yield the agenda's items of a discussion; the keys make planning them again safe."""
    args = {"discussion": discussion.id}
    key = f"discussion/{discussion.id}"
    if discussion.state is DiscussionState.PLANNED:
        yield Item(f"{key}/open", course.id, OPEN, discussion.opens, args)
    if discussion.state in (DiscussionState.PLANNED, DiscussionState.OPEN):
        closes = latest(discussion.closes)
        name = f"{key}/close/{int(closes.timestamp())}"
        yield Item(name, course.id, CLOSE, closes, args, settled=True)
    if discussion.state is DiscussionState.OPEN:
        yield nudge_item(course, discussion, max(now, discussion.opens))


def nudge_item(
    course: Course, discussion: Discussion, after: datetime, since: datetime | None = None
) -> Item:
    """Return the item of the first morning, by the course's clock, at least half a day after.

    `since` is when staff were last told, or would have been; None while they never were.
    """
    earliest = local(after + timedelta(hours=12), course.zone)
    day = earliest.date()
    if earliest.time() > NUDGE_AT:
        day += timedelta(days=1)
    due = resolve(datetime.combine(day, NUDGE_AT), course.zone).instant
    key = f"discussion/{discussion.id}/nudge/{day.isoformat()}"
    args = {"discussion": discussion.id}
    if since is not None:
        args["since"] = since.isoformat()
    return Item(key, course.id, NUDGE, due, args)


def read_due_time(text: str, course: Course, now: datetime) -> Due:
    """Return the due time a person typed: `sun 23:59`, or `local sun 23:59` for each their own."""
    words = " ".join(text.split())
    if not words.casefold().startswith(LOCAL):
        return Due(read_when(words, course.zone, now))
    instant = read_when(words[len(LOCAL) :], course.zone, now)
    return local_due(local(instant, course.zone).replace(tzinfo=None), course.zone)


def check_order(opens: datetime, posts: Due, closes: Due) -> None:
    """Refuse due times that are out of order."""
    if posts.at <= opens:
        raise Refusal("Posts would be due in the past. Please give a time that is still to come.")
    if closes.at < posts.at:
        raise Refusal("It would close before posts are due. Please give a later time for closes.")


def write_due(due: Due) -> str:
    """Return a due time as a few characters that fit into a button, in whole seconds."""
    wall = "" if due.wall is None else f"{int(due.wall.replace(tzinfo=UTC).timestamp()):x}"
    return f"{int(due.at.timestamp()):x}.{wall}"


def read_due(text: str) -> Due:
    """Return the due time that `write_due` wrote; refuse what it can't have written."""
    at, _, wall = text.partition(".")
    try:
        return Due(_instant(at), _instant(wall).replace(tzinfo=None) if wall else None)
    except (ValueError, OverflowError, OSError):
        raise Refusal("This button can't be read any more. Use /class discuss extend.") from None


def _instant(text: str) -> datetime:
    return datetime.fromtimestamp(int(text, 16), UTC)
