"""The archive: documents that can be found again, how they are ranked, what is shown of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.model.places import Message
from bot.model.recap.query import Phrase, Query, Term

AROUND = 160
"""Characters of a snippet."""
PAGE = 10
CANDIDATES = 400
"""How many of the newest that match are ranked when the best are asked for first."""
TITLE_WORTH = 5.0
"""How many times in the text a word in the title is worth."""
FRESH_WORTH = 0.05
"""What the newest candidate gains over the oldest: less than any word."""

Tokens = tuple[str, ...]


class Kind(StrEnum):
    """What a document is, in words that people read."""

    RECAP = "recap"
    DISCUSSION = "discussion"
    POST = "post"
    QUESTION = "question"
    ANSWER = "answer"
    RESOURCE = "resource"


class Order(StrEnum):
    """In which order what was found is shown."""

    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Document:
    """Something the archive keeps; it keeps the words when the platform hides the message.

    `message` is where it stands in chat, or else `post` begins the key of the bot's own post of
    it. `person` is whose words they are, None for the course's. `opens_with` is the session
    with whose answers it opens for a reader: None for what everyone may find at once.
    """

    id: str
    course: str
    kind: Kind
    title: str
    text: str
    at: datetime
    week: int
    message: Message | None = None
    post: str = ""
    person: str | None = None
    opens_with: str | None = None


class Candidate(NamedTuple):
    """What a document is ranked by: its words are normalized."""

    id: str
    at: datetime
    title: Tokens
    text: Tokens


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet; `found` marks the words that were looked for."""

    text: str
    found: bool = False


def ranked(query: Query, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the documents' ids, best first.

    A phrase counts more the oftener it stands, ever less so, in a text that is not too long, and
    the fewer of the candidates hold it; a title counts more. Of equals the newer one is first.
    """
    if not candidates:
        return ()
    counts = [
        [TITLE_WORTH * times(phrase, title) + times(phrase, text) for phrase in query.phrases]
        for _, _, title, text in candidates
    ]
    total = len(candidates)
    rarity = [
        math.log(1 + total / (1 + sum(row[place] > 0 for row in counts)))
        for place in range(len(query.phrases))
    ]
    newest_first = sorted(range(total), key=lambda place: candidates[place].at, reverse=True)
    age = {place: rank / total for rank, place in enumerate(newest_first)}
    mean = sum(len(each.text) for each in candidates) / total or 1.0

    def worth(place: int) -> float:
        length = 0.5 + 0.5 * len(candidates[place].text) / mean
        found = (
            weight * count / (count + length)
            for weight, count in zip(rarity, counts[place], strict=True)
        )
        return sum(found) - FRESH_WORTH * age[place]

    order = sorted(
        range(total), key=lambda place: (-worth(place), age[place], candidates[place].id)
    )
    return tuple(candidates[place].id for place in order)


def times(phrase: Phrase, tokens: Sequence[str]) -> int:
    """Return how often a phrase stands in normalized words."""
    if not phrase:
        return 0
    if len(phrase) == 1 and not phrase[0].prefix:
        return tokens.count(phrase[0].text)
    return sum(
        all(fits(term, tokens[start + place]) for place, term in enumerate(phrase))
        for start in range(len(tokens) - len(phrase) + 1)
    )


def fits(term: Term, token: str) -> bool:
    """Whether a normalized word is one that is looked for."""
    return token.startswith(term.text) if term.prefix else token == term.text


def snippet(text: str, query: Query, tokens_of: Callable[[str], Tokens]) -> tuple[Piece, ...]:
    """Return the stretch of a text around the first words that were looked for, those marked.

    `tokens_of` normalizes; what stands between spaces is marked as a whole.
    """
    words = text.split()
    terms = {term for phrase in query.phrases for term in phrase}
    hits = [any(fits(term, token) for token in tokens_of(word) for term in terms) for word in words]
    first = next((place for place, hit in enumerate(hits) if hit), 0)
    start = _back(words, first)
    pieces: list[Piece] = [Piece("… ")] if start else []
    length = 0
    for place in range(start, len(words)):
        word = words[place] if len(words[place]) <= AROUND else f"{words[place][:AROUND]}…"
        length += len(word) + 1
        if length > AROUND and place > first:
            pieces.append(Piece("…"))
            break
        pieces.append(Piece(word, hits[place]))
        pieces.append(Piece(" "))
    return _joined(pieces)


def _back(words: Sequence[str], first: int) -> int:
    """Return where a snippet begins: some words before the first hit."""
    start, length = first, 0
    while start > 0 and length + len(words[start - 1]) + 1 <= AROUND // 3:
        start -= 1
        length += len(words[start]) + 1
    return start


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces with neighbors that are marked alike made one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].found == piece.found:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.found)
        else:
            joined.append(piece)
    return tuple(joined)
