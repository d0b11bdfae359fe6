"""Short ids that say what they are made from.

An id is a hash of its natural key, so the same cause always makes the same thing: a command
that is repeated, or replayed after a kill, writes the row it wrote before instead of a second.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from itertools import product

ID_LENGTH = 10
"""Characters of an id: 50 bits, short enough for a button's 100 characters to hold three."""
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
"""The base32 alphabet of RFC 4648, section 6, in small letters."""
LONGEST_COURSE_ID = 20
"""Characters of a course's id, which is written by people and stands in every button."""
RECENT = 8_192
"""Ids at hand: a message's are asked for several times, and again with its author's next."""
_PAIRS = ["".join(pair) for pair in product(LETTERS, repeat=2)]


@lru_cache(RECENT)
def short_id(*parts: str) -> str:
    """Return a stable id of ten characters (a-z, 2-7) for the natural key `parts`."""
    key = "\x1f".join(parts).encode()
    digest = hashlib.blake2b(key, digest_size=10).digest()
    bits = int.from_bytes(digest) >> (8 * len(digest) - 5 * ID_LENGTH)
    pairs = _PAIRS  # in one expression, for every message needs some ids
    return (
        f"{pairs[bits >> 40]}{pairs[bits >> 30 & 1023]}{pairs[bits >> 20 & 1023]}"
        f"{pairs[bits >> 10 & 1023]}{pairs[bits & 1023]}"
    )


def slug(text: str) -> str:
    """Return `text` as a key: its letters and digits, joined by hyphens; "" if it has none."""
    return "-".join(re.findall(r"[a-z0-9]+", text.casefold()))


def course_id(title: str, number: int = 1) -> str:
    """Return an id for a course of this title; `number` tells it from others of the same."""
    end = "" if number == 1 else f"-{number}"
    most = LONGEST_COURSE_ID - len(end)
    return f"{slug(title)[:most].strip('-') or 'course'}{end}"
