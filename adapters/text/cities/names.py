"""Names as they are compared: without accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """Return a name as it is searched for: `São Paulo` and `sao-paulo` are both `sao paulo`."""
    bare = name.casefold()
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name).casefold()
        bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(_BETWEEN.sub(" ", bare).split())
