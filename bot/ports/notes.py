"""Notes: what an adapter keeps for itself between two runs of the program."""

from __future__ import annotations

from typing import Protocol


class Notes(Protocol):
    """Short texts by name, such as how far a platform's events were read."""

    async def read(self, name: str) -> str | None:
        """Return a note; None if there is none."""
        ...

    async def write(self, name: str, text: str) -> None:
        """Keep a note, in the place of the one before; it is committed when this returns."""
        ...
