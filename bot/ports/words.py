"""Words as the archive's search compares them."""

from __future__ import annotations

from typing import Protocol

from bot.model.recap.query import Phrase


class Words(Protocol):
    """Normalizes text, so that a search finds the same in every database.

    A normalized word holds letters and digits only, in small letters without accents; forms of
    one word are the same word. `language` is a course's ("en", "pt-BR"); words of one that is not
    known keep their endings. Pure: the same text gives the same words.
    """

    def tokens(self, text: str, language: str = "en") -> tuple[str, ...]:
        """Return the words of a text that is to be found, in order, repetitions included."""
        ...

    def sought(self, text: str, language: str = "en") -> Phrase:
        """Return the words of a query, or of a quotation in it, as they are looked for."""
        ...
