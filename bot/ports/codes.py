"""Codes that can't be guessed: the only chance the core takes."""

from __future__ import annotations

from typing import Protocol


class Codes(Protocol):
    """Makes codes."""

    def digits(self, length: int) -> str:
        """Return `length` random digits, easy to read out."""
        ...

    def letters(self, length: int) -> str:
        """Return `length` random letters and digits that can't be mistaken for one another."""
        ...
