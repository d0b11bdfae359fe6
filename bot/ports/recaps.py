"""Recaps as kept, and the messages that staff marked as highlights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.model.places import Message
from bot.model.recap.recaps import Highlight, Recap


class Recaps(Protocol):
    """The recaps of all sessions."""

    async def get(self, session: str) -> Recap | None:
        """Return a session's recap, draft or published."""
        ...

    async def of(self, course: str) -> Sequence[Recap]:
        """Return a course's recaps, the one drafted first at first."""
        ...

    async def save(self, recaps: Sequence[Recap]) -> None:
        """Write recaps, new or known, and which messages they quote."""
        ...

    async def highlight(self, highlight: Highlight) -> None:
        """Write a mark, in place of the one before it on the same message."""
        ...

    async def highlighted(self, message: Message) -> Highlight | None:
        """Return the mark on a message, also one that was undone."""
        ...

    async def marks(self, messages: Sequence[Message]) -> Sequence[Highlight]:
        """Return the marks on these messages, in no order; undone ones too."""
        ...

    async def highlights(self, session: str) -> Sequence[Highlight]:
        """Return a session's marks, the first marked first; undone ones too."""
        ...

    async def showing(self, messages: Sequence[Message]) -> Sequence[str]:
        """Return the sessions whose recaps quote or highlight any of these messages."""
        ...
