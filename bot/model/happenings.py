"""Happenings: facts of the domain that other features react to."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.places import Message


@dataclass(frozen=True, slots=True)
class CourseLoaded:
    """A course file was applied: the plan may have changed."""

    course: str


@dataclass(frozen=True, slots=True)
class PolicyChanged:
    """Another version of a course's policy rules: what counts, and when weeks lock."""

    course: str


@dataclass(frozen=True, slots=True)
class CourseFrozen:
    """A course was frozen at its term's end: nothing more is sent or changed in it."""

    course: str


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """A session went live."""

    session: str


@dataclass(frozen=True, slots=True)
class SessionUnstarted:
    """A session's start was undone: it is planned again, as if it had not been live."""

    session: str


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """A live session ended."""

    session: str


@dataclass(frozen=True, slots=True)
class SessionChanged:
    """A planned session was moved, retitled, given a link, cancelled or brought back."""

    session: str


@dataclass(frozen=True, slots=True)
class RecapPublished:
    """A session's recap was published; revisions don't repeat it."""

    session: str


@dataclass(frozen=True, slots=True)
class DiscussionOpened:
    """A discussion opened."""

    discussion: str


@dataclass(frozen=True, slots=True)
class DiscussionClosed:
    """A discussion closed."""

    discussion: str


@dataclass(frozen=True, slots=True)
class PersonMoved:
    """A person's zone, impossible hours or reminders changed: their reminders are planned anew."""

    person: str


@dataclass(frozen=True, slots=True)
class AccountsChanged:
    """Accounts were linked to people of a course, or taken from them: so was what they wrote.

    `by` is the id of who of the staff did it, None for people themselves, a platform or a file.
    """

    course: str
    people: tuple[str, ...]
    linked: bool
    by: str | None


@dataclass(frozen=True, slots=True)
class WordsWithdrawn:
    """A person withdrew their words: every feature erases what it keeps of them."""

    person: str


@dataclass(frozen=True, slots=True)
class DecisionTakenBack:
    """Staff took back what they had decided on a person's act: what shows it counts as it stands.

    `about` is the id of the session or discussion the act belongs to, `by` who of the staff did it.
    """

    person: str
    about: str
    by: str


@dataclass(frozen=True, slots=True)
class QuestionWithdrawn:
    """A question of a session was taken back; `asked` are the words it had until then."""

    session: str
    asked: str


@dataclass(frozen=True, slots=True)
class PostArrived:
    """A post stands in chat for the first time: threads under it can be read from now on."""

    key: str
    message: Message


Happening = (
    CourseLoaded
    | PolicyChanged
    | CourseFrozen
    | SessionStarted
    | SessionUnstarted
    | SessionEnded
    | SessionChanged
    | RecapPublished
    | DiscussionOpened
    | DiscussionClosed
    | PersonMoved
    | AccountsChanged
    | WordsWithdrawn
    | DecisionTakenBack
    | QuestionWithdrawn
    | PostArrived
)
