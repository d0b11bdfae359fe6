"""Pushing: one column of a gradebook that is reached over the network, and what went into it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from bot.model.gradebook.pushes import HeldColumn, HeldGrade, Pushed


class GradebookError(Exception):
    """A gradebook could not be reached, or refused; the sentence says what to do.

    What was being written may have arrived. No token and no address with one stands in it.
    """


class GradebookColumn(Protocol):
    """One column of one course's gradebook."""

    @property
    def program(self) -> str:
        """The gradebook's name, for people."""
        ...

    @property
    def key(self) -> str:
        """What tells this column from every other, of other sites too."""
        ...

    @property
    def batch(self) -> int:
        """How many grades are best written at a time."""
        ...

    async def read(self) -> HeldColumn:
        """Return the column and what it holds; GradebookError where nothing can be written."""
        ...

    async def write(self, grades: Mapping[str, Decimal]) -> None:
        """Write grades by row id, in the gradebook's points.

        Nothing that is answered is proof: read back. Writing the same again changes nothing.
        """
        ...

    async def read_back(self, rows: Collection[str]) -> Mapping[str, HeldGrade]:
        """Return what these rows hold now; a row that is gone is not in it."""
        ...


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Where a column is: "moodle" or "canvas", its course's number there, and its own."""

    program: str
    course: str
    column: str

    @property
    def title(self) -> str:
        """The gradebook's name."""
        return self.program.capitalize()


class Columns(Protocol):
    """The gradebooks that are set up."""

    def reaching(self, place: ColumnPlace) -> AbstractAsyncContextManager[GradebookColumn]:
        """Open the way to a column; Refusal where its gradebook isn't set up."""
        ...


class Pushes(Protocol):
    """The grades that were pushed, as kept: the last one for each row of a column."""

    async def of(self, course: str, column: str) -> Mapping[str, Pushed]:
        """Return what was pushed to a column, by row."""
        ...

    async def columns(self, course: str) -> Sequence[str]:
        """Return the keys of the columns to which a course was pushed, in order."""
        ...

    async def of_person(self, course: str, person: str) -> Sequence[Pushed]:
        """Return what was pushed of one person, by column."""
        ...

    async def save(self, pushed: Sequence[Pushed]) -> None:
        """Write what was pushed, one a row of a column."""
        ...
