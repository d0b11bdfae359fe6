"""Reads rosters that staff attach in chat; the libraries it takes load when first used."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.ports.rosters import Roster, RosterPart

NO_COURSE = "course"
"""Stands for the course that the people will belong to."""


class RosterReader:
    """Implements bot.ports.rosters.Rosters with the reader of roster files."""

    async def read(
        self, name: str, content: bytes, others: Sequence[RosterPart] = (), section: str = ""
    ) -> Roster:
        """Return the people in a file; a long one holds up nobody else."""
        return await asyncio.to_thread(_read, name, content, others, section)


def _read(name: str, content: bytes, others: Sequence[RosterPart], section: str) -> Roster:
    from adapters.files.courses.people import read_people
    from adapters.files.problems import Severity, in_order
    from adapters.files.rosters.reading import read_roster

    document, kind = read_roster(content, name, others, section)
    people = read_people(NO_COURSE, (document,))
    problems = in_order(document.problems)
    return Roster(
        kind.title if kind else None,
        people,
        tuple(str(one) for one in problems if one.severity is Severity.ERROR),
        tuple(str(one) for one in problems if one.severity is Severity.WARNING),
    )
