"""Web addresses that links lead to: which may be followed, and whether their words mislead."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.chat.letters import cleaned

_LIKE_ONE = re.compile(r"://|^www\.|^[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?$", re.IGNORECASE)


def followed(url: str) -> str | None:
    """Return an http or https address with a host, without what hides in it; None for another."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or ":" in host:
        return None
    return cleaned(parts.geturl())


def misleading(words: str, target: str) -> bool:
    """Whether a link's words look like an address to which it does not lead."""
    return _LIKE_ONE.search(words) is not None and words not in (target, urlsplit(target).hostname)
