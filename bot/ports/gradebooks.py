"""Gradebook files: the week's export as the formats that gradebooks and people take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.model.gradebook.gradebook import GradebookWeek, Key


class Format(StrEnum):
    """The formats a week can be exported in."""

    CSV = "csv"
    MOODLE = "moodle"
    XLSX = "xlsx"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Someone whose week is not in the file, and the sentence that says why and what to do."""

    person: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A finished export: a safe file name, its media type and its bytes.

    `checksum` is of the exported week itself, the same for every format of it. `left_out` lists
    everyone the format could not take, `warnings` what the gradebook will do with a value that
    is not what it says.
    """

    name: str
    media_type: str
    content: bytes
    checksum: str
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()


class Gradebooks(Protocol):
    """Writes exports. The same week gives the same bytes, always and everywhere."""

    async def write(self, week: GradebookWeek, form: Format, key: Key = Key.EMAIL) -> ExportFile:
        """Return the week as a file; `key` is what a Moodle file's rows are matched by.

        Raises Refusal when nothing can be written that the gradebook would take.
        """
        ...
