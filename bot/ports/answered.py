"""Messages that staff marked as answered: in the session, in private, or with a reaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.ids import short_id
from bot.model.participation.acts.references import write_message
from bot.model.places import Message


@dataclass(frozen=True, slots=True)
class AnsweredMark:
    """A message that waits for no reply any more, says `by`, a member of staff, since `at`.

    `removed` is when the mark was taken off; the row stays, so that this can be undone.
    """

    message: Message
    course: str
    by: str
    at: datetime
    removed: datetime | None = None

    @property
    def id(self) -> str:
        """A short id, for buttons: the same for each mark on this message."""
        return short_id("answered", write_message(self.message))


class Answered(Protocol):
    """The marks of all courses, one a message."""

    async def mark(self, mark: AnsweredMark) -> None:
        """Write a mark, in place of the one before it on the same message."""
        ...

    async def get(self, mark: str) -> AnsweredMark | None:
        """Return a mark by its id, also one that was taken off."""
        ...

    async def of(self, course: str) -> Sequence[Message]:
        """Return the messages of a course whose mark stands."""
        ...
