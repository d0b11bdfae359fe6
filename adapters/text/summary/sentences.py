"""From cues to sentences: what one person says goes on across cues and other people's `Mm-hmm`."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from adapters.text.summary.language import is_english
from adapters.text.summary.speech import fluent, is_backchannel, untokenized
from adapters.text.summary.unfit import is_unfit
from adapters.text.summary.words import EAST_ASIAN, stems
from bot.model.recap.transcript import Cue, Transcript

_END = re.compile(
    r"(?<=[.!?…])[\"”']?\s+(?=[\"“'(]?[A-Z0-9À-Þ\u0400-\u042f\u0600-\u06ff])|(?<=[。？！])"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|e\.g|i\.e|approx|Fig|Jr|Sr)|\b[A-Z])\.$"
)
_MARK = re.compile(r"[.!?…。？！](?=[\s\"”')]|$)|[。？！]")
_UNMARKED = 60
"""Words for each mark that ends a sentence, from which on a transcript is taken to have none."""
_WORD = re.compile(r"\S+")
_SELF = re.compile(r"\bi(?=['’]|\b)")
_OPENS = frozenset("so okay ok now well alright anyway".split())
_JOINS = frozenset("and but because then".split())
_GOES_ON = frozenset(
    "i we you he she it they this that there so then if what when now the these those".split()
)
_TURNS = (6, 10, 22)
"""Words after which an opening, a joining, and any word that begins a cue begins a sentence."""
_HANGING = re.compile(
    r"(?:\s+(?:and|but|or|so|because|the|a|an|of|with|to|is|that|if|yeah|okay|ok|right|you know|"
    r"or whatever|i mean))+\.$",
    re.IGNORECASE,
)
_PAUSE = 15.0
"""Seconds of silence, or of others' noises, after which a sentence is not taken up again."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: cleaned words, when it begins and ends, who says it, what it is about.

    `turn` counts the turns of the talk, so that a sentence knows its neighbours; `broken` tells
    that it stops in mid-air, `english` that the talk is in English.
    """

    text: str
    start: float
    end: float
    speaker: str | None
    turn: int
    stems: tuple[str, ...]
    broken: bool = False
    english: bool = True

    @property
    def length(self) -> int:
        """How many words it has; two letters are one where no spaces part them."""
        spaced = len(self.text.split())
        if self.english:
            return spaced
        return max(spaced, sum(map(len, EAST_ASIAN.findall(self.text))) // 2)

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip('"”').endswith(("?", "？"))


def sentences(transcript: Transcript) -> list[Sentence]:
    """Return what was said as readable sentences; noises of listening are left out."""
    found: list[Sentence] = []
    english = is_english(cue.text for cue in transcript.cues)
    unmarked = _is_unmarked(transcript)
    for number, turn in enumerate(_turns(transcript)):
        found += _split(turn, number, english, unmarked)
    return found


def _is_unmarked(transcript: Transcript) -> bool:
    """Tell automatic captions, which have no full stops, from a transcript with sentences."""
    texts = [cue.text for cue in transcript.cues]
    spoken = sum(len(text.split()) for text in texts)
    return spoken > _UNMARKED * (1 + sum(len(_MARK.findall(text)) for text in texts))


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


def _split(turn: list[Cue], number: int, english: bool, unmarked: bool) -> Iterator[Sentence]:
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
    if unmarked and english:
        text = _SELF.sub("I", text)
    for end in [*(_turns_of(text, starts) if unmarked else _ends(text)), len(text)]:
        raw = text[begin:end].strip()
        clean = fluent(raw, english)
        if unmarked and english:
            clean = _HANGING.sub(".", clean)
        if clean and not is_backchannel(clean) and not is_unfit(clean):
            broken = not unmarked and not raw.rstrip("\"”'").endswith(
                (".", "!", "?", "。", "？", "！")
            )
            yield Sentence(
                clean,
                time(begin),
                time(end),
                turn[0].speaker,
                number,
                stems(clean),
                broken,
                english,
            )
        begin = end


def _turns_of(text: str, cues: Sequence[int]) -> Iterator[int]:
    """Yield where sentences may begin in words without full stops: at `so`, `and we`, or a cue."""
    edges, since = frozenset(cues), 0
    said = list(_WORD.finditer(text))
    for word, after in pairwise(said):
        here = word.group().lower()
        joins = here in _JOINS and after.group().lower() in _GOES_ON
        opening, joining, any_cue = _TURNS
        if (
            (since >= opening and here in _OPENS)
            or (since >= joining and joins)
            or (since >= any_cue and word.start() in edges)
        ):
            yield word.start()
            since = 0
        since += 1


def _ends(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        if not _ABBREVIATED.search(text[max(0, found.start() - 8) : found.start()]):
            yield found.end()
