"""Where one topic ends and the next begins.

The best division of the whole, found by dynamic programming over the probability of each
stretch's words: Utiyama and Isahara, "A Statistical Model for Domain-Independent Text
Segmentation" (ACL 2001). How many topics follows from the length: people divide an hour of a
seminar into about four.
"""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from adapters.text.summary.sentences import Sentence

_BLOCK = 32
"""Words that carry meaning in one block, the finest grain of a boundary."""
_PER_TOPIC = 1300.0
"""A session has one topic, and one more for each so many seconds."""
_MOST = 8
_SHORTEST = 0.35
"""The shortest topic, as a share of the average one."""


def divide(spoken: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return the topics as ranges of places in `spoken`, without gaps and in order."""
    if not spoken:
        return []
    length = spoken[-1].end - spoken[0].start
    count = max(1, min(_MOST, round(1 + length / _PER_TOPIC)))
    blocks = _blocks(spoken)
    if count == 1 or len(blocks) < 2 * count:
        return [(0, len(spoken))]
    shortest = max(1, round(_SHORTEST * len(blocks) / count))
    bounds = _best_bounds(
        [Counter(block) for block in _block_stems(spoken, blocks)], count, shortest
    )
    edges = [blocks[bound][0] if bound < len(blocks) else len(spoken) for bound in bounds]
    return list(pairwise(edges))


def _blocks(spoken: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return runs of whole sentences with about as many telling words each."""
    blocks, begin, size = [], 0, 0
    for place, sentence in enumerate(spoken):
        size += len(sentence.stems)
        if size >= _BLOCK:
            blocks.append((begin, place + 1))
            begin, size = place + 1, 0
    if begin < len(spoken):
        # What is left at the end is a block of its own only if it is about as long as one.
        last = blocks.pop()[0] if blocks and size < _BLOCK / 2 else begin
        blocks.append((last, len(spoken)))
    return blocks


def _block_stems(
    spoken: Sequence[Sentence], blocks: Sequence[tuple[int, int]]
) -> list[tuple[str, ...]]:
    """Return each block's words without those said once: they tell nothing about boundaries."""
    counts = Counter(stem for sentence in spoken for stem in sentence.stems)
    return [
        tuple(stem for sentence in spoken[begin:end] for stem in sentence.stems if counts[stem] > 1)
        for begin, end in blocks
    ]


def _best_bounds(blocks: Sequence[Counter[str]], count: int, shortest: int) -> list[int]:
    """Return the `count` + 1 bounds of the division whose words are the most probable."""
    size = len(blocks)
    kinds = len({word for block in blocks for word in block})
    most = Counter(word for block in blocks for word in block.elements())
    gains = [times * math.log(times + 1) for times in range(max(most.values(), default=0) + 1)]
    costs = [_costs(blocks[begin:], kinds, gains) for begin in range(size)]
    infinite = math.inf
    best = [0.0] + [infinite] * size
    steps: list[list[int]] = []
    for _ in range(count):
        fresh, origin = [infinite] * (size + 1), [0] * (size + 1)
        for begin, cost in enumerate(best[:size]):
            if cost == infinite:
                continue
            for end in range(begin + shortest, size + 1):
                total = cost + costs[begin][end - begin - 1]
                if total < fresh[end]:
                    fresh[end], origin[end] = total, begin
        best = fresh
        steps.append(origin)
    bounds = [size]
    for origin in reversed(steps):
        bounds.append(origin[bounds[-1]])
    return bounds[::-1]


def _costs(blocks: Sequence[Counter[str]], kinds: int, gains: Sequence[float]) -> list[float]:
    """Return what the first one, two, three… blocks cost as one topic: -log P of their words.

    With f of n words the same, P(word) is (f + 1) / (n + kinds); the sum is kept up word by word,
    of which f the same bring `gains[f]`, f * log(f + 1).
    """
    seen: dict[str, int] = {}
    total, gain = 0, 0.0
    costs = []
    for block in blocks:
        for word, count in block.items():
            before = seen.get(word, 0)
            after = seen[word] = before + count
            gain += gains[after] - gains[before]
            total += count
        costs.append(total * math.log(total + kinds) - gain)
    return costs
