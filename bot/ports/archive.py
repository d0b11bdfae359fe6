"""The archive as kept: documents and an index of their normalized words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.model.recap.archive import Document, Order
from bot.model.recap.query import Query


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for in which course's archive, and which part of what was found to return.

    `opened` are the sessions whose answers are open for the reader; None opens all, for staff.
    """

    course: str
    query: Query
    order: Order = Order.NEWEST
    opened: Collection[str] | None = ()
    offset: int = 0
    most: int = 10


class Archive(Protocol):
    """Everything a course keeps, to be found again."""

    async def put(self, documents: Sequence[Document], language: str = "en") -> None:
        """Write documents, new or known, in one statement a table; equal ones change nothing."""
        ...

    async def remove(self, documents: Sequence[str]) -> None:
        """Forget documents, by id; unknown ones are no error."""
        ...

    async def get(self, document: str) -> Document | None:
        """Return a document by its id."""
        ...

    async def of_person(self, person: str) -> Sequence[Document]:
        """Return the documents that hold a person's words, oldest first."""
        ...

    async def of_post(self, course: str, post: str) -> Sequence[Document]:
        """Return a course's documents whose `post` is exactly this, oldest first."""
        ...

    async def find(self, search: Search) -> Sequence[Document]:
        """Return what is found. The best come first among the newest that match; see the model."""
        ...
