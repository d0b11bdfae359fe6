"""The journal: one line a thing that happened, for operators. Never student text, never a token."""

from __future__ import annotations

from typing import Protocol


class Journal(Protocol):
    """Where the runtime notes what happened."""

    def note(self, what: str, **facts: str | int) -> None:
        """Note something ordinary, with ids as facts."""
        ...

    def trouble(self, what: str, error: BaseException, **facts: str | int) -> None:
        """Note an error that nobody using the bot could have caused."""
        ...
