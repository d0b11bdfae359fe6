"""Links that people shared: addresses found in their messages, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ADDRESS = re.compile(r"https?://\w[^\s<>|\"“”]{0,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?'’*_~"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def links_in(text: str) -> tuple[str, ...]:
    """Return the addresses (http, https) in a text, in order, without the sentence's own signs."""
    if "://" not in text:
        return ()
    return tuple(dict.fromkeys(_trimmed(found) for found in _ADDRESS.findall(text)))


def _trimmed(address: str) -> str:
    """Return an address without what closes the sentence or the bracket it stands in."""
    while address and (address[-1] in _TRAILING or _closes(address)):
        address = address[:-1]
    return address


def _closes(address: str) -> bool:
    """Whether the last sign closes a bracket that was opened before the address."""
    opening = _BRACKETS.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)


def shared_links(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses in several texts, each once, the first shared first."""
    return tuple(dict.fromkeys(link for text in texts for link in links_in(text)))
