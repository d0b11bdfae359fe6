"""Letters of anybody's text: cleaned of what hides in them, measured, and cut where it may be."""

from __future__ import annotations

import re
import unicodedata

URL = r"(?<!\w)https?://[A-Za-z0-9\u00a1-\uffff][^\s<]+"
"""What platforms make a link of, wherever it stands."""
MORE = "…"
LONGEST_WORD = 20
"""Characters of a word that is rather left out than cut."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Controls, soft hyphens, zero-width spaces and what turns the direction of a line. The joiners
# and the marks of direction stay: Persian, Hindi, Hebrew and many an emoji are written with them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def cleaned(text: str) -> str:
    """Return a text whose lines end in newlines, without what hides in it or turns it around."""
    if text.isascii() and text.isprintable():
        return text
    text = _SURROGATES.sub("\ufffd", text)
    return _HIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def blank(text: str) -> bool:
    """Whether a text shows nothing."""
    return all(sign.isspace() or unicodedata.category(sign) in ("Cf", "Mn") for sign in text)


def beginning(text: str, end: int) -> str:
    """Return the first `end` characters of a text, fewer where they end in a word or address.

    Half an address would lead elsewhere.
    """
    if end >= len(text):
        return text
    for address in re.finditer(URL, text):
        if address.start() < end < address.end():
            return text[: address.start()]
    space = re.compile(r"\s").search(text[:end][::-1], 0, LONGEST_WORD)
    return text[: end - space.end()] if space and not text[end].isspace() else text[:end]


def ended(words: str) -> str:
    """Return words that were cut with a … at their end, which becomes no part of an address."""
    words = words.rstrip()
    last = words.rsplit(maxsplit=1)[-1] if words else ""
    return f"{words} {MORE}" if re.search(URL, last) else words + MORE


def size(text: str) -> int:
    """Return a text's length as platforms may count it: in units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def width(text: str) -> int:
    """Return the columns that a text takes: Chinese letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    unseen = sum(unicodedata.category(sign) in ("Mn", "Me", "Cf") for sign in text)
    return len(text) + wide - unseen
