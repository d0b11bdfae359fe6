"""The words of a cue without what captions add to them: tags, dashes, and lines that roll on."""

import html
import re
from collections.abc import Sequence
from itertools import pairwise

from bot.model.recap.transcript import Cue

_TAG = re.compile(r"</?(?:v|c|i|b|u|ruby|rt|lang|font)(?:[.\s][^<>]*)?/?>|<\d[\d:.]*>|\{\\[^{}]*\}")
_VOICE = re.compile(r"<v(?:\.[\w.]+)*\s+([^<>]+)>")
_TAG_BUT_VOICES = re.compile(rf"(?!<v[.\s])(?:{_TAG.pattern})")
_DASH = re.compile(r"^(?:[-–—]\s+)+|^[-–—]$", re.MULTILINE)
_CHANGE = re.compile(r"(?:^|(?<=\s))>{2,}(?:\s+|$)")
_ROLLING = 0.25
"""The share of cues that say again what the one before said, from which on captions roll."""
_LONG = 20
"""Letters that aren't said again by chance."""


def spoken(raw: str, start: float, end: float) -> list[Cue]:
    """Return what one cue says: one `Cue`, or one for each voice tag in it."""
    head, *voices = _VOICE.split(raw)
    voiced = [(None, head), *zip(voices[::2], voices[1::2], strict=True)]
    cues = []
    for speaker, words in voiced:
        plain = _DASH.sub("", html.unescape(_TAG.sub("", words)))
        text = " ".join(_CHANGE.sub("", plain).split())
        if text:
            name = " ".join(html.unescape(speaker).split()) if speaker else None
            cues.append(Cue(start, end, name, text))
    return cues


def without_echoes(texts: Sequence[str]) -> list[str]:
    """Return cues' texts without the lines that roll on from one cue to the next.

    Automatic captions show a line twice, below and then above the next one, or let it grow word
    by word. Elsewhere people repeat themselves, and every word stays.
    """
    shown = [_shown(text) for text in texts]
    carried = [_carried(one, other) for one, other in pairwise([[], *shown])]
    rolling = sum(0 < count < len(lines) for count, lines in zip(carried, shown, strict=True))
    if len(texts) > 3 and rolling >= _ROLLING * len(texts):
        return ["\n".join(lines[count:]) for count, lines in zip(carried, shown, strict=True)]
    joined = [" ".join(lines) for lines in shown]
    grows = [other.startswith(f"{one} ") for one, other in pairwise([*joined, ""])]
    long = sum(len(text) >= _LONG for text, more in zip(joined, grows, strict=True) if more)
    if len(texts) > 3 and long >= _ROLLING * len(texts):
        return ["" if more else text for text, more in zip(texts, grows, strict=True)]
    return list(texts)


def _shown(text: str) -> list[str]:
    """Return the lines that a cue shows, without tags that only tell times and colors."""
    bare = (" ".join(_TAG_BUT_VOICES.sub("", line).split()) for line in text.split("\n"))
    return [line for line in bare if line]


def _carried(before: Sequence[str], lines: Sequence[str]) -> int:
    """Return how many of the first lines are the last ones of the cue before."""
    for count in range(min(len(before), len(lines)), 0, -1):
        if list(before[-count:]) == list(lines[:count]):
            return count
    return 0
