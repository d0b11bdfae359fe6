"""Rosters that staff attach or paste: lists of people, as gradebooks export them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.model.courses.description import Member

RosterPart = tuple[str, bytes]
"""A file's name and its bytes."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a roster; `kind` says which program's it is, None if that can't be told.

    `errors` are sentences that say what to correct, and where: with any of them, the people are
    not to be used. `warnings` say what will look odd.
    """

    kind: str | None
    people: tuple[Member, ...]
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Rosters(Protocol):
    """Reads rosters."""

    async def read(
        self, name: str, content: bytes, others: Sequence[RosterPart] = (), section: str = ""
    ) -> Roster:
        """Return the people in the bytes of a file called `name`; it never raises for them.

        `others` are files that belong to it, such as the enrollments beside a list of users.
        `section` says which class is meant, or several with commas between, where a file has
        more than one. The people belong to no course yet: their ids are to be made anew.
        """
        ...
