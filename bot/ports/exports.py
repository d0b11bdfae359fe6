"""Exports as kept: who exported what and when, and the weeks as they were when they locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from bot.model.gradebook.gradebook import GradebookWeek, Scope


@dataclass(frozen=True, slots=True)
class Exported:
    """One export: what it held, in which format, for whom and when.

    `by` is the id of who asked for it, None for the bot on its day and for the operator. `at` is
    when it was made, `made_at` the instant for which it was reckoned. `checksum` is of the week,
    `content` the SHA-256 of the file's bytes. `grades` are what the gradebook has after it, by
    person; of a difference with those that did not change.
    """

    id: str
    course: str
    week: int
    scope: Scope
    form: str
    by: str | None
    at: datetime
    made_at: datetime
    policy: int
    locked: bool
    checksum: str
    content: str
    grades: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seat:
    """A row of a gradebook's file that was in doubt: whose staff say it is.

    `row` is what the gradebook knows it by, `name` whom it names there. `person` is None while
    nobody decided, "" for a row that is nobody's.
    """

    id: str
    course: str
    row: str
    name: str
    person: str | None = None


class Exports(Protocol):
    """The exports of all courses."""

    async def record(self, exported: Exported) -> None:
        """Keep an export; a known id changes nothing."""
        ...

    async def of(self, course: str, most: int = 100) -> Sequence[Exported]:
        """Return a course's latest exports, newest first."""
        ...

    async def latest(
        self, course: str, week: int, form: str | None, scope: Scope
    ) -> Exported | None:
        """Return the newest export of a week, total, unit or term, and of its differences.

        `week` is the last of a unit or the term; a `form` of None is any format.
        """
        ...

    async def seal(self, course: str, week: GradebookWeek) -> None:
        """Keep what is locked as it is exported from now on; the first one stays."""
        ...

    async def sealed(self, course: str, week: int, scope: Scope) -> GradebookWeek | None:
        """Return a week, or the total, unit or term up to it, as it was when it locked; or None."""
        ...

    async def seat(self, seat: str) -> Seat | None:
        """Return a row in doubt by its id."""
        ...

    async def seats(self, course: str) -> Sequence[Seat]:
        """Return every row of a course that was ever in doubt."""
        ...

    async def save_seats(self, seats: Sequence[Seat]) -> None:
        """Write rows in doubt, new or known."""
        ...
