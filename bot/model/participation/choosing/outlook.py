"""What is still to come: for each move of the search for sums what those after it can do.

It tells what of a state still matters, and what a state can lead to at best, never too little.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from bot.model.participation.choosing.moves import Move
from bot.model.participation.choosing.pools import Kind
from bot.model.participation.choosing.rooms import Room, Rooms
from bot.model.participation.choosing.transport import RANK


class Ahead(NamedTuple):
    """What the moves after one can do: use of each resource, and be worth to each space.

    `tops` are for points what they are worth together, else the worthiest 0, 1, 2 and so on.
    `rest` is what they are worth at best, as a scalar value (see transport), where each space is as
    at first; without `open`, the space that is being summed.
    """

    uses: Mapping[int, int]
    tops: Mapping[int, Sequence[int]]
    open: int | None
    rest: int


class Outlook:
    """The outlook on all moves, in their order.

    `factors` are what a unit of worth in each space is as a scalar value, `largest` the worth of
    the worthiest move into each. Each space is filled by moves from `begin` to `end`. `summed` are
    the capped spaces whose sums are bits: of several at one time the one with the most sums.
    """

    def __init__(
        self,
        moves: Sequence[Move],
        kinds: Sequence[Kind],
        rooms: Rooms,
        peaks: Mapping[int, int],
    ) -> None:
        """Take the moves; `peaks` are what weeks at best earn for themselves."""
        self._moves, self._kinds, self._spaces, self._peaks = moves, kinds, rooms.spaces, peaks
        self._weekly: int = RANK ** (rooms.ranks - 1)
        self.factors: list[int] = [self._weekly // RANK**one.rank for one in rooms.spaces]
        self.begin: dict[int, int] = {}
        self.end: dict[int, int] = {}
        self.largest: dict[int, int] = {}
        for number, move in enumerate(moves):
            space = move.taken.space
            self.begin.setdefault(space, number)
            self.end[space] = number
            self.largest[space] = max(move.worth, self.largest.get(space, 0))
        self.summed = self._which_summed()
        self.after = self._look()

    def _which_summed(self) -> frozenset[int]:
        caps = [(-one.cap, n) for n, one in enumerate(self._spaces) if one.cap and n in self.end]
        chosen: list[int] = []
        for _, space in sorted(caps):
            begin, end = self.begin[space], self.end[space]
            if all(end < self.begin[each] or self.end[each] < begin for each in chosen):
                chosen.append(space)
        return frozenset(chosen)

    def _look(self) -> list[Ahead]:
        """Return what is ahead after each move."""
        uses: dict[int, int] = {}
        worths: dict[int, list[int]] = {}
        tops: dict[int, Sequence[int]] = {}
        found: list[Ahead] = []
        for number in range(len(self._moves) - 1, -1, -1):
            move = self._moves[number]
            open_ = [n for n in self.summed if self.begin[n] <= number < self.end[n]]
            rest = self._rest(self._kinds[move.taken.kind].week, tops, open_)
            found.append(Ahead(dict(uses), dict(tops), open_[0] if open_ else None, rest))
            for resource, amount in move.uses:
                uses[resource] = uses.get(resource, 0) + amount
            space = move.taken.space
            one = self._spaces[space]
            some = [*worths.get(space, ()), *[move.worth] * move.times]
            worths[space] = [sum(some)] if one.points else sorted(some, reverse=True)[: one.choose]
            tops[space] = worths[space] if one.points else (0, *accumulate(worths[space]))
        return found[::-1]

    def _rest(self, week: int, tops: Mapping[int, Sequence[int]], but: Collection[int]) -> int:
        """Return what spaces at best take as at first; of later weeks' own their peaks."""
        later = {each: peak for each, peak in self._peaks.items() if each > week}
        return sum(later.values()) * self._weekly + sum(
            self.most(space, some)
            for space, some in tops.items()
            if space not in but and self._spaces[space].week not in later
        )

    def most(self, space: int, tops: Sequence[int], room: Room | None = None) -> int:
        """Return what a space at best still takes, as a scalar value; None: its room at first."""
        one = self._spaces[space]
        if one.cap is not None:
            room = -1 if room is None else room
            others, last = (room, 0) if room >= 0 else (-1 - room, self.largest[space])
            worth = min(tops[0], one.cap - 1 - others + last)
        elif one.points:
            worth = tops[0]
        else:
            worth = tops[-1] if room is None else tops[min(room, len(tops) - 1)]
        return worth * self.factors[space]
