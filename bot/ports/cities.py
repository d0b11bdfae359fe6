"""Cities: from where somebody says they are to their time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class City:
    """A place with a time zone: its name, its country (with the state in the United States).

    `country` is empty for a zone that was named itself. `zone` is an IANA name.
    """

    name: str
    country: str
    zone: str

    @property
    def label(self) -> str:
        """The city as a person tells it from another of its name."""
        return f"{self.name}, {self.country}" if self.country else self.name


class Cities(Protocol):
    """Finds cities of 50,000 inhabitants and more, countries and zones, in many languages."""

    async def find(self, text: str, at: datetime, most: int = 10) -> tuple[City, ...]:
        """Return what `text` may mean, the likeliest first; empty when nothing is like it.

        Accents and case don't matter; "Portland, Oregon" narrows; zone names such as
        Asia/Kolkata are found too. Several cities with different zones mean that the person has to
        choose. `at` (aware UTC) is when offsets such as UTC+5:30 are read. Raises Refusal for an
        offset that doesn't name one zone.
        """
        ...
