"""What requirements at best still take: what lets a search stop early, never too little."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from bot.model.participation.choosing.pools import Kind, Pools
from bot.model.participation.choosing.rooms import Room, Rooms, Value

PLENTY = 1_000_000


class Bounds:
    """Bounds on what the kinds from a number on add, by the room there is."""

    def __init__(self, kinds: Sequence[Kind], pools: Pools, rooms: Rooms) -> None:
        """Reckon what every state is compared with."""
        self._kinds, self._pools, self._rooms = kinds, pools, rooms
        self._most = [self._times(number) for number in range(len(kinds))]
        self._wanting: list[list[int]] = [[] for _ in rooms.spaces]
        for number, spaces in enumerate(rooms.of):
            for space in spaces:
                self._wanting[space].append(number)
        for wanting in self._wanting:
            wanting.sort(key=lambda number: -kinds[number].worth)
        self._below = [self._below_cap(space) for space in range(len(rooms.spaces))]
        self._top: dict[tuple[int, int, int], int] = {}
        self._by_room: dict[tuple[int, tuple[Room, ...]], Value] = {}

    def after(self, number: int, room: tuple[Room, ...]) -> Value:
        """Return a value that the kinds from `number` on can't exceed in `room`."""
        known = self._by_room.get((number, room))
        if known is None:
            known = self._by_room[number, room] = self._fill(number, room)
        return known

    def _fill(self, number: int, room: tuple[Room, ...]) -> Value:
        value = [0] * self._rooms.ranks
        for index, space in enumerate(self._rooms.spaces):
            slots = PLENTY if space.points else room[index]
            most = self._top_of(number, index, slots) if slots else 0
            if space.cap is not None:
                last = self._top_of(number, index, 1) if room[index] < 0 else 0
                others = room[index] if room[index] >= 0 else -1 - room[index]
                most = min(most, self._below[index] - others + last)
            value[space.rank] += most
        return tuple(value)

    def _times(self, number: int) -> int:
        """Return how often a kind can be completed if nothing else is."""
        pools = self._pools
        times = min((pools.left[pool] for pool in pools.limits[number]), default=0)
        ways = iter(pools.ways[number])
        for _, count in self._kinds[number].candidate.needs:
            held = sum(pools.left[pool] for pool in next(ways))
            for _ in range(count - 1):
                next(ways)
            times = min(times, held // count)
        return times

    def _top_of(self, number: int, space: int, slots: int) -> int:
        """Return the worth of the `slots` worthiest completions of kinds from `number` on."""
        key = (number, space, slots)
        known = self._top.get(key)
        if known is not None:
            return known
        worth = 0
        limits: dict[int, int] = {}
        for kind in self._wanting[space]:
            if kind >= number and slots:
                limit = self._pools.limits[kind][0]
                room = limits.setdefault(limit, self._pools.left[limit])
                times = min(self._most[kind], room, slots)
                limits[limit] = room - times
                slots -= times
                worth += times * self._kinds[kind].worth
        self._top[key] = worth
        return worth

    def _below_cap(self, space: int) -> int:
        """Return the most that completions of a capped space come to below its cap."""
        cap = self._rooms.spaces[space].cap
        if cap is None:
            return 0
        step = gcd(*(self._kinds[kind].worth for kind in self._wanting[space])) or 1
        return (cap - 1) // step * step
