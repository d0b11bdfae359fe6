"""Codes from the machine's source of chance."""

from __future__ import annotations

import secrets

DIGITS = "0123456789"
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits without those that are mistaken for one another (i, l, o, 0, 1)."""


class SystemCodes:
    """Codes that can't be guessed."""

    def digits(self, length: int) -> str:
        """Return `length` random digits."""
        return "".join(secrets.choice(DIGITS) for _ in range(length))

    def letters(self, length: int) -> str:
        """Return `length` random letters and digits."""
        return "".join(secrets.choice(CLEAR) for _ in range(length))
