"""Anybody's text as Discord's markdown that shows just this text: no markup, nobody mentioned.

Discord reads a backslash before any sign as that sign alone. Its server finds mentions without
looking at backslashes, so a zero-width space stands inside what would be one.
"""

from __future__ import annotations

import re

BREAK = "\u200b"
"""A zero-width space: seen by nobody, and no mention goes across it."""
URL = r"(?<!\w)https?://[A-Za-z0-9\u00a1-\uffff][^\s<]+"
"""What Discord makes a link of, wherever it stands; nothing inside it is markup."""
LONGEST_WORD = 20
"""Characters of a word that is rather left out than cut."""
EVERYBODY = r"@(?=(?i:everyone|here))"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Controls, soft hyphens, zero-width spaces and what turns the direction of a line. The joiners
# and the marks of direction stay: Persian, Hindi, Hebrew and many an emoji are written with them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_ANGLED = re.compile(r"<(https?://[^\s<>]+)>")
_TOKENS = re.compile(rf"(?P<url>{URL})|{EVERYBODY}|:(?=//|[A-Za-z0-9_+-]+:)|[\\*_~|`\[\]<]")
_IN_URL = re.compile(rf"[\\*|`\[\]>]|~(?=~)|(?<=~)~|{EVERYBODY}")
_IN_CODE = re.compile(rf"{EVERYBODY}|<(?=\S)")
_LINE_START = re.compile(r"^([^\S\n]*)(?:(\d+)(\.)|([#>+-]))", re.MULTILINE)


def cleaned(text: str) -> str:
    """Return a text whose lines end in newlines, without what hides in it or turns it around."""
    if text.isascii() and text.isprintable():
        return text
    text = _SURROGATES.sub("\ufffd", text)
    return _HIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def apart(before: str, after: str) -> str:
    """Return what has to stand between two pieces of markdown, lest they become one."""
    if before.endswith("*") and after.startswith("*"):
        return BREAK
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    return " " if re.search(URL, before.rsplit(maxsplit=1)[-1]) else ""


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


def size(text: str) -> int:
    """Return a text's length as Discord may count it: in units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def escaped(text: str) -> str:
    """Return cleaned text with every sign taken back that means something within a line.

    Web addresses stay links. What means something where a line begins is for `lines_escaped`.
    """
    return _TOKENS.sub(_escaped_token, _ANGLED.sub(r"\1 ", text))


def _escaped_token(match: re.Match[str]) -> str:
    found = match.group()
    if match.group("url"):
        address = _IN_URL.sub(lambda sign: f"%{ord(sign.group()):02X}", found)
        # Even a backslash would belong to the address, and the bracket would stand alone.
        return f"{address} " if match.string.startswith("<", match.end()) else address
    if found == "@":
        return found + BREAK
    # The next sign, if there is one, may not follow an angle bracket: <@1>, <t:1>, </ask:1>.
    return f"\\<{BREAK}" if found == "<" else f"\\{found}"


def lines_escaped(markdown: str) -> str:
    """Return lines of which none begins a heading, a list, a quotation or small text."""
    return _LINE_START.sub(r"\1\2\\\3\4", markdown)


def coded(text: str) -> str:
    """Return cleaned text for within code, where nothing is escaped and only backticks end it."""
    return _IN_CODE.sub(rf"\g<0>{BREAK}", text.replace("`", "ˋ"))
