"""Make-ups as kept, with the answers that were shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model.recap.makeups import MakeUp, SharedAnswer, Waiting


class MakeUps(Protocol):
    """The make-ups of all sessions."""

    async def get(self, session: str, person: str) -> MakeUp | None:
        """Return a person's make-up of a session, sent in or begun."""
        ...

    async def of_session(self, session: str) -> Sequence[MakeUp]:
        """Return a session's make-ups, by person."""
        ...

    async def of_person(self, person: str) -> Sequence[MakeUp]:
        """Return a person's make-ups."""
        ...

    async def save(self, makeups: Sequence[MakeUp]) -> None:
        """Write make-ups, new or known."""
        ...

    async def share(self, shared: Sequence[SharedAnswer]) -> None:
        """Write shared answers, new or known."""
        ...

    async def shared(self, share: str) -> SharedAnswer | None:
        """Return a shared answer by its id."""
        ...

    async def shared_by(self, person: str) -> Sequence[SharedAnswer]:
        """Return what a person shared, oldest first; also what they took back."""
        ...

    async def shared_in(self, session: str) -> Sequence[SharedAnswer]:
        """Return what was shared of a session, oldest first; also what was taken back."""
        ...

    async def shared_unanswered(self, course: str) -> Sequence[Waiting]:
        """Return a course's shared answers that nobody replied to, oldest first."""
        ...

    async def open_until(self, session: str) -> datetime | None:
        """Return when a session's make-up closes; None while its recap isn't published."""
        ...

    async def all_until(self, course: str) -> Mapping[str, datetime]:
        """Return when make-ups close, by session, for those of a course that ever opened."""
        ...
