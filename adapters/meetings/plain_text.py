"""Reads a transcript that is only text: Google Meet's document, Otter's export, Teams' copied.

Ada Lovelace  0:12            Otter and Teams: name and time, the words below
Welcome to the seminar.

[00:00:12] Ada Lovelace: …    others: time and name before the words

00:05:00                      Meet: a time every five minutes, name and words between
Ada Lovelace: Welcome to the seminar.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from adapters.meetings.labels import looks_like_name
from bot.model.recap.transcript import Cue, Transcript

_CLOCK = r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)"
_HEAD = re.compile(rf"(?![\d\[(])(.{{1,80}}?):?\s{{1,8}}[(\[]?{_CLOCK}[)\]]?:?")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d[ap]m\b|[•|]", re.IGNORECASE)
_STAMPED = re.compile(
    rf"[(\[]?{_CLOCK}(?:\.\d{{1,6}})?[)\]]?(?: {{1,3}}[-–—])? {{1,3}}"
    r"(\S[^:]{0,79}):[ \t]{1,8}(\S.*)"
)
_STAMP = re.compile(_CLOCK)
_SAID = re.compile(r"([^:：]{1,80})(?::[ \t]{1,8}|：)(.+)")
_BEGINS = re.compile(r"\W*transcript\W*", re.IGNORECASE)
_ENDS = re.compile(
    r"\W*(?:(?:meeting|transcription) ended after|transcribed by |this editable transcript)",
    re.IGNORECASE,
)
_SECONDS_A_WORD = 0.6
"""Nobody speaks slower for long: what follows is a pause."""

Line = tuple[float | None, str | None, str]
"""One line that was said: when, if it says so, and who, unless the one before speaks on."""


def is_plain_text(lines: Sequence[str]) -> bool:
    """Tell whether lines are a transcript in one of these forms: names, words and some times."""
    return len(_read(lines)) > 1


def parse_plain_text(lines: Sequence[str]) -> Transcript:
    """Return the transcript; times that aren't given lie evenly between those that are."""
    return Transcript(tuple(_timed(_read(lines))))


def _read(lines: Sequence[str]) -> list[Line]:
    if any("-->" in line for line in lines):
        return []
    body = [line.strip("#* \t").replace("**", "") for line in _body(lines)]
    forms = (list(_headed(body)), list(_stamped(body)), list(_between_stamps(body)))
    return max(forms, key=len)


def _body(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines after the last heading `Transcript`, up to where the meeting ended."""
    begins = max((at for at, line in enumerate(lines) if _BEGINS.fullmatch(line)), default=-1)
    ends = (at for at, line in enumerate(lines) if at > begins + 5 and _ENDS.match(line))
    return lines[begins + 1 : next(ends, len(lines))]


def _headed(lines: Sequence[str]) -> Iterator[Line]:
    """Yield words that stand below a line of a name and a time."""
    head: Line | None = None
    for line in lines:
        found = _HEAD.fullmatch(line)
        if found and looks_like_name(found.group(1)) and not _DATE.search(found.group(1)):
            head = (_seconds(found.groups()[1:]), found.group(1), "")
        elif line and head:
            yield (*head[:2], line)
            head = (None, None, "")


def _stamped(lines: Sequence[str]) -> Iterator[Line]:
    """Yield words that follow a time and a name on their line."""
    begun = False
    for line in lines:
        found = _STAMPED.fullmatch(line)
        if found and looks_like_name(found.group(4)) and not found.group(4).startswith("From "):
            begun = True
            yield _seconds(found.groups()[:3]), found.group(4).strip(), found.group(5)
        elif line and begun:
            yield None, None, line


def _between_stamps(lines: Sequence[str]) -> Iterator[Line]:
    """Yield named words between lines that are only a time; nothing where there is no such."""
    if not any(_STAMP.fullmatch(line) for line in lines):
        return
    at: float | None = 0.0
    begun = False
    for line in lines:
        if stamp := _STAMP.fullmatch(line):
            at = _seconds(stamp.groups())
        elif (found := _SAID.fullmatch(line)) and looks_like_name(found.group(1)):
            begun = True
            yield at, found.group(1).strip(), found.group(2)
            at = None
        elif line and begun:
            yield at, None, line
            at = None


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds = (int(part or 0) for part in parts)
    return float(hours * 3600 + minutes * 60 + seconds)


def _timed(lines: Sequence[Line]) -> Iterator[Cue]:
    """Yield the cues, each as long as its share of the letters between two known times."""
    known = [0, *(at for at, line in enumerate(lines) if at and line[0] is not None), len(lines)]
    before: str | None = None
    start = lines[0][0] or 0.0
    for begin, end in pairwise(known):
        start = max(start, lines[begin][0] or 0.0)
        stretch = lines[begin:end]
        spoken = sum(len(text.split()) for _, _, text in stretch) * _SECONDS_A_WORD
        after = lines[end][0] if end < len(lines) else None
        length = min(spoken, max(after - start, 0.0)) if after is not None else spoken
        letters = sum(len(text) for _, _, text in stretch)
        done = 0
        for _, who, text in stretch:
            before = who or before
            opens = start + length * done / letters
            done += len(text)
            yield Cue(opens, start + length * done / letters, before, " ".join(text.split()))
