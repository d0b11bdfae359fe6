"""Columns of a report by what they hold, whatever a version of the program calls them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from adapters.meetings.tables import Line

Words = Mapping[str, tuple[str, ...]]
"""By what a column holds, the names under which it is known, in small letters."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known column of a header stands."""

    places: Mapping[str, int]

    @staticmethod
    def of(header: Line, words: Words) -> Columns:
        """Return the columns of a header that are known."""
        names = header.names
        found = {
            word: names.index(name)
            for word, known in words.items()
            for name in reversed(known)
            if name in names
        }
        return Columns(found)

    def has(self, *words: str) -> bool:
        """Whether all of these columns are there."""
        return all(word in self.places for word in words)

    @property
    def named(self) -> bool:
        """Whether it is said who somebody is: in one column, or in two."""
        return self.has("name") or self.has("first", "last")

    def cell(self, line: Line, word: str) -> str:
        """Return a row's cell in a column; "" where the row or the header has none."""
        place = self.places.get(word, len(line.cells))
        return line.cells[place] if place < len(line.cells) else ""

    def name(self, line: Line) -> str:
        """Return what somebody is called, in one cell or in two."""
        parts = (self.cell(line, word) for word in ("first", "last"))
        return self.cell(line, "name") or " ".join(part for part in parts if part)

    def cells(self, lines: Iterable[Line], *words: str) -> list[tuple[int, str]]:
        """Return the cells of some columns, each with the number of its line."""
        return [(line.number, self.cell(line, word)) for line in lines for word in words]


def yes(cell: str) -> bool:
    """Whether a cell says yes."""
    return cell.casefold() in ("yes", "y", "true")
