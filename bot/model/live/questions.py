"""Questions asked in or for a session: who may see the name, what was answered, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

WITHDRAWN = "(withdrawn by its author)"
LONGEST = 600
"""Characters of a question or an answer: what still reads on a board."""


class QuestionState(StrEnum):
    """How far a question has come, in words that people read."""

    OPEN = "not answered yet"
    PEER = "answered by a classmate"
    ENDORSED = "answered by a classmate, endorsed by staff"
    STAFF = "answered by staff"
    REMOVED = "taken off by staff"


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer to a question. `text` is "" when it was given aloud, or withdrawn.

    `endorsed_by` is the member of staff who stands behind a classmate's answer. `removed` is
    when it was taken back, and `removed_by` by whom, its author or staff; the row stays, so that
    taking it back can be undone.
    """

    id: str
    question: str
    person: str
    text: str
    at: datetime
    by_staff: bool
    endorsed_by: str | None = None
    removed: datetime | None = None
    removed_by: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands; `session` is the session it was asked in, or kept for.

    `anonymous` hides the name from classmates, never from staff. `voters` are the people who
    want it answered, not its author. `answers` are all that were given, the first one first.
    A `withdrawn` question has lost its words and its name, not its place in the count.
    """

    id: str
    course: str
    session: str
    person: str
    anonymous: bool
    text: str
    at: datetime
    voters: frozenset[str] = frozenset()
    answers: tuple[GivenAnswer, ...] = ()
    removed: datetime | None = None
    withdrawn: bool = False

    @property
    def votes(self) -> int:
        """How many others want it answered."""
        return len(self.voters)

    @property
    def best(self) -> GivenAnswer | None:
        """The answer to show: staff's, else an endorsed one, else the first."""
        standing = [a for a in self.answers if a.removed is None and not a.withdrawn]
        return min(standing, key=_rank, default=None)

    @property
    def answer(self) -> str | None:
        """The words of the answer to show, "" if it was given aloud; None if there is none."""
        best = self.best
        return None if best is None else best.text

    @property
    def answered_by(self) -> str | None:
        """Whose answer is shown, by person id."""
        best = self.best
        return None if best is None else best.person

    @property
    def state(self) -> QuestionState:
        """How far the question has come."""
        best = self.best
        if self.removed is not None:
            return QuestionState.REMOVED
        if best is None:
            return QuestionState.OPEN
        if best.by_staff:
            return QuestionState.STAFF
        return QuestionState.ENDORSED if best.endorsed_by else QuestionState.PEER

    @property
    def answered(self) -> bool:
        """Whether it has an answer that stands."""
        return self.best is not None

    @property
    def shown(self) -> str:
        """Its words, or what stands for words that were withdrawn."""
        return WITHDRAWN if self.withdrawn else self.text


def _rank(answer: GivenAnswer) -> tuple[int, datetime, str]:
    order = 0 if answer.by_staff else 1 if answer.endorsed_by else 2
    return order, answer.at, answer.id


def ranked(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions as a board shows them: most wanted first, then the older one.

    What was answered comes after what wasn't; what staff took off, or its author withdrew, is
    left out.
    """
    standing = (q for q in questions if q.removed is None and not q.withdrawn)
    return tuple(sorted(standing, key=lambda q: (q.answered, -q.votes, q.at, q.id)))


def author_shown(question: Question, to_staff: bool) -> str | None:
    """Return the person whose name a reader may see beside the question, or None."""
    if question.withdrawn or (question.anonymous and not to_staff):
        return None
    return question.person


def with_answer(question: Question, answer: GivenAnswer) -> Question:
    """Return the question with one more answer, or with that answer as it now stands."""
    others = [known for known in question.answers if known.id != answer.id]
    return replace(question, answers=tuple(sorted([*others, answer], key=lambda a: (a.at, a.id))))


def without_words(question: Question, person: str) -> Question:
    """Return the question after `person` withdrew their words: nothing else changes."""
    answers = tuple(
        replace(answer, text="", withdrawn=True) if answer.person == person else answer
        for answer in question.answers
    )
    if question.person != person:
        return replace(question, answers=answers)
    return replace(question, text="", anonymous=True, withdrawn=True, answers=answers)
