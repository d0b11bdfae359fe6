"""What people wrote, from Slack's way of sending it to the words as they read them.

Slack escapes & < > and puts what it recognizes between angle brackets: mentions, channels and
links (https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages). Nobody's id
stays in the text.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"<([^<>\n]*)>")
_LABEL = re.compile(r"[^\[\]\n]{1,300}")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s()]+", re.IGNORECASE)


def worded(text: str) -> str:
    """Return a message's or a command's text as it reads; a link with a label as `[label](url)`."""
    if "<" in text:
        text = _MARK.sub(lambda found: _said(found.group(1)), text)
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text


def _said(mark: str) -> str:
    """Return what stands for a mark; it is still escaped."""
    target, _, label = mark.partition("|")
    match target[:1]:
        case "@":
            return f"@{label.lstrip('@') or 'someone'}"
        case "#":
            return f"#{label.lstrip('#') or 'channel'}"
        case "!":
            return _special(target[1:], label)
        case _:
            return _link(target, label)


def _special(target: str, label: str) -> str:
    name, _, rest = target.partition("^")
    if name == "date":
        return label or rest
    return f"@{(label or ('group' if rest else name)).lstrip('@')}"


def _link(address: str, label: str) -> str:
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in (bare, bare.partition("://")[2], bare.partition("://")[2].rstrip("/")):
        return bare
    if _LABEL.fullmatch(label) and _ADDRESS.fullmatch(address):
        return f"[{label}]({address})"
    return label if bare is not address else f"{label} {address}"
