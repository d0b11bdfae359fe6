"""Joining as kept: personal codes, and requests that wait for staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.model.courses.joining import JoinCode, JoinRequest


class Joining(Protocol):
    """The codes and requests of all courses."""

    async def code(self, hash: str) -> JoinCode | None:
        """Return the code with this hash."""
        ...

    async def codes(self, person: str) -> Sequence[JoinCode]:
        """Return the codes that were made for a person, oldest first."""
        ...

    async def save_code(self, code: JoinCode) -> None:
        """Write a code, new or known."""
        ...

    async def drop_codes(self, person: str) -> None:
        """Forget a person's codes: none of them works any more."""
        ...

    async def request(self, request: str) -> JoinRequest | None:
        """Return the request with this id."""
        ...

    async def save_request(self, request: JoinRequest) -> None:
        """Write a request, new or known."""
        ...
