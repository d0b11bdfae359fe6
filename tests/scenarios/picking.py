"""How a scenario's command names a completion that is to be picked."""

from __future__ import annotations

import re
from collections.abc import Iterable

PICKED = re.compile(r"(?P<field>\w+):\{(?P<words>[^}]*)\}")
"""`person:{Asha}` picks the completion that begins so."""


def in_full(text: str, titles: Iterable[str]) -> str:
    """Return a command as one types it where nothing completes it: titles in full, in quotes."""
    for picked in PICKED.finditer(text):
        title = next(one for one in titles if one.startswith(picked["words"]))
        text = text.replace(picked[0], f'{picked["field"]}:"{title}"')
    return text
