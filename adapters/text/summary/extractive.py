"""The summarizer that needs no model: it picks the sentences that say most, and cleans them."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Sequence

from adapters.text.summary import points, questions
from adapters.text.summary.language import is_english
from adapters.text.summary.links import shared_links
from adapters.text.summary.rank import Vector, centrality, diverse, vectors
from adapters.text.summary.sentences import Sentence, sentences
from adapters.text.summary.speech import fluent, roughness
from adapters.text.summary.titles import titles
from adapters.text.summary.topics import divide
from adapters.text.summary.unfit import is_unfit
from adapters.text.summary.words import words
from bot.model.recap.transcript import Chat, Transcript
from bot.ports.summarizer import Line, Question, Summary, Topic

_CANDIDATES = 700
_OVERVIEW = (3, 8)
_HIGHLIGHTS = 3
_QUESTIONS = 10
_POINTS, _DUE = 6, 12
_LONGEST = 60
"""Words of a line; more of one that runs on are not quoted."""

_DANGLING = re.compile(
    r"(?:it|that|this|these|those|they|he|she|him|them|there|which|who|one|some|here)\b", re.I
)
_SUBORDINATE = re.compile(
    r"(?:if|when|whether|versus|not that|which|where|to|as|like|than|until|unless|cuz|in terms)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:the (?:problem|idea|goal|point|question|main|result|results|purpose|reason|issue|plan) "
    r"(?:is|was|are|of|for|with)|we (?:should|need|decided|agreed|want|have to|found|discussed|"
    r"tried)|turns out|in order to|the next step|important|basically|because|so that|result|"
    r"improve\w*|suggest\w*|propos\w*)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\b(?:coffee|lunch|dinner|microphone|mike number|can you hear|turn (?:on|off)|weather|"
    r"headset|I'm sorry|excuse me|laugh|joke|funny|my name)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|oh|\d)\b", re.IGNORECASE
)


class ExtractiveSummarizer:
    """A `Summarizer` that quotes: every sentence was said or typed, and keeps its time."""

    async def summarize(self, transcript: Transcript, chat: Chat) -> Summary:
        """Return the summary; the work is done beside the event loop."""
        return await asyncio.to_thread(summarize, transcript, chat)


def summarize(transcript: Transcript, chat: Chat) -> Summary:
    """Return the summary of what was said and typed; the same for the same input."""
    spoken = sentences(transcript)
    links = shared_links(transcript, chat)
    typed = _typed_questions(chat)
    if not spoken:
        return Summary(questions=typed, links=links)
    candidates = _firsts(spoken, _whole)
    if not candidates:
        order = sorted(range(len(spoken)), key=lambda at: (spoken[at].asks, -spoken[at].length, at))
        candidates = order[:3]
    scored = _Scored(spoken, sorted(candidates))
    ranges = divide(spoken)
    overview = scored.overview(ranges)
    return Summary(
        overview=_lines(spoken, overview),
        topics=_topics(spoken, ranges, scored, transcript.speakers, overview),
        questions=(*_questions(spoken), *typed),
        decisions=_points(spoken, points.decides),
        open_points=_points(spoken, points.leaves_open),
        links=links,
    )


class _Scored:
    """The sentences that could stand alone, with how much each says (0 to about 1.5)."""

    def __init__(self, spoken: Sequence[Sentence], candidates: Sequence[int]) -> None:
        self.spoken = spoken
        items = vectors([spoken[place].stems for place in candidates])
        if len(candidates) > _CANDIDATES:
            rough = [len(set(spoken[place].stems)) for place in candidates]
            order = sorted(range(len(candidates)), key=lambda at: (-rough[at], at))
            kept = sorted(order[:_CANDIDATES])
            candidates = [candidates[at] for at in kept]
            items = [items[at] for at in kept]
        self.vectors: dict[int, Vector] = dict(zip(candidates, items, strict=True))
        central = centrality(items)
        self.scores = {
            place: central[at] * _manner(spoken[place]) for at, place in enumerate(candidates)
        }

    def best(self, begin: int, end: int, count: int, focus: float = 0.6) -> list[int]:
        """Return the places between two that say most, and different things, best first."""
        places = [place for place in self.scores if begin <= place < end]
        chosen = diverse(
            [self.scores[place] for place in places],
            [self.vectors[place] for place in places],
            count,
            focus,
        )
        return [places[at] for at in chosen]

    def overview(self, ranges: Sequence[tuple[int, int]]) -> list[int]:
        """Return the places of the overview: each topic's best, then the best of the rest."""
        least, most = _OVERVIEW
        wanted = max(least, min(most, 2 + len(self.scores) // 12))
        leads = [place for begin, end in ranges for place in self.best(begin, end, 1)]
        leads = sorted(leads, key=lambda place: -self.scores[place])[:wanted]
        rest = [place for place in self.best(0, len(self.spoken), wanted * 2) if place not in leads]
        return sorted([*leads, *rest[: wanted - len(leads)]])


def _firsts(spoken: Sequence[Sentence], says: Callable[[Sentence], bool]) -> list[int]:
    """Return the places of the sentences that are such; of one said again, the first."""
    found = (place for place, each in enumerate(spoken) if says(each))
    return sorted({spoken[place].text: place for place in reversed(list(found))}.values())


def _whole(sentence: Sentence) -> bool:
    """Tell whether a sentence can be understood alone: complete, and about something."""
    return (
        not sentence.asks
        and not sentence.broken
        and 7 <= sentence.length <= 45
        and len(set(sentence.stems)) >= 3
    )


def _manner(sentence: Sentence) -> float:
    """Return by how much a sentence's form speaks for it, 1.0 being neutral."""
    text = sentence.text
    factor = 1.0
    if _DANGLING.match(text):
        factor *= 0.7
    factor *= 0.65 ** min(roughness(text), 3)
    if _SUBORDINATE.match(text):
        factor *= 0.75
    if _TELLING.search(text):
        factor *= 1.2
    if _SMALL_TALK.search(text) or points.sets_date(sentence):
        factor *= 0.5
    factor *= 0.975 ** max(0, sentence.length - 24)
    if len(_DIGITS.findall(text)) > 5:
        factor *= 0.3
    return factor * min(1.0, 0.4 + 0.1 * len(set(sentence.stems)))


def _lines(spoken: Sequence[Sentence], places: Sequence[int]) -> tuple[Line, ...]:
    return tuple(_line(spoken[place]) for place in sorted(places))


def _line(sentence: Sentence) -> Line:
    said = sentence.text.split()
    text = (
        sentence.text if len(said) <= _LONGEST else f"{' '.join(said[:_LONGEST]).rstrip(',;:.')}…"
    )
    return Line(text, sentence.start, sentence.speaker)


def _topics(
    spoken: Sequence[Sentence],
    ranges: Sequence[tuple[int, int]],
    scored: "_Scored",
    speakers: Sequence[str],
    overview: Sequence[int],
) -> tuple[Topic, ...]:
    """Return the topics; what stands in the overview is not said again where there is more."""
    names = {word.lower() for speaker in speakers for word in words(speaker)}
    result = []
    for (begin, end), title in zip(ranges, titles(spoken, ranges, names), strict=True):
        closes = spoken[end].start if end < len(spoken) else spoken[end - 1].end
        best = scored.best(begin, end, _HIGHLIGHTS + len(overview))
        fresh = [place for place in best if place not in overview] or best
        highlights = _lines(spoken, fresh[:_HIGHLIGHTS])
        result.append(Topic(title, spoken[begin].start, closes, highlights))
    return tuple(result)


def _questions(spoken: Sequence[Sentence]) -> tuple[Question, ...]:
    asked = _firsts(spoken, questions.is_question)
    counts = Counter(stem for sentence in spoken for stem in sentence.stems)
    asked.sort(key=lambda place: (-questions.weight(spoken[place], counts), place))
    found = []
    for place in sorted(asked[:_QUESTIONS]):
        answer = questions.answer_to(place, spoken)
        found.append(Question(_line(spoken[place]), _line(answer) if answer else None))
    return tuple(found)


def _typed_questions(chat: Chat) -> tuple[Question, ...]:
    """Return what was asked in the chat; whether it was answered aloud can't be known."""
    english = is_english(line.text for line in chat.lines)
    return tuple(
        Question(Line(text, line.at, line.speaker, typed=True))
        for line in chat.lines
        if (text := fluent(" ".join(line.text.split()), english)).endswith(("?", "？"))
        and len(words(text)) > 2
        and not is_unfit(text)
    )


def _points(spoken: Sequence[Sentence], says: Callable[[Sentence], bool]) -> tuple[Line, ...]:
    """Return the firmest points; of what is due to the class, more than of others."""
    found = _firsts(spoken, says)
    found.sort(key=lambda place: (-points.weight(spoken[place], spoken), place))
    due = sum(points.sets_date(spoken[place]) for place in found)
    return _lines(spoken, found[: max(_POINTS, min(due, _DUE))])
