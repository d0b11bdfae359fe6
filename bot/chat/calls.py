"""Calls: what a person asked for, as a platform heard it and as a handler sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.chat.forms import Form
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.model.course import Course
from bot.model.participation.acts.words import whole
from bot.model.people import Account, Person
from bot.model.places import Message, Place


class Answering(StrEnum):
    """How an answer is given; declared with the handler, for platforms want to know before.

    CONFIDENTIAL is for grades and personal data. UPDATE replaces the message whose button was
    pressed. A FORM handler only reads, and answers within a second.
    """

    PRIVATE = "private"
    CONFIDENTIAL = "confidential"
    PUBLIC = "public"
    UPDATE = "update"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody attached: its name as given (never trusted as a path) and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command, a pressed button, a sent form or a message action, as the platform tells it.

    Exactly one of `command` (the words after /class), `state` (a button's or form's) and
    `message_action` (a message action's verb) is set. `id` is the platform's own for this
    interaction and `at` its instant (aware UTC). `message` is the one whose button was pressed
    or on which the action was taken. `keeper` says that, to the platform, this account runs the
    server the call was made on; `voice` that there are places there where people meet by voice.
    """

    id: str
    account: Account
    place: Place
    at: datetime
    command: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    state: str | None = None
    values: Mapping[str, str] | None = None
    message_action: str | None = None
    message: Message | None = None
    private: bool = False
    files: Mapping[str, Upload] = field(default_factory=dict)
    keeper: bool = False
    voice: bool = True


def readable(call: Invocation) -> Invocation:
    """Return a call whose words can be kept and shown (`whole` in participation.acts.words)."""
    values = call.values
    if values is not None:
        values = {name: whole(text) for name, text in values.items()}
    options = {name: whole(text) for name, text in call.options.items()}
    return replace(call, options=options, values=values)


@dataclass(frozen=True, slots=True)
class Call:
    """An invocation whose course, person and role are known: what a handler gets.

    `at` is the platform's instant and decides deadlines; `now` is ours and dates what we write.
    `known` is None for someone who is not on the roster (only handlers that allow strangers).
    """

    invocation: Invocation
    course: Course
    known: Person | None
    now: datetime

    @property
    def person(self) -> Person:
        """The person who calls; refuses a stranger."""
        if self.known is None:
            raise Refusal(
                f"You are not on the roster of {self.course.title} yet. "
                "Ask your instructor to add you, or use /class join with your personal code."
            )
        return self.known

    @property
    def zone(self) -> str:
        """The zone by whose clock the caller lives: their own, else the course's."""
        return (self.known and self.known.zone) or self.course.zone

    @property
    def at(self) -> datetime:
        """The platform's own instant of the call."""
        return self.invocation.at

    @property
    def id(self) -> str:
        """The platform's own id of this interaction: what makes a repeated call the same."""
        return self.invocation.id

    @property
    def place(self) -> Place:
        """Where the call was made."""
        return self.invocation.place


@dataclass(frozen=True, slots=True)
class Visit:
    """An invocation that need not be about a course: what a handler that works anywhere gets.

    `course` is None in a place that belongs to none; `known` and `now` are as in a Call.
    """

    invocation: Invocation
    course: Course | None
    known: Person | None
    now: datetime

    @property
    def account(self) -> Account:
        """The account that calls."""
        return self.invocation.account

    def about(self, course: Course, known: Person | None) -> Call:
        """Return the call that this is, once it is known about which course."""
        return Call(self.invocation, course, known, self.now)


@dataclass(frozen=True, slots=True)
class Answer:
    """What `invoke` returns: a view or a form, and how it is to be given.

    `refused` says that nothing was done: what the person sent can be corrected and sent again.
    """

    body: View | Form
    how: Answering
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One suggestion of an autocompletion: the value to send and the words to show."""

    value: str
    label: str


Choices = tuple[Choice, ...]
MOST_CHOICES = 25
