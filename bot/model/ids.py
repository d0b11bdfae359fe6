"""Short ids that say what they are made from.

An id is a hash of its natural key, so the same cause always makes the same thing: a command
that is repeated, or replayed after a kill, writes the row it wrote before instead of a second.
"""

from __future__ import annotations

import base64
import hashlib

ID_LENGTH = 10
"""Characters of an id: 50 bits, short enough for a button's 100 characters to hold three."""


def short_id(*parts: str) -> str:
    """Return a stable id of ten characters (a-z, 2-7) for the natural key `parts`."""
    key = "\x1f".join(parts).encode()
    digest = hashlib.blake2b(key, digest_size=10).digest()
    return base64.b32encode(digest).decode().lower()[:ID_LENGTH]
