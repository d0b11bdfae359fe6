"""The search's problem as a transport of acts, which a flow solves.

Acts flow from their pools through the options' limits into the rooms that requirements have.
Where each completion is one act, flows are whole and the flow is the answer; of completions that
need several acts each is taken to earn its part of the worth, so that the flow is a bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import lcm
from typing import NamedTuple

from bot.model.participation.choosing.flows import Network
from bot.model.participation.choosing.pools import Kind, Left, Payment, Pools
from bot.model.participation.choosing.rooms import Room, Rooms, Value

PLENTY = 1_000_000
RANK = 10**12
"""What one of a rank is worth in the next: more than a whole search can earn there."""
SOURCE, SINK = ("source", 0), ("sink", 0)


class Taken(NamedTuple):
    """A completion that a flow takes: of which kind, into which space, by which acts."""

    kind: int
    space: int
    paid: Payment


def scalar(value: Value) -> int:
    """Return a value as one number; of two values the greater has the greater number."""
    number = 0
    for rank in value:
        number = number * RANK + rank
    return number


class Flow(NamedTuple):
    """What acts are worth at best, as a scalar value; by what, where each completion is one act.

    That is the `answer` if caps, tokens and limits of all ranks together allow it.
    """

    worth: int
    answer: tuple[Taken, ...] | None = None
    taken: tuple[Taken, ...] = ()


@dataclass(slots=True)
class _Plan:
    """A network with the numbers of those edges that its answer is read from."""

    network: Network = field(default_factory=Network)
    arcs: dict[tuple[int, int, Payment], int] = field(default_factory=dict)
    doors: dict[tuple[int, int], int] = field(default_factory=dict)
    parts: list[int] = field(default_factory=list)


class Transport:
    """The transport for the kinds from a number on, by what is left and what room there is."""

    def __init__(self, kinds: Sequence[Kind], pools: Pools, rooms: Rooms) -> None:
        """Take the search's problem."""
        self._kinds, self._pools, self._rooms = kinds, pools, rooms
        self._unit = lcm(*(kind.acts or 1 for kind in kinds))
        self._known: dict[tuple[int, Left, tuple[Room, ...]], Flow] = {}

    def after(self, number: int, left: Left, room: tuple[Room, ...]) -> Flow:
        """Return what the kinds from `number` on add at best."""
        key = (number, left, room)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._flow(number, left, room)
        return known

    def _flow(self, number: int, left: Left, room: tuple[Room, ...]) -> Flow:
        plan = _Plan()
        for kind in range(number, len(self._kinds)):
            self._draw(plan, kind, left)
        for pool in range(len(left)):
            plan.network.edge(SOURCE, ("pool", pool), left[pool])
            for rank in range(self._rooms.ranks):
                ends = ("limit", pool, rank), ("limited", pool, rank)
                plan.network.edge(*ends, left[pool])
        for index, space in enumerate(self._rooms.spaces):
            plan.network.edge(("space", index), SINK, PLENTY if space.points else room[index])
        worth = plan.network.send(SOURCE, SINK) // self._unit
        if any(plan.network.on(edge) for edge in plan.parts):
            return Flow(worth)
        taken = tuple(sorted(self._taken(plan), key=lambda one: -self._kinds[one.kind].worth))
        return Flow(worth, taken if self._holds(taken, left, room) else None, taken)

    def _draw(self, plan: _Plan, kind: int, left: Left) -> None:
        """Draw the edges by which acts come to completions of `kind`, and these into rooms."""
        one, network = self._kinds[kind], plan.network
        limit = self._pools.limits[kind][0]
        pools = sorted({pool for way in self._pools.ways[kind] for pool in way})
        for rank in {self._rooms.spaces[space].rank for space in self._rooms.of[kind]}:
            profit = one.worth * self._unit * RANK ** (self._rooms.ranks - 1 - rank)
            into = ("limit", limit, rank)
            if not one.acts:
                plan.arcs[kind, rank, ()] = network.edge(SOURCE, into, left[limit], profit)
            for pool in pools:
                start = ("pool", pool)
                if one.acts == 1 and self._pools.timelier(kind, (pool,)):
                    continue
                if one.acts == 1:
                    plan.arcs[kind, rank, (pool,)] = network.edge(start, into, PLENTY, profit)
                else:
                    plan.parts.append(network.edge(start, SINK, PLENTY, profit // one.acts))
        for space in self._rooms.of[kind]:
            if one.acts < 2 and (limit, space) not in plan.doors:
                out = ("limited", limit, self._rooms.spaces[space].rank)
                plan.doors[limit, space] = network.edge(out, ("space", space), PLENTY)

    def _taken(self, plan: _Plan) -> Iterator[Taken]:
        """Yield the completions that a flow takes."""
        spaces: dict[tuple[int, int], list[int]] = {}
        for (limit, space), edge in plan.doors.items():
            rank = self._rooms.spaces[space].rank
            spaces.setdefault((limit, rank), []).extend([space] * plan.network.on(edge))
        for (kind, rank, paid), edge in plan.arcs.items():
            for _ in range(plan.network.on(edge)):
                yield Taken(kind, spaces[self._pools.limits[kind][0], rank].pop(0), paid)

    def _holds(self, taken: Sequence[Taken], left: Left, room: tuple[Room, ...]) -> bool:
        """Whether caps, tokens and limits of all ranks together take this too.

        The transport doesn't know them.
        """
        held, rooms = list(left), list(room)
        for kind, space, _ in taken:
            for limit in self._pools.limits[kind]:
                held[limit] -= 1
                if held[limit] < 0:
                    return False
            more = self._rooms.taking(self._kinds[kind].worth, space, rooms[space])
            if more is None:
                return False
            rooms[space] = more
        return True
