"""Policies as kept: every version, and the week from which each rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.participation.policies.policy import Policy
from bot.model.participation.standings.tally import Tallies


@dataclass(frozen=True, slots=True)
class Ruling:
    """One version of a course's policy; it rules `since` this week, until a later one does."""

    policy: Policy
    since: int
    saved: datetime


class Policies(Protocol):
    """The policies of all courses; versions are kept."""

    async def current(self, course: str) -> Policy | None:
        """Return the version saved last."""
        ...

    async def ruling(self, course: str, week: int) -> Policy | None:
        """Return the policy that rules a week: of those that rule it, the version saved last.

        Weeks before the first version's are ruled by the first.
        """
        ...

    async def versions(self, course: str) -> Sequence[Ruling]:
        """Return all versions, the oldest first."""
        ...

    async def save(
        self,
        course: str,
        policy: Policy,
        now: datetime,
        since: int = 1,
        counted: Mapping[int, Tallies] | None = None,
    ) -> None:
        """Write a new version, and count the ledger's tallies anew in the same transaction.

        `counted` is for who did that already: the tallies by week as they are to be, of the weeks
        where they change. A version that is known already changes nothing; ValueError if it said
        something else.
        """
        ...
