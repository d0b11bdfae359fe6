"""Discussions: asynchronous conversations and what they expect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.places import Message
from bot.model.time.due import Due


class DiscussionState(StrEnum):
    """A discussion's life; a closed one keeps its posts and its summary."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What taking part in full means: `posts` of at least `words` words each, and `replies`."""

    posts: int = 1
    words: int = 0
    replies: int = 0
    reply_words: int = 0


@dataclass(frozen=True, slots=True)
class Discussion:
    """One asynchronous conversation; `opens` is an aware UTC instant.

    `posts_due` is when first posts are due, `closes` when replies are; `root` is the message
    whose thread holds the conversation, once it is posted (the first of several platforms'). A
    closed one has a `summary` and `highlights`, the messages it points to.
    """

    id: str
    course: str
    key: str
    title: str
    prompt: str
    opens: datetime
    posts_due: Due
    closes: Due
    week: int
    expects: Expectation = Expectation()
    state: DiscussionState = DiscussionState.PLANNED
    counted: bool = True
    root: Message | None = None
    summary: str | None = None
    highlights: tuple[Message, ...] = ()
