"""Anybody's text where Slack reads mrkdwn: just this text, no markup, nobody mentioned.

That is only in the fallback text and in small notes with times or links; all else is rich text or
plain text, where nothing is read as markup. mrkdwn can't take a sign's meaning back, so signs that
mean something become ones that look like them (https://docs.slack.dev/messaging/formatting-message-text).
"""

from __future__ import annotations

import re

from bot.chat.letters import URL, cleaned

BREAK = "\u200b"
"""A zero-width space: seen by nobody, and neither a quotation nor an emoji goes across it."""
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
ALIKE = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
"""Signs that mean something around words, and those that look like them and mean nothing."""

_SPOKEN = r"@(?=(?i:everyone|channel|here))|:(?=[\w+'`-]+:)"
_TOKENS = re.compile(rf"(?P<url>{URL})|{_SPOKEN}|[&<>*_~`]")
_IN_URL = re.compile(rf"{_SPOKEN}|[<>*_~`|^\"]")
_QUOTED = re.compile(r"^(\s*)(?=&gt;)", re.MULTILINE)


def neutral(text: str) -> str:
    """Return a text as mrkdwn that shows it: & < > escaped, no look, no mention, no emoji.

    Web addresses stay links.
    """
    return _QUOTED.sub(rf"\1{BREAK}", _TOKENS.sub(_token, cleaned(text)))


def entities(text: str) -> str:
    """Return a text with the three signs escaped that Slack's own marks are made of."""
    return re.sub("[&<>]", lambda sign: ENTITIES[sign.group()], text)


def _token(match: re.Match[str]) -> str:
    found = match.group()
    if match.group("url"):
        # Nothing in an address is markup, but Slack may end it earlier than we do.
        return entities(_IN_URL.sub(lambda sign: f"%{ord(sign.group()):02X}", found))
    if found in ("@", ":"):
        return found + BREAK
    return ENTITIES.get(found) or ALIKE[found]
