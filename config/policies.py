"""Policies on the command line: the rules, what another would do, and the routes compared."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.refusal import Refusal

if TYPE_CHECKING:
    from bot.features.policies.records import Forecast
    from bot.model.course import Course
    from bot.model.participation.review.worth import Worth
    from bot.ports.policies import Ruling
    from bot.ports.work import UnitOfWork


class PolicyDesk(ABC):
    """The part of the command line's services that is about policies; all of it only reads."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the present instant."""

    @abstractmethod
    def _reading(
        self, course: str | None
    ) -> AbstractAsyncContextManager[tuple[UnitOfWork, Course]]:
        """Open the database to read about a course."""

    async def policies(self, course: str | None) -> Sequence[Ruling]:
        """Return a course's policy in all its versions, the oldest first."""
        async with self._reading(course) as (work, found):
            return await work.policies.versions(found.id)

    async def simulate(
        self, course: str | None, file: Path, week: int | None
    ) -> tuple[Forecast, list[str]]:
        """Return what the policy in a file would do from a week on, and what looks odd in it."""
        from bot.chat.calls import Upload
        from bot.chat.uploads import taken
        from bot.features.policies.records import look, propose, read_file

        with file.open("rb") as opened:
            content = taken(opened, file.name)
        async with self._reading(course) as (work, found):
            policy, warnings = await read_file(Upload(str(file), content), found, work, None)
            proposal = await propose(policy, week, found, self.now(), work)
            return await look(proposal, found, self.now(), work), warnings

    async def worth(self, course: str | None) -> Worth:
        """Return how a course's ways to take part compare."""
        from bot.model.participation.review.worth import worth
        from bot.ports.record import read_record

        async with self._reading(course) as (work, found):
            record = await read_record(found, work)
            if not record.policies:
                raise Refusal(f"{found.title} has no policy yet. Load its course file first.")
            return worth(record, self.now())
