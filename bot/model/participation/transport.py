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

from bot.model.participation.flows import Network
from bot.model.participation.pools import Kind, Left, Payment, Pools
from bot.model.participation.rooms import Room, Rooms

PLENTY = 1_000_000
SOURCE, SINK = ("source", 0), ("sink", 0)


class Taken(NamedTuple):
    """A completion that a flow takes: of which kind, into which space, by which acts."""

    kind: int
    space: int
    paid: Payment


class Flow(NamedTuple):
    """What acts are worth at best in the search's units, and by what if it is an answer."""

    worth: int
    answer: tuple[Taken, ...] | None


@dataclass(slots=True)
class _Plan:
    """A network with the numbers of those edges that its answer is read from."""

    network: Network = field(default_factory=Network)
    arcs: dict[tuple[int, Payment], int] = field(default_factory=dict)
    doors: dict[tuple[int, int], int] = field(default_factory=dict)
    parts: list[int] = field(default_factory=list)


class Transport:
    """The transport for the kinds from a number on, by what is left and what room there is."""

    def __init__(self, kinds: Sequence[Kind], pools: Pools, rooms: Rooms) -> None:
        """Take the search's problem; all its requirements are of one rank."""
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
            plan.network.edge(("limit", pool), ("limited", pool), left[pool])
        for index, space in enumerate(self._rooms.spaces):
            plan.network.edge(("space", index), SINK, PLENTY if space.points else room[index])
        worth = plan.network.send(SOURCE, SINK) // self._unit
        if any(plan.network.on(edge) for edge in plan.parts):
            return Flow(worth, None)
        taken = sorted(self._taken(plan), key=lambda one: -self._kinds[one.kind].worth)
        return Flow(worth, tuple(taken) if self._holds(taken, left, room) else None)

    def _draw(self, plan: _Plan, kind: int, left: Left) -> None:
        """Draw the edges by which acts come to completions of `kind`, and these into rooms."""
        one, network = self._kinds[kind], plan.network
        limit = self._pools.limits[kind][0]
        profit = one.worth * self._unit
        if not one.acts:
            plan.arcs[kind, ()] = network.edge(SOURCE, ("limit", limit), left[limit], profit)
        for pool in sorted({pool for way in self._pools.ways[kind] for pool in way}):
            start = ("pool", pool)
            if one.acts == 1:
                plan.arcs[kind, (pool,)] = network.edge(start, ("limit", limit), PLENTY, profit)
            else:
                plan.parts.append(network.edge(start, SINK, PLENTY, profit // one.acts))
        for space in self._rooms.of[kind]:
            if one.acts < 2 and (limit, space) not in plan.doors:
                end = ("space", space)
                plan.doors[limit, space] = network.edge(("limited", limit), end, PLENTY)

    def _taken(self, plan: _Plan) -> Iterator[Taken]:
        """Yield the completions that a flow takes."""
        spaces: dict[int, list[int]] = {}
        for (limit, space), edge in plan.doors.items():
            spaces.setdefault(limit, []).extend([space] * plan.network.on(edge))
        for (kind, paid), edge in plan.arcs.items():
            for _ in range(plan.network.on(edge)):
                yield Taken(kind, spaces[self._pools.limits[kind][0]].pop(0), paid)

    def _holds(self, taken: Sequence[Taken], left: Left, room: tuple[Room, ...]) -> bool:
        """Whether caps and tokens, which the transport doesn't know, take this too."""
        held, rooms = list(left), list(room)
        for kind, space, _ in taken:
            for token in self._pools.limits[kind][1:]:
                held[token] -= 1
                if held[token] < 0:
                    return False
            worth = self._kinds[kind].worth
            more = next(self._rooms.taking(kind, worth, space, rooms[space]), None)
            if more is None:
                return False
            rooms[space] = more
        return True
