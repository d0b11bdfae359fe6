"""From cues to sentences: what one person says goes on across cues and other people's `Mm-hmm`."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from adapters.text.summary.speech import fluent, is_backchannel, untokenized
from adapters.text.summary.words import stems
from bot.model.recap.transcript import Cue, Transcript

_END = re.compile(
    r"(?<=[.!?…])[\"”']?\s+(?=[\"“'(]?[A-Z0-9À-Þ\u0400-\u042f\u0600-\u06ff])|(?<=[。？！])"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|e\.g|i\.e|approx|Fig|Jr|Sr)|\b[A-Z])\.$"
)
_PAUSE = 15.0
"""Seconds of silence, or of others' noises, after which a sentence is not taken up again."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: cleaned words, when it begins and ends, who says it, what it is about.

    `turn` counts the turns of the talk, so that a sentence knows its neighbours; `broken` tells
    that it stops in mid-air.
    """

    text: str
    start: float
    end: float
    speaker: str | None
    turn: int
    stems: tuple[str, ...]
    broken: bool = False

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip('"”').endswith(("?", "？"))


def sentences(transcript: Transcript) -> list[Sentence]:
    """Return what was said as readable sentences; noises of listening are left out."""
    found: list[Sentence] = []
    for number, turn in enumerate(_turns(transcript)):
        found += _split(turn, number)
    return found


def _turns(transcript: Transcript) -> Iterator[list[Cue]]:
    """Yield the cues of each turn: one person's words, until somebody else says something."""
    texts = untokenized([cue.text for cue in transcript.cues])
    turn: list[Cue] = []
    for cue, text in zip(transcript.cues, texts, strict=True):
        if turn and is_backchannel(text) and cue.speaker != turn[-1].speaker:
            continue
        said = Cue(cue.start, cue.end, cue.speaker, text)
        goes_on = turn and cue.speaker == turn[-1].speaker and cue.start - turn[-1].end < _PAUSE
        if turn and not goes_on:
            yield turn
            turn = []
        turn.append(said)
    if turn:
        yield turn


def _split(turn: list[Cue], number: int) -> Iterator[Sentence]:
    """Yield the sentences of a turn, each with its time inside the cue that it begins in."""
    text = " ".join(cue.text for cue in turn)
    starts, place = [], 0
    for cue in turn:
        starts.append(place)
        place += len(cue.text) + 1

    def time(offset: int) -> float:
        index = bisect_right(starts, offset) - 1
        cue = turn[index]
        share = (offset - starts[index]) / max(len(cue.text), 1)
        return cue.start + (cue.end - cue.start) * min(share, 1.0)

    begin = 0
    for end in [*_ends(text), len(text)]:
        raw = text[begin:end].strip()
        clean = fluent(raw)
        if clean and not is_backchannel(clean):
            broken = not raw.rstrip("\"”'").endswith((".", "!", "?", "。", "？", "！"))
            yield Sentence(
                clean, time(begin), time(end), turn[0].speaker, number, stems(clean), broken
            )
        begin = end


def _ends(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        if not _ABBREVIATED.search(text[max(0, found.start() - 8) : found.start()]):
            yield found.end()
