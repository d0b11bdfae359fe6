"""Moves: the ways to complete kinds, as the search for sums takes them one after another.

What a move takes of (acts by pool, limits, requirements' room) are resources. Only those that may
run out are kept: where a cap is reached long before the acts are used up, hardly any is. Moves that
take of the same resource stand together, so that little has to be known at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement, product
from math import comb, prod

from bot.model.participation.choosing.pools import Kind, Payment, Pools
from bot.model.participation.choosing.rooms import Rooms, Space
from bot.model.participation.choosing.transport import Taken


class TooMany(Exception):
    """There is more to look at than may be."""


@dataclass(frozen=True, slots=True)
class Move:
    """`times` completions of a kind, paid alike, in one space; to be done once or not at all.

    `uses` says how much they take of which resource: pools by their number, then spaces (see
    `Resources`). `worth` is of one of them, in the search's units. `larger` tells whether a later
    move into the space is worth more.
    """

    taken: Taken
    uses: tuple[tuple[int, int], ...]
    worth: int
    times: int
    larger: bool = False


class Resources:
    """What moves take of; `capacity` is how much there is of each, pools first, then spaces."""

    def __init__(self, pools: Pools, rooms: Rooms) -> None:
        """Take the search's pools and rooms."""
        self.spaces = rooms.spaces
        self.first_space = len(pools.left)
        self.capacity = (*pools.left, *(space.choose for space in rooms.spaces))

    def at(self, capacity: Sequence[int]) -> Resources:
        """Return the same resources of which there is so much."""
        found = copy(self)
        found.capacity = tuple(capacity)
        return found

    def most(self, uses: Counter[int], worth: int, space: Space) -> int:
        """Return how often something can be done if nothing else is."""
        most = min(self.capacity[each] // amount for each, amount in uses.items())
        return most if space.cap is None else min(most, (space.cap - 1) // worth + 1)

    def plenty(self, moves: Sequence[Move]) -> frozenset[int]:
        """Return the resources that can't run out, whatever is done of `moves`."""
        uses: dict[tuple[int, int], list[tuple[int, Move]]] = {}
        for move in moves:
            for resource, amount in move.uses:
                uses.setdefault((resource, move.taken.space), []).append((amount, move))
        used: Counter[int] = Counter()
        for (resource, space), some in uses.items():
            used[resource] += self._used(resource, self.spaces[space], some)
        return frozenset(each for each, amount in used.items() if amount <= self.capacity[each])

    def _used(self, resource: int, space: Space, some: Sequence[tuple[int, Move]]) -> int:
        """Return how much of a resource moves into one space can take together."""
        every = sum(amount for amount, _ in some)
        dearest = max(amount // move.times for amount, move in some)
        if space.cap is not None:
            below = space.cap - 1
            rates = (amount * below // (move.worth * move.times) for amount, move in some)
            return min(every, max(rates) + dearest)
        if not space.points and resource < self.first_space:
            return min(every, space.choose * dearest)
        return every


def moves_for(
    kinds: Sequence[Kind], pools: Pools, rooms: Rooms, most: int
) -> tuple[list[Move], Resources]:
    """Return the moves, each as often as it can be done alone; TooMany beyond `most`."""
    resources = Resources(pools, rooms)
    moves = list(_moves(kinds, pools, rooms, resources, most))
    plenty = resources.plenty(moves)
    scarce = [
        replace(move, uses=tuple(use for use in move.uses if use[0] not in plenty))
        for move in moves
    ]
    return scarce, resources


def in_order(kinds: Sequence[Kind], moves: Sequence[Move]) -> list[Move]:
    """Return moves in parts that come to any number of times, as they are to be looked at."""
    return _told([part for move in _ordered(kinds, moves) for part in _parts(move)])


def _moves(
    kinds: Sequence[Kind], pools: Pools, rooms: Rooms, resources: Resources, most: int
) -> Iterator[Move]:
    """Yield each kind with each payment and space, as often as it can be done alone."""
    count = 0
    for number, kind in enumerate(kinds):
        needs = _needs(kind, pools.ways[number])
        count += prod(comb(len(way) + times - 1, times) for way, times in needs)
        if count > most:
            raise TooMany
        for paid in _payments(number, needs, pools) if kind.worth else ():
            spent = Counter((*paid, *pools.limits[number]))
            for index in rooms.of[number]:
                space = rooms.spaces[index]
                room = Counter[int]() if space.points else Counter([resources.first_space + index])
                times = resources.most(spent + room, kind.worth, space)
                if times:
                    uses = tuple((each, times * n) for each, n in sorted((spent + room).items()))
                    yield Move(Taken(number, index, paid), uses, kind.worth, times)


def _needs(kind: Kind, ways: Sequence[Payment]) -> list[tuple[Payment, int]]:
    """Return for each part of a kind the pools that its acts may come from, and how many."""
    found: list[tuple[Payment, int]] = []
    at = 0
    for _, count in kind.candidate.needs:
        found.append((ways[at], count))
        at += count
    return found


def _payments(number: int, needs: Sequence[tuple[Payment, int]], pools: Pools) -> Iterator[Payment]:
    each = (combinations_with_replacement(way, count) for way, count in needs)
    for parts in product(*each):
        paid = tuple(pool for part in parts for pool in part)
        if not pools.timelier(number, paid):
            yield paid


def _ordered(kinds: Sequence[Kind], moves: Sequence[Move]) -> list[Move]:
    """Return moves week by week; in each those first that take of what fewest others do."""
    found: list[Move] = []
    for week in sorted({kinds[move.taken.kind].week for move in moves}):
        waiting = [move for move in moves if kinds[move.taken.kind].week == week]
        while waiting:
            users = Counter(resource for move in waiting for resource, _ in move.uses)
            scarcest = min(users, key=lambda each: (users[each], each), default=None)
            now = [move for move in waiting if not move.uses] or [
                move for move in waiting if any(each == scarcest for each, _ in move.uses)
            ]
            found += sorted(now, key=lambda move: -move.worth)
            waiting = [move for move in waiting if move not in now]
    return found


def _parts(move: Move) -> Iterator[Move]:
    """Yield a move in parts of 1, 2, 4 and so on: some of them come to any number of times."""
    part, left = 1, move.times
    while left:
        part = min(part, left)
        uses = tuple((each, amount // move.times * part) for each, amount in move.uses)
        yield replace(move, uses=uses, times=part)
        left, part = left - part, 2 * part


def _told(moves: Sequence[Move]) -> list[Move]:
    """Return moves, each told whether a later one into its space is worth more."""
    largest: dict[int, int] = {}
    found: list[Move] = []
    for move in reversed(moves):
        most = largest.get(move.taken.space, 0)
        found.append(replace(move, larger=most > move.worth))
        largest[move.taken.space] = max(most, move.worth)
    return found[::-1]
