"""Gradebook files: the week's export as the formats that gradebooks and people take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.model.attendance.marks import Marked
from bot.model.gradebook.gradebook import GradebookWeek, Key, Scope
from bot.model.gradebook.matching import Doubt


class Format(StrEnum):
    """The formats a week can be exported in."""

    CSV = "csv"
    MOODLE = "moodle"
    CANVAS = "canvas"
    BLACKBOARD = "blackboard"
    XLSX = "xlsx"
    JSON = "json"


INTO = frozenset({Format.CANVAS, Format.BLACKBOARD})
"""What is never written anew: only a file that the gradebook itself gave can be filled in."""
WRITTEN = tuple(form for form in Format if form not in INTO)
"""What can be made from the roster alone."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Someone whose week is not in the file, and the sentence that says why and what to do."""

    person: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Target:
    """A file that staff downloaded from their gradebook, into which a week is to be written.

    `column` names the column by title, id or whole header; "" takes the one that names the week.
    With `excused`, who is excused gets Canvas' `EX`. `decided` holds what staff said of rows that
    are nobody's for certain: persons by row id, "" for a row that is nobody's.
    """

    name: str
    content: bytes
    column: str = ""
    excused: bool = False
    decided: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export is to be: of which weeks, in which formats, or into which file.

    `key` is what a Moodle file's rows are matched by, None for what most of the class has.
    """

    week: int
    scope: Scope = Scope.WEEK
    forms: tuple[Format, ...] = ()
    target: Target | None = None
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A finished export: a safe file name, its media type and its bytes.

    `checksum` is of the exported week itself, the same for every format of it. `left_out` lists
    everyone the format could not take, `doubts` the rows of a target that are nobody's for
    certain, `warnings` what the gradebook will do with a value that is not what it says, `notes`
    what was done. `graded` holds the ids of those whose week the file has.
    """

    name: str
    media_type: str
    content: bytes
    checksum: str
    form: Format
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    graded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MarksFile:
    """A session's marks for Moodle's attendance activity; `left_out` are those it can't hold."""

    name: str
    media_type: str
    content: bytes
    left_out: tuple[LeftOut, ...] = ()


class Gradebooks(Protocol):
    """Writes exports. The same week gives the same bytes, always and everywhere."""

    async def write(self, week: GradebookWeek, form: Format, key: Key = Key.EMAIL) -> ExportFile:
        """Return the week as a file; `key` is what a Moodle file's rows are matched by.

        Raises Refusal when nothing can be written that the gradebook would take.
        """
        ...

    async def recognize(self, target: Target, wanted: Format | None = None) -> Format:
        """Return whose format a target is; `wanted` decides where two programs' files look alike.

        Raises Refusal, with the line, for a file that is no gradebook's, or not the wanted one's.
        """
        ...

    async def fill(self, week: GradebookWeek, target: Target, form: Format) -> ExportFile:
        """Return a target of a format with the week's grades in it, every other byte as it was.

        Raises Refusal, with the line, for a file that is no gradebook's or lacks the column.
        """
        ...

    async def marks(self, name: str, marked: Sequence[Marked]) -> MarksFile:
        """Return a session's marks as a file called `name`; Refusal where it can't hold anybody."""
        ...
