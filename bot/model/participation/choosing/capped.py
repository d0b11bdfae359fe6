"""The search under soft caps: what is found soon first, and all there is if that may be beaten.

A choice that reaches the bound on any is the best. Where there are many acts one soon does: of the
moves that promise most, of those that no longer compete once acts are dealt out, or near another.
Where few acts come near the cap there is little to look at, and every sum is. Only where many do,
and no choice reaches the bound, the search may end with the best that it has found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.model.participation.choosing.dealing import DEALS, Deal, dealt
from bot.model.participation.choosing.moves import Move, TooMany, in_order, moves_for
from bot.model.participation.choosing.nearby import nearby
from bot.model.participation.choosing.pools import Kind, Pools
from bot.model.participation.choosing.rooms import Rooms
from bot.model.participation.choosing.sums import SumSearch
from bot.model.participation.choosing.transport import Taken, scalar

SOON, TRYING, MOST = 3_000, 30_000, 60_000
"""How many numbers are looked at before other means are tried, by these, and at last."""
NARROW, WIDE, WIDEST = 12, 120, 1_000
"""How many numbers are kept after each move where not all are."""
FEW = 4
"""So many hands are dealt at first."""
BACK = 8
"""Fewer than so many times each completion is given back."""


class CappedSearch:
    """One search; `steps` counts the numbers it looked at.

    `exact` is False if it ended before it knew that there is nothing better.
    """

    def __init__(
        self, kinds: Sequence[Kind], pools: Pools, rooms: Rooms, peaks: Mapping[int, int]
    ) -> None:
        """Take the problem; `peaks` are what weeks earn for themselves at best (see SumSearch)."""
        self.steps, self.exact = 0, True
        self._kinds, self._pools, self._rooms, self._peaks = kinds, pools, rooms, peaks
        self._answer: Sequence[Taken] | None = None

    def best(self, found: int, bound: int, known: Sequence[Taken]) -> Sequence[Taken] | None:
        """Return the best choice that is worth more than `found`, None if none was seen.

        All worths are scalar values; nothing is worth more than `bound`. `known` are completions
        that come near, a flow's that knows no caps.
        """
        self._found, self._bound, self._known = found, bound, Counter(known)
        try:
            self._moves, self._resources = moves_for(self._kinds, self._pools, self._rooms, MOST)
        except TooMany:
            self.exact = False
            return None
        order = in_order(self._kinds, self._moves)
        self._deal(DEALS[:FEW])
        self._look(order, SOON, NARROW)
        self._deal(DEALS[:FEW])
        if not self._look(order, SOON):
            self._improve(WIDE)
            self._look(order, TRYING - self.steps, WIDE)
            self._deal(DEALS[FEW:])
            self._improve(WIDEST)
            self.exact = self._look(order, MOST)
        return self._answer

    def _deal(self, deals: Sequence[Deal]) -> None:
        """Look at what comes of hands, each dealt from the best that is known."""
        for deal in deals:
            if self._found < self._bound and self.steps < TRYING:
                hand = dealt(self._moves, self._resources.capacity, self._known, deal)
                self._look(in_order(self._kinds, hand), TRYING - self.steps)

    def _improve(self, wide: int) -> None:
        """Look near the best that is known, and near what is found there, as long as it helps."""
        back = 1
        while self._answer and self._found < self._bound and back < BACK and self.steps < TRYING:
            found = self._found
            near = nearby(self._moves, self._resources.capacity, self._rooms, self._known, back)
            sums = SumSearch(
                in_order(self._kinds, near.moves),
                self._resources.at(near.capacity),
                self._kinds,
                near.rooms,
                {},
            )
            self._take(sums, TRYING - self.steps, wide, near.kept)
            back = 1 if self._found > found else back + 1

    def _look(self, moves: Sequence[Move], most: int, wide: int | None = None) -> bool:
        """Look at all that moves come to, or at what promises most; return whether that was all."""
        if self._found >= self._bound:
            return True
        sums = SumSearch(moves, self._resources, self._kinds, self._rooms, self._peaks)
        return self._take(sums, most, wide)

    def _take(
        self, sums: SumSearch, most: int, wide: int | None, kept: Sequence[Taken] = ()
    ) -> bool:
        """Take what is better, together with `kept`; return whether all was looked at."""
        try:
            answer = sums.best(self._found - self._worth(kept), most, wide)
        except TooMany:
            return False
        finally:
            self.steps += sums.steps
        if answer is not None:
            self._answer = [*kept, *answer]
            self._known, self._found = Counter(self._answer), self._worth(self._answer)
        return wide is None

    def _worth(self, answer: Sequence[Taken]) -> int:
        value = self._rooms.nothing()
        for kind, space, _ in answer:
            value = self._rooms.plus(value, space, self._kinds[kind].worth)
        return scalar(value)
