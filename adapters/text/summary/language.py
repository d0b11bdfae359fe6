"""Whether talk is English: only then is `um` a hesitation, and a single letter a broken word.

German has `um` and `er`, Portuguese `um`, French `à`, Polish `w`: elsewhere they mean something.
"""

from collections.abc import Iterable

_ENGLISH = frozenset(
    "the and that this you they there have what with are it's your because just don't which would "
    "could should about from i'm we're that's when how here like know yeah".split()
)
"""Frequent words of English that are none in its neighbors."""
_SHARE = 0.04
_ENOUGH = 12
"""Words from which on a language can be told."""


def is_english(texts: Iterable[str]) -> bool:
    """Tell whether texts are English, by its most frequent words; so are a few words of any."""
    words = [word for text in texts for word in text.lower().replace("’", "'").split()]
    if len(words) < _ENOUGH:
        return all(word.isascii() for word in words)
    known = sum(word.strip(".,!?;:") in _ENGLISH for word in words)
    return known >= _SHARE * len(words)
