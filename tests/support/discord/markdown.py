"""What Discord makes of markdown, as far as a class could be hurt by it: mentions and markup.

Written from Discord's own rules (its client tries one after another at each place, its server
looks for mentions in the raw text, whatever stands around them), not from how we escape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ZERO_WIDTH = "\u200b"
MENTION = re.compile(
    r"@everyone|@here|<@[!&]?\d+>|<#\d+>|</[^>\n]+:\d+>|<id:\w+>|<t:-?\d+(?::[tTdDfFRsS])?>"
    r"|<a?:\w+:\d+>|<sound:\d+:\d+>",
)
ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
URL = re.compile(r"https?://[^\s<]+[^<.,:;\"')\]\s]|steam://\S+")
INLINE = (
    ("address", re.compile(r"<([^: >]+:/[^ >]+)>|<([^\s<>]+@[^\s<>]+\.\w+)>|<(\+\d+)>")),
    ("fence", re.compile(r"```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```", re.IGNORECASE)),
    ("code", re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")),
    ("bold", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underlined", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    ("italic", re.compile(r"\*(?=\S)((?:\*\*|\s+(?:[^*\s]|\*\*)|[^\s*])+?)\*(?!\*)")),
    ("italic", re.compile(r"\b_((?:__|\\[\s\S]|[^\\_])+?)_\b")),
    ("struck", re.compile(r"~~([\s\S]+?)~~(?!_)")),
    ("hidden", re.compile(r"\|\|([\s\S]+?)\|\|")),
    ("link", re.compile(r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?([^\s)]*?)>?\s*\)")),
    ("emoji", re.compile(r":([A-Za-z0-9_+\-]+):")),
)
BLOCKS = (
    ("heading", re.compile(r"\s*#{1,3}(?=\s)[ \t]*(\S)?")),
    ("small", re.compile(r"\s*-#(?=\s)[ \t]*(\S)?")),
    ("quote", re.compile(r"\s*>(?:>>)?\s")),
    ("item", re.compile(r"\s*(?:[*-]|\d+\.)\s+(?=\S)")),
)
PLAIN_TEXT = ("fence", "code")
"""What stands in these is shown as it is."""


@dataclass
class Read:
    """What a reader gets to see: the words, and each kind of markup that was found."""

    text: str = ""
    marks: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)


def mentions(markdown: str) -> list[str]:
    """Return what Discord's server, or its client, would make a mention, a time or an emoji."""
    return MENTION.findall(markdown)


def read(markdown: str) -> Read:
    """Return what Discord's client shows of markdown, without zero-width spaces."""
    found = Read()
    for line in markdown.split("\n"):
        for name, pattern in BLOCKS:
            if pattern.match(line):
                found.marks.add(name)
    _inline(markdown, found)
    found.text = found.text.replace(ZERO_WIDTH, "")
    return found


def _inline(markdown: str, found: Read) -> None:
    at = 0
    while at < len(markdown):
        escape = ESCAPE.match(markdown, at)
        url = URL.match(markdown, at)
        mention = MENTION.match(markdown, at)
        if mention:
            found.text += mention.group()
            at = mention.end()
        elif escape:
            found.text += escape.group(1)
            at = escape.end()
        elif url:
            found.text += url.group()
            found.links.append((url.group(), url.group()))
            at = url.end()
        else:
            at = _rule(markdown, at, found)


def _rule(markdown: str, at: int, found: Read) -> int:
    """Apply the first rule that fits at a place, or take one sign; return where it goes on."""
    for name, pattern in INLINE:
        match = pattern.match(markdown, at)
        if match is None:
            continue
        found.marks.add(name)
        inner = match.group(2 if name == "code" else 1) or ""
        if name == "link":
            found.links.append((inner, match.group(2)))
        if name == "address":
            found.links.append((inner, inner))
        if name in PLAIN_TEXT or name == "address":
            found.text += inner
        else:
            _inline(inner, found)
        return match.end()
    found.text += markdown[at]
    return at + 1
