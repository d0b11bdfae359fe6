"""Columns: which one of a gradebook's file a week's grades belong into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

WEEK = re.compile(r"\b(?:w|wk|week)[\s.]*0*(\d{1,3})\b", re.IGNORECASE)
"""How people write a week's number in a title."""
UNIT = re.compile(r"\b(?:u|unit)[\s.]*0*(\d{1,3})\b", re.IGNORECASE)
"""How they write a unit's."""


@dataclass(frozen=True, slots=True)
class Column:
    """A grade column: its place (from 0), its title without ids, the id, the whole header.

    `possible` is the most that the gradebook gives for it, in its points; `closed` says why
    nothing can be written into it, "" where something can.
    """

    place: int
    title: str
    id: str
    header: str
    possible: str = ""
    closed: str = ""


def named(columns: Sequence[Column], wanted: str) -> list[Column]:
    """Return the columns that somebody may have named: by title, by id or by the whole header."""
    said = _plain(wanted)
    return [
        column
        for column in columns
        if said in (_plain(column.title), _plain(column.id), _plain(column.header))
    ]


def titled(
    columns: Sequence[Column], title: str, week: int | None, unit: int | None = None
) -> list[Column]:
    """Return the columns that may be an export's: those called `title`, or naming week or unit.

    A title that begins alike ("Participation") and names the `week` or the `unit` in another way
    ("week 3", "W3", "unit 2") is as good, where none is called `title`.
    """
    exact = [column for column in columns if _plain(column.title) == _plain(title)]
    names, number = (WEEK, week) if unit is None else (UNIT, unit)
    if exact or number is None:
        return exact
    begins = _plain(title).split()[0]
    return [
        column
        for column in columns
        if _plain(column.title).startswith(begins)
        and [int(each) for each in names.findall(column.title)] == [number]
    ]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
