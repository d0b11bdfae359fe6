"""Copies: how much of a text stands in another one already, word for word.

Texts are compared by runs of five words, whatever their case, punctuation, links and quotes: what
stands in a run that both have counts as taken over. Short set phrases therefore don't count, and
a few changed words in between take away little. In scripts without spaces each character is taken
as a word. Runs of words ("shingles") are the usual way: A. Z. Broder, "On the resemblance and
containment of documents" (1997).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from bot.model.participation.acts.words import written

RUN = 5
"""Words that have to follow each other in both texts."""
MOST = 5_000
"""Words of a text that are looked at: more than any platform's message holds."""

Units = tuple[str, ...]
"""A text as it is compared: its words in order, in small letters."""
Run = tuple[str, ...]

_UNIT = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u1049\u1780-\u17d3]"
    r"|[^\W_]+(?:['’][^\W_]+)*"
)


def units(text: str) -> Units:
    """Return a text as it is compared: without code, quotes, links, case and punctuation."""
    plain = unicodedata.normalize("NFKC", written(text)).casefold()
    return tuple(_UNIT.findall(plain)[:MOST])


def runs(text: Units) -> frozenset[Run]:
    """Return every run of words in a text."""
    return frozenset(text[at : at + RUN] for at in range(len(text) - RUN + 1))


def taken_over(text: Units, known: Collection[Run]) -> int:
    """Return how many percent of `text` stand in runs of words that are `known`, rounded down."""
    starts = [at for at in range(len(text) - RUN + 1) if text[at : at + RUN] in known]
    return _percent(text, starts)


def said_again(text: Units) -> int:
    """Return how many percent of `text` repeat what it said before, rounded down."""
    seen: set[Run] = set()
    starts: list[int] = []
    for at in range(len(text) - RUN + 1):
        run = text[at : at + RUN]
        if run in seen:
            starts.append(at)
        seen.add(run)
    return _percent(text, starts)


def _percent(text: Units, starts: Sequence[int]) -> int:
    covered, until = 0, 0
    for start in starts:
        covered += start + RUN - max(start, until)
        until = start + RUN
    return 100 * covered // len(text) if text else 0
