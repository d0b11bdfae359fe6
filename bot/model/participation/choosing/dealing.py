"""Dealing: what moves compete for is dealt out to them beforehand.

Moves that no longer compete have one state, so all sums that they come to are found at once. Few
hands have to be dealt until one reaches the bound where there are more acts than the cap lets in;
and just there the search of all states has most to look at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.model.participation.choosing.moves import Move
from bot.model.participation.choosing.transport import Taken


@dataclass(frozen=True, slots=True)
class Deal:
    """How a hand is dealt: each move gets `turns` times in turn, of which the first is `first`.

    Of what `known` completions took that much is given back before. `worthiest` says whether the
    worthiest moves get what is left then; else all go on in turn.
    """

    turns: int
    first: int
    worthiest: bool


DEALS = tuple(
    Deal(turns, first, worthiest)
    for first, turns, worthiest in product(range(7), (0, 1, 3), (True, False))
)


def dealt(
    moves: Sequence[Move], capacity: Sequence[int], known: Mapping[Taken, int], deal: Deal
) -> list[Move]:
    """Return the moves that take of nothing any more, as often as the hand lets them."""
    hand = _Hand(moves, capacity)
    for number in hand.worthiest:
        hand.give(number, known.get(moves[number].taken, 0) - deal.turns)
    first = deal.first % max(len(moves), 1)
    order = hand.worthiest[first:] + hand.worthiest[:first]
    for _ in range(deal.turns):
        for number in order:
            hand.give(number, 1)
    if deal.worthiest:
        for number in hand.worthiest:
            hand.give(number, moves[number].times)
    while sum(hand.give(number, 1) for number in order):
        pass
    return [
        replace(move, uses=(), times=times)
        for move, times in zip(moves, hand.times, strict=True)
        if times
    ]


class _Hand:
    """How often each move may be done, and what is left to deal out."""

    def __init__(self, moves: Sequence[Move], capacity: Sequence[int]) -> None:
        self._moves, self._left = moves, list(capacity)
        self._each = [
            tuple((resource, amount // move.times) for resource, amount in move.uses)
            for move in moves
        ]
        self.times = [0] * len(moves)
        self.worthiest = sorted(range(len(moves)), key=lambda number: -moves[number].worth)

    def give(self, number: int, times: int) -> bool:
        """Let a move be done so many times more, or as often as there is enough for."""
        lasts = (self._left[resource] // amount for resource, amount in self._each[number])
        more = min(times, self._moves[number].times - self.times[number], *lasts)
        if more < 1:
            return False
        self.times[number] += more
        for resource, amount in self._each[number]:
            self._left[resource] -= amount * more
        return True
