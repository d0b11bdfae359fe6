"""The ledger as kept, with the rollup that standings are computed from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.model.participation.acts.answering import Posted, Sought
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.standings.tally import Acts, Tallies


class Ledger(Protocol):
    """Entries, never erased, and their tallies, kept in the same transaction."""

    async def append(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Write entries and their tallies; return the new ones (known ids change nothing)."""
        ...

    async def of_person(self, person: str) -> Sequence[Entry]:
        """Return a person's entries in order of time."""
        ...

    async def about(self, subject: str) -> Sequence[Entry]:
        """Return the entries about one session or discussion, in order of time."""
        ...

    async def about_people(self, subject: str, people: Collection[str]) -> Sequence[Entry]:
        """Return these people's entries about one session or discussion, in order of time."""
        ...

    async def shown_by(
        self, evidence: Collection[str], wanted: Collection[tuple[str, str]]
    ) -> Sequence[Entry]:
        """Return the entries that evidence shows, in order of time.

        They are those about a session or discussion by a person, for pairs of their ids.
        """
        ...

    async def posts(self, sought: Collection[Sought]) -> Mapping[str, Collection[Posted]]:
        """Return posts that stand, by the discussion they are about: those that are sought.

        They are the posts by their authors' own doing, whatever staff entered. All that are asked
        for are there, perhaps with others; what is read doesn't grow with the discussion.
        """
        ...

    async def received(
        self, subjects: Collection[str], evidence: Collection[str]
    ) -> Sequence[Entry]:
        """Return the entries of received replies that evidence shows, in order of time.

        They are those about these discussions, whoever received the reply.
        """
        ...

    async def of_course(self, course: str, weeks: Collection[int] = ()) -> Sequence[Entry]:
        """Return a course's entries, of these weeks or of all, in order of time."""
        ...

    async def sizes(self, course: str) -> Mapping[str, int]:
        """Return how many entries each person has: while they are as many, none was added."""
        ...

    async def tallies(self, course: str, person: str | None = None) -> Tallies:
        """Return the rollup of a course or of one of its people."""
        ...

    async def acts(
        self, course: str, person: str | None = None
    ) -> Mapping[str, Mapping[int, Acts]]:
        """Return the same by person and week; weeks in which people did the same are one value."""
        ...

    async def recount(
        self, course: str, since: int | None = None, counted: Mapping[int, Tallies] | None = None
    ) -> None:
        """Make the rollup anew from the entries, from a week on, as after a change of policy.

        What was `counted` from them already is written as it is: the tallies of these weeks, by
        week; all others stay.
        """
        ...
