"""What Slack makes of mrkdwn, as far as a class could be hurt by it: mentions, looks, masks.

Written from Slack's own rules (https://docs.slack.dev/messaging/formatting-message-text), not from
how we escape: what stands between angle brackets is special, the rest may have a look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SPECIAL = re.compile(r"<([^<>]*)>")
LOOSE = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
SPOKEN = re.compile(r"@(?:everyone|channel|here)\b", re.IGNORECASE)
EMOJI = re.compile(r":[\w+'-]+(?:::skin-tone-[2-6])?:")
LOOKS = {
    "bold": re.compile(r"\*(?=\S)[^*\n]*?\S?\*"),
    "italic": re.compile(r"(?<!\w)_(?=\S)[^_\n]*?\S?_(?!\w)"),
    "struck": re.compile(r"~(?=\S)[^~\n]*?\S?~"),
    "code": re.compile(r"`[^`\n]+`|```"),
    "quote": re.compile(r"^\s*(?:&gt;|>)", re.MULTILINE),
}
ADDRESS = re.compile(r"https?://[^\s<>|]+")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass
class Read:
    """What a reader gets to see: the words, each kind of mark found, and what is special."""

    text: str = ""
    marks: set[str] = field(default_factory=set)
    special: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


def read(mrkdwn: str) -> Read:
    """Return what Slack shows of mrkdwn, without zero-width spaces."""
    found = Read()
    at = 0
    for match in SPECIAL.finditer(mrkdwn):
        _plain(mrkdwn[at : match.start()], found)
        _special(match.group(1), found)
        at = match.end()
    _plain(mrkdwn[at:], found)
    # Whether a line begins with a quotation shows in the whole only.
    if LOOKS["quote"].search(SPECIAL.sub("x", mrkdwn)):
        found.marks.add("quote")
    found.text = found.text.replace("\u200b", "")
    return found


def _special(inner: str, found: Read) -> None:
    target, _, label = inner.partition("|")
    if target[:1] in ("@", "#", "!"):
        found.special.append(inner)
        return
    words = Read()
    _plain(label, words)
    found.marks |= words.marks
    found.links.append((words.text or _shown(target), _shown(target)))
    found.text += words.text or _shown(target)


def _plain(text: str, found: Read) -> None:
    if LOOSE.search(text):
        found.marks.add("unescaped")
    bare = ADDRESS.sub("x", text)
    for name, pattern in LOOKS.items():
        if name != "quote" and pattern.search(bare):
            found.marks.add(name)
    # An emoji may stand in what looks like an address, too.
    found.marks |= {"emoji"} if EMOJI.search(text) else set()
    found.marks |= {"spoken"} if SPOKEN.search(text) else set()
    found.text += _shown(text)


def _shown(text: str) -> str:
    for entity, sign in ENTITIES:
        text = text.replace(entity, sign)
    return text
