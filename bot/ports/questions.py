"""Questions as kept, with their votes and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.live.questions import Question


class Questions(Protocol):
    """The questions of all sessions."""

    async def get(self, question: str) -> Question | None:
        """Return the question with this id."""
        ...

    async def of_session(self, session: str) -> Sequence[Question]:
        """Return a session's questions, oldest first; removed and withdrawn ones too."""
        ...

    async def of_person(self, person: str) -> Sequence[Question]:
        """Return the questions that a person asked or answered, oldest first."""
        ...

    async def save(self, questions: Sequence[Question]) -> None:
        """Write questions and their answers, new or known. Votes are written with `vote` only."""
        ...

    async def vote(self, question: str, person: str, at: datetime, *, up: bool) -> None:
        """Let a person want a question answered, or no longer; repeating it changes nothing."""
        ...
