"""Anybody's text as Discord's markdown that shows just this text: no markup, nobody mentioned.

Discord reads a backslash before any sign as that sign alone. Its server finds mentions without
looking at backslashes, so a zero-width space stands inside what would be one.
"""

from __future__ import annotations

import re

from bot.chat.letters import URL

BREAK = "\u200b"
"""A zero-width space: seen by nobody, and no mention goes across it."""
EVERYBODY = r"@(?=(?i:everyone|here))"

_ANGLED = re.compile(r"<(https?://[^\s<>]+)>")
_TOKENS = re.compile(rf"(?P<url>{URL})|{EVERYBODY}|:(?=//|[A-Za-z0-9_+-]+:)|[\\*_~|`\[\]<]")
_IN_URL = re.compile(rf"[\\*|`\[\]>]|~(?=~)|(?<=~)~|{EVERYBODY}")
_IN_CODE = re.compile(rf"{EVERYBODY}|<(?=\S)")
_LINE_START = re.compile(r"^([^\S\n]*)(?:(\d+)(\.)|([#>+-]))", re.MULTILINE)


def apart(before: str, after: str) -> str:
    """Return what has to stand between two pieces of markdown, lest they become one."""
    if before.endswith("*") and after.startswith("*"):
        return BREAK
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    return " " if re.search(URL, before.rsplit(maxsplit=1)[-1]) else ""


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
