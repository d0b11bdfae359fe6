"""Which sentences say most, and which of them say it once: LexRank and MMR.

LexRank is Erkan and Radev (2004): a sentence is central if central sentences resemble it. MMR is
Carbonell and Goldstein (1998): of two that say the same, take one.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import mul

Vector = dict[str, float]

_THRESHOLD = 0.08
_DAMPING = 0.15
_ROUNDS = 30
_COMMON = 0.25
"""A word in more than this share of the sentences links none of them: it only costs time."""


def vectors(texts: Sequence[Sequence[str]]) -> list[Vector]:
    """Return each text's words weighted by how telling they are, at length 1."""
    documents = Counter(word for text in texts for word in set(text))
    total = len(texts)
    result = []
    for text in texts:
        weights = {
            word: (1 + math.log(count)) * math.log(1 + total / documents[word])
            for word, count in Counter(text).items()
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        result.append({word: weight / norm for word, weight in weights.items()})
    return result


def similarity(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def centrality(items: Sequence[Vector]) -> list[float]:
    """Return how central each item is, the most central at 1.0 (continuous LexRank)."""
    if not items:
        return []
    neighbors = _neighbors(items)
    sums = [sum(weights.values()) or 1.0 for weights in neighbors]
    scores = [1.0] * len(items)
    for _ in range(_ROUNDS):
        shares = [(1 - _DAMPING) * score / total for score, total in zip(scores, sums, strict=True)]
        # Items resemble each other equally, so what an item gets is read from its own neighbors:
        # by map, for long meetings have a million of them.
        scores = [
            _DAMPING + sum(map(mul, weights.values(), map(shares.__getitem__, weights)))
            for weights in neighbors
        ]
    top = max(scores)
    return [score / top for score in scores]


def _neighbors(items: Sequence[Vector]) -> list[dict[int, float]]:
    """Return for each item those that resemble it, found through the words that they share."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, item in enumerate(items):
        for word, weight in item.items():
            index[word].append((place, weight))
    limit = max(8.0, len(items) * _COMMON)
    found = []
    for place, item in enumerate(items):
        sums: dict[int, float] = defaultdict(float)
        for word, weight in item.items():
            if len(index[word]) <= limit:
                for other, its in index[word]:
                    sums[other] += weight * its
        sums.pop(place, None)
        found.append({other: value for other, value in sums.items() if value > _THRESHOLD})
    return found


def diverse(
    scores: Sequence[float], items: Sequence[Vector], count: int, focus: float = 0.6
) -> list[int]:
    """Return `count` places of high score that do not repeat each other, best first (MMR).

    `focus` weighs the score (1.0) against being new (0.0); equal ones go to the earlier.
    """
    left = list(range(len(items)))
    nearest = [0.0] * len(items)
    chosen: list[int] = []
    while left and len(chosen) < count:
        best = max(left, key=lambda at: (focus * scores[at] - (1 - focus) * nearest[at], -at))
        chosen.append(best)
        left.remove(best)
        for place in left:
            nearest[place] = max(nearest[place], similarity(items[best], items[place]))
    return chosen
