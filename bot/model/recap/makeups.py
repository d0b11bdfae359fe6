"""Make-ups: the asynchronous way to earn what a missed session would have earned.

What counts is that every question was answered, never whether an answer is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.model.ids import short_id
from bot.model.live.polls import Poll
from bot.model.live.questions import Question, ranked
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.places import Message
from bot.model.sessions import Session

MOST_QUESTIONS = 9
"""Questions of the live session that a make-up asks: those the class wanted most."""
LONGEST = 1000
PAGE = 5
REFLECTION = "reflection"
REFLECTS = "What do you take from this session, and what is still unclear?"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a make-up asks. `options` are a poll's, empty for a question in words.

    `id` is the question's or the poll's, or REFLECTION.
    """

    id: str
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MakeUp:
    """One person's make-up of a session.

    `answers` go by what was asked, by id: words, or the index of a poll's option. `submitted` is
    when all of it was answered for the first time; answers may change until it closes.
    `withdrawn` ones have lost their words.
    """

    session: str
    course: str
    person: str
    answers: Mapping[str, str] = field(default_factory=dict)
    changed: datetime | None = None
    submitted: datetime | None = None
    withdrawn: bool = False

    @property
    def id(self) -> str:
        """The make-up's id: there is one a person and session."""
        return short_id("make-up", self.session, self.person)


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """An answer that its author showed to the class in the recap's thread.

    `asked` is the question as it was; `removed` is when it was taken back. A `withdrawn` one has
    lost its words.
    """

    id: str
    course: str
    session: str
    person: str
    asked: str
    text: str
    at: datetime
    removed: datetime | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """Somebody's message in the thread under a recap; `person` None for an unknown account."""

    person: str | None
    at: datetime


def asked_in(questions: Iterable[Question], polls: Iterable[Poll]) -> tuple[Asked, ...]:
    """Return what the make-up of a session asks: its polls, its questions, and what one takes away.

    A make-up so has something to answer even when nobody asked anything.
    """
    wanted = sorted(ranked(questions), key=lambda q: (-q.votes, q.at, q.id))[:MOST_QUESTIONS]
    standing = [poll for poll in polls if poll.removed is None]
    return (
        *(Asked(poll.id, poll.question, poll.options) for poll in standing),
        *(Asked(question.id, question.text) for question in wanted),
        Asked(REFLECTION, REFLECTS),
    )


def pages(asked: Sequence[Asked]) -> tuple[tuple[Asked, ...], ...]:
    """Return what is asked in pages, each as long as a form may be."""
    return tuple(tuple(asked[start : start + PAGE]) for start in range(0, len(asked), PAGE))


def missing(asked: Iterable[Asked], answers: Mapping[str, str]) -> tuple[Asked, ...]:
    """Return what hasn't been answered."""
    return tuple(each for each in asked if not answers.get(each.id, "").strip())


def answered(
    makeup: MakeUp, answers: Mapping[str, str], asked: Sequence[Asked], at: datetime
) -> MakeUp:
    """Return the make-up with a page's answers; it is submitted once nothing is missing.

    `at` is the platform's instant. An answer that is given empty doesn't erase an earlier one.
    """
    given = {name: text.strip()[:LONGEST] for name, text in answers.items() if text.strip()}
    known = {each.id for each in asked}
    after = {**makeup.answers, **{name: given[name] for name in given if name in known}}
    complete = not missing(asked, after)
    submitted = makeup.submitted or (at if complete else None)
    return replace(makeup, answers=after, changed=at, submitted=submitted)


def makeup_entry(makeup: MakeUp, session: Session, until: datetime) -> Entry:
    """Return the ledger's entry for a submitted make-up; it counts for the session's week."""
    if makeup.submitted is None:
        raise ValueError("A make-up that wasn't submitted earns nothing.")
    return Entry(
        id=short_id(makeup.course, Act.MAKE_UP, makeup.person, session.id),
        course=makeup.course,
        person=makeup.person,
        act=Act.MAKE_UP,
        at=makeup.submitted,
        week=session.week,
        about=session.id,
        evidence=f"makeup/{makeup.id}",
        due=until,
    )


def without_words(makeup: MakeUp) -> MakeUp:
    """Return the make-up after its author withdrew their words; that it was sent in stays."""
    return replace(makeup, answers={}, withdrawn=True)


def unanswered(shared: Iterable[SharedAnswer], replies: Iterable[Reply]) -> list[SharedAnswer]:
    """Return the shared answers of one thread that nobody replied to yet, oldest first.

    Threads are flat: a reply is to the nearest answer above it that isn't its author's own and
    has no reply yet; what has one already can get more without keeping another waiting.
    """
    standing = [each for each in shared if each.removed is None and not each.withdrawn]
    waiting = sorted(standing, key=lambda each: (each.at, each.id))
    for reply in sorted(replies, key=lambda reply: reply.at):
        above = [each for each in waiting if each.at <= reply.at and each.person != reply.person]
        if above:
            waiting.remove(above[-1])
    return waiting


@dataclass(frozen=True, slots=True)
class Waiting:
    """A shared answer that nobody replied to, and where it stands (None before it is posted)."""

    shared: SharedAnswer
    message: Message | None
