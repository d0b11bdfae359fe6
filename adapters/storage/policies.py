"""Policies in the database, every version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, Integer, Table, bindparam, select

from adapters.storage.columns import Instant, Key, Value, of_fields
from adapters.storage.rows import Rows
from adapters.storage.tables import metadata
from bot.model.participation.policies.policy import Policy
from bot.model.participation.standings.tally import Tallies
from bot.ports.ledger import Ledger
from bot.ports.policies import Ruling

policies = Table(
    "policies",
    metadata,
    Column("course", Key, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("since", Integer, nullable=False),
    Column("saved", Instant, nullable=False),
    Column("policy", Value(Policy, remember=100), nullable=False),
)
OF_COURSE = (
    select(*of_fields(policies, Ruling))
    .where(policies.c.course == bindparam("course"))
    .order_by(policies.c.version)
)


class SqlPolicies:
    """The policies of all courses; see bot.ports.policies."""

    def __init__(self, rows: Rows, ledger: Ledger) -> None:
        """Take the transaction's rows, and the ledger whose tallies follow the policy."""
        self._rows = rows
        self._ledger = ledger

    async def current(self, course: str) -> Policy | None:
        """Return the version saved last."""
        versions = await self.versions(course)
        return versions[-1].policy if versions else None

    async def ruling(self, course: str, week: int) -> Policy | None:
        """Return the policy that rules a week."""
        return rules_for(await self.versions(course), week)

    async def versions(self, course: str) -> Sequence[Ruling]:
        """Return all versions, the oldest first."""
        return await versions_of(self._rows, course)

    async def save(
        self,
        course: str,
        policy: Policy,
        now: datetime,
        since: int = 1,
        counted: Mapping[int, Tallies] | None = None,
    ) -> None:
        """Write a new version, and count the ledger's tallies of the weeks that it rules anew."""
        before = await self.versions(course)
        for known in before:
            if known.policy.version == policy.version:
                if known.policy != policy:
                    raise ValueError(f"Version {policy.version} of the policy is taken.")
                return
        row = {
            "course": course,
            "version": policy.version,
            "since": since,
            "saved": now,
            "policy": policy,
        }
        await self._rows.add(policies, [row])
        # The first version rules the weeks before its own as well.
        await self._ledger.recount(course, since if before else None, counted)


async def versions_of(rows: Rows, course: str) -> Sequence[Ruling]:
    """Return a course's versions, the oldest first."""

    async def read() -> Sequence[Ruling]:
        return [Ruling(*row) for row in await rows.ask(OF_COURSE, course=course)]

    return await rows.once(("policies", course), read)


def rules_for(versions: Sequence[Ruling], week: int) -> Policy | None:
    """Return, of versions in their order, the one that rules a week."""
    ruling = [version.policy for version in versions if version.since <= week]
    if ruling:
        return ruling[-1]
    return versions[0].policy if versions else None
