"""Files the bot made or was given: exports, charts, pictures."""

from __future__ import annotations

from typing import Protocol

from bot.ports.platform import StoredFile


class Files(Protocol):
    """Stored files; ids are made from their content's cause, so storing twice is one file."""

    async def put(self, course: str, file: StoredFile) -> None:
        """Keep a file under its id; a known id is overwritten."""
        ...

    async def erase(self, file: str) -> None:
        """Forget a file; one that isn't kept is no error."""
        ...

    async def get(self, file: str) -> StoredFile | None:
        """Return a file with its bytes."""
        ...
