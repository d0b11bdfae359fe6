"""Posts: messages the bot owes a place or a person, each exactly once under a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.chat.views import View
from bot.model.ids import short_id
from bot.model.places import Message, Place


@dataclass(frozen=True, slots=True)
class Directly:
    """A person to be written to privately, wherever they have an account that takes it."""

    person: str


@dataclass(frozen=True, slots=True)
class UnderPost:
    """The thread that hangs under another post, known by that post's key once it is sent."""

    key: str


@dataclass(frozen=True, slots=True)
class OnCalendar:
    """The platform's own calendar that goes with a place; where there is none, nothing is owed."""

    place: Place


Target = Place | Directly | UnderPost | OnCalendar


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be: what it is (`key`), for which course, where to, and what it says.

    It is not sent before `not_before` nor at or after `expires` (aware UTC instants). `closed`
    posts go only where no student can read; they wait, visibly, while the place is open.
    """

    key: str
    course: str
    to: Target
    view: View
    not_before: datetime | None = None
    expires: datetime | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """A live board: its key, course and place, and what is drawn there when it is sent.

    `draws` names the renderer that the runtime knows; `object` is what it draws, by id. A
    `closed` board, like a closed post, goes only where no student can read.
    """

    key: str
    course: str
    to: Target
    draws: str
    object: str
    closed: bool = False


class PostState(StrEnum):
    """How far a post has come.

    HANDED says that a private post was given along with an answer, for want of an open mailbox:
    nothing stands in chat that could be changed.
    """

    WAITING = "waiting"
    SENT = "sent"
    HANDED = "handed"
    EXPIRED = "expired"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class PostRecord:
    """A post as the outbox keeps it.

    `revision` counts what should stand there, `sent_revision` what does (0 before it is sent);
    `doubtful` says that a send may have arrived, so the sender looks before it sends again.
    `view` is None for a board. `problem` is the sentence shown to staff while it can't be sent.
    `shut` posts wait for a person who takes no private messages: see bot.runtime.sending.mailbox.
    """

    key: str
    course: str
    to: Target
    view: View | None
    draws: str | None
    object: str | None
    closed: bool
    state: PostState
    revision: int
    sent_revision: int
    message: Message | None
    not_before: datetime | None
    expires: datetime | None
    doubtful: bool
    attempts: int
    problem: str | None
    shut: bool

    @property
    def marker(self) -> str:
        """What a message carries so that it can be found again: ten characters."""
        return short_id(self.key)
