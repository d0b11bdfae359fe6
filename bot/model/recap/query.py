"""Queries of the archive: any text is one, and none is an error.

Words and what stands in quotes must occur, whatever a minus stands before must not, and `week:3`
keeps to a week. What can't be read as one of these is read as words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LONGEST = 500
"""More characters of a query than this are not read."""
MOST_PHRASES = 20
"""More words or phrases than this are not looked for."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_PIECE = re.compile(r'([-−–]?)"([^"]*)(?:"|\Z)|(\S+?)(?=\s|\Z|")')
_WEEK = re.compile(r"week:(\d{1,3})(?:[-–](\d{1,3}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """One normalized word to look for; with `prefix`, any word that begins with it."""

    text: str
    prefix: bool = False


Phrase = tuple[Term, ...]
"""Terms that stand next to each other, in this order; a single word is a phrase of one."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every one of `phrases`, none of `excluded`, only in `weeks` if any."""

    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    weeks: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for; then the newest is shown."""
        return not (self.phrases or self.excluded or self.weeks)


def parse_query(text: str, sought: Callable[[str], Phrase]) -> Query:
    """Return the query that `text` is; `sought` makes a normalized phrase of written words.

    A word that is several, such as `make-up`, is a phrase.
    """
    phrases: dict[Phrase, None] = {}
    excluded: dict[Phrase, None] = {}
    weeks: set[int] = set()
    for minus, written in _pieces(text):
        week = None if minus else _WEEK.fullmatch(written)
        if week:
            start, end = int(week[1]), int(week[2] or week[1])
            weeks.update(range(min(start, end), max(start, end) + 1))
        elif phrase := sought(written):
            (excluded if minus else phrases)[phrase] = None
    kept = tuple(phrases)[:MOST_PHRASES]
    return Query(kept, tuple(excluded)[:MOST_PHRASES], frozenset(weeks))


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield each word and quotation, and whether a minus stands before it."""
    for minus, quoted, word in _PIECE.findall(text[:LONGEST].translate(_QUOTES)):
        if word:
            bare = word.lstrip("-−–")
            yield bare != word, bare
        else:
            yield bool(minus), quoted
