"""How the words of a post are counted: a measure of effort, the same for every script.

The rule: what stands between spaces, dashes or slashes is a word if it holds a letter or a
digit. Scripts that put no spaces between words are counted by character instead: two Chinese or
Japanese characters are a word, four Thai, Lao, Khmer or Burmese letters are (rounded up over the
whole post). The figures follow translators' usage, where 1,000 English words make 1,600 to 2,000
Chinese characters. Not counted, because the student didn't write it: code, quoted lines, links
(a link's label counts), mentions and emoji codes.
"""

from __future__ import annotations

import re

CHARACTERS_PER_WORD = 2
LETTERS_PER_WORD = 4

_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_QUOTE = re.compile(r"^[ \t]*>[^\n]*$", re.MULTILINE)
_LABEL = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\s]{0,2000}\)")
_LINK = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.)[^\s<>]+", re.IGNORECASE)
_IDEOGRAPHS = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff]"
)
_UNSPACED = re.compile("[\u0e01-\u0e30\u0e81-\u0eb0\u1000-\u102a\u1780-\u17b3]")
_UNSPACED_SIGNS = re.compile("[\u0e31-\u0e4f\u0eb1-\u0ecf\u102b-\u1049\u17b4-\u17dd]")
_BETWEEN = re.compile(r"[/\\\u2012-\u2015\u2026|]|--+")
"""What stands between words beside spaces."""


def written(text: str) -> str:
    """Return what of `text` its author wrote themselves: without code, quotes and links."""
    if "`" in text:
        text = _FENCE.sub(" ", text)
        text = _CODE.sub(" ", text)
    if ">" in text:
        text = _QUOTE.sub(" ", text)
    if "](" in text:
        text = _LABEL.sub(r" \1 ", text)
    return _LINK.sub(" ", text) if "://" in text or "www." in text.lower() else text


def count_words(text: str) -> int:
    """Return how many words of `text` count."""
    own = written(text)
    ideographs = letters = 0
    if not own.isascii():
        own, ideographs = _IDEOGRAPHS.subn(" ", own)
        own, letters = _UNSPACED.subn(" ", own)
        own = _UNSPACED_SIGNS.sub(" ", own)
    if not own.isascii() or "/" in own or "\\" in own or "|" in own or "--" in own:
        own = _BETWEEN.sub(" ", own)
    spaced = sum([token.isalnum() or _is_word(token) for token in own.split()])
    return spaced - -ideographs // CHARACTERS_PER_WORD - -letters // LETTERS_PER_WORD


def _is_word(token: str) -> bool:
    """Whether `token` is a word: not a mention, not an emoji code, with a letter or a digit."""
    if token.startswith("@") or (token.startswith(":") and token.endswith(":")):
        return False
    return any(character.isalnum() for character in token)


def whole(text: str) -> str:
    """Return text with U+FFFD for halves of characters and NULs, which no file or database takes.

    They come from programs that cut a text in the middle of an emoji.
    """
    if text.isascii() and "\0" not in text:
        return text
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined.replace("\0", "\ufffd")
