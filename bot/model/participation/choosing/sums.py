"""Soft caps: every sum that completions can come to, as the bits of one number.

Under a soft cap the best choice is a last completion, which earns in full, and others that come as
close to the cap as they can; no bound tells which sums can be reached. But all of them fit in one
number, whose bit n says that the others can come to n: a completion worth w shifts it by w. So it
costs little more to know all sums than one, however high the cap is.

Moves are done or left one after another. A state says what is no longer as at first and matters to
later moves: what is left of resources, how full capped requirements are. For each state there are
such numbers, one for each value of what isn't in the sum (other requirements, the last completion).
Of the same state and sum only the highest value is kept, and nothing that can't lead to more than
was found before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple

from bot.model.participation.choosing.moves import Move, Resources, TooMany
from bot.model.participation.choosing.outlook import Outlook
from bot.model.participation.choosing.pools import Kind
from bot.model.participation.choosing.rooms import Rooms
from bot.model.participation.choosing.transport import Taken

Key = tuple[tuple[int, int], ...]
"""What is no longer as at first: resources by number with what is left, and capped spaces' rooms.

A space that is being summed has room 1 once its last completion is chosen; others' see Rooms.
"""
Sums = dict[int, int]
"""Bits of sums, by the scalar value (see transport) of what isn't in the sum."""
States = dict[Key, Sums]


class _Step(NamedTuple):
    """What comes of a move in a state: of its being done, or left (`times` 0)."""

    key: Key
    gain: int
    shift: int
    times: int


class _Entry(NamedTuple):
    """A number in a state, and what it can lead to at best, as a scalar value."""

    promise: int
    key: Key
    value: int
    bits: int


class SumSearch:
    """The search where something has a soft cap; `steps` counts the numbers it looked at."""

    def __init__(
        self,
        moves: Sequence[Move],
        resources: Resources,
        kinds: Sequence[Kind],
        rooms: Rooms,
        peaks: Mapping[int, int],
    ) -> None:
        """Take the moves in their order, and what they take of.

        `peaks` are what weeks earn for themselves at best, in the search's units: no more may be
        lost of that, which leaves few ways to choose for what is longer.
        """
        self.steps = 0
        self._spaces = rooms.spaces
        self._moves = moves
        self._capacity, self._first_space = resources.capacity, resources.first_space
        self._outlook = Outlook(self._moves, kinds, rooms, peaks)

    def best(self, found: int, most: int, wide: int | None = None) -> list[Taken] | None:
        """Return the best choice that is worth more than `found`, None if there is none.

        With `wide`, only so many numbers are kept after each move, those that promise most and hold
        most sums: the choice is good, and soon found. Raises TooMany where it takes more than
        `most` steps.
        """
        states: States = {(): {0: 1}}
        passed: list[States] = []
        for number in range(len(self._moves)):
            passed.append(states)
            after: States = {}
            for key, sums in states.items():
                for step in self._steps(number, key):
                    self.steps += len(sums)
                    there = after.setdefault(step.key, {})
                    for value, bits in sums.items():
                        to, new = self._moved(number, step, value, bits)
                        there[to] = there.get(to, 0) | new
            if self.steps > most:
                raise TooMany
            entries = [e for key in after for e in self._kept(number, key, after[key], found)]
            states = {}
            for entry in entries if wide is None else nlargest(wide, entries, key=_best_first):
                states.setdefault(entry.key, {})[entry.value] = entry.bits
        return self._trace(passed, max(states[()])) if passed and states else None

    def _steps(self, number: int, key: Key) -> Iterator[_Step]:
        """Yield what comes of a move in a state: left, or done in each way there is."""
        move, at = self._moves[number], dict(key)
        yield _Step(self._onward(number, at), 0, 0, 0)
        for resource, amount in move.uses:
            at[resource] = at.get(resource, self._capacity[resource]) - amount
            if at[resource] < 0:
                return
        space, times = move.taken.space, move.times
        worth, cap = move.worth, self._spaces[space].cap
        gain, room = worth * self._outlook.factors[space], self._first_space + space
        if cap is None:
            yield _Step(self._onward(number, at), gain * times, 0, times)
        elif space not in self._outlook.summed:
            for to in _rooms(move, cap, at.get(room, -1)):
                yield _Step(self._onward(number, at | {room: to}), gain * times, 0, times)
        else:
            if room not in at:
                last = self._onward(number, at | {room: 1})
                yield _Step(last, gain, worth * (times - 1), times)
            if room in at or move.larger:
                yield _Step(self._onward(number, at), 0, worth * times, times)

    def _onward(self, number: int, at: Mapping[int, int]) -> Key:
        """Return what of a state matters to the moves after one."""
        uses = self._outlook.after[number].uses
        return tuple(
            sorted(
                (each, left)
                for each, left in at.items()
                if (
                    self._outlook.end[each - self._first_space] > number
                    if self._is_room(each)
                    else left < uses.get(each, 0)
                )
            )
        )

    def _is_room(self, resource: int) -> bool:
        space = resource - self._first_space
        return space >= 0 and self._spaces[space].cap is not None

    def _moved(self, number: int, step: _Step, value: int, bits: int) -> tuple[int, int]:
        """Return the value and the sums after a step; once all is summed, the greatest is value."""
        space = self._moves[number].taken.space
        value += step.gain
        if space not in self._outlook.summed:
            return value, bits
        bits = self._shifted(space, step, bits)
        if self._outlook.end[space] == number and bits:
            return value + (bits.bit_length() - 1) * self._outlook.factors[space], 1
        return value, bits

    def _shifted(self, space: int, step: _Step, bits: int) -> int:
        return bits << step.shift & (1 << (self._spaces[space].cap or 0)) - 1

    def _kept(self, number: int, key: Key, sums: Sums, found: int) -> Iterator[_Entry]:
        """Yield what may lead to more than `found`, of each sum only the highest value."""
        ahead = self._outlook.after[number]
        rest, summed, last = ahead.rest, ahead.open, 0
        if summed is not None and (self._first_space + summed, 1) not in key:
            last = self._outlook.largest[summed]
        for resource, room in key:
            space = resource - self._first_space
            if space in ahead.tops and space != summed:
                tops = ahead.tops[space]
                rest += self._outlook.most(space, tops, room) - self._outlook.most(space, tops)
        seen = 0
        for value in sorted(sums, reverse=True):
            bits = sums[value] & ~seen
            promise = value + rest
            if summed is not None:
                others = bits.bit_length() - 1 + ahead.tops[summed][0]
                below = (self._spaces[summed].cap or 0) - 1
                promise += min(others, below + last) * self._outlook.factors[summed]
            if bits and promise > found:
                seen |= bits
                yield _Entry(promise, key, value, bits)

    def _trace(self, passed: Sequence[States], value: int) -> list[Taken]:
        """Return the completions that lead to a value, found backwards."""
        key: Key = ()
        bit = 0
        taken: list[Taken] = []
        for number in range(len(self._moves) - 1, -1, -1):
            step, key, value, bit = self._before(number, passed[number], (key, value, bit))
            taken += [self._moves[number].taken] * step.times
        return sorted(taken)

    def _before(
        self, number: int, states: States, reached: tuple[Key, int, int]
    ) -> tuple[_Step, Key, int, int]:
        """Return the step that reached a state's value and sum, and the state before it."""
        key, value, bit = reached
        space = self._moves[number].taken.space
        ways = ((each, step) for each in states for step in self._steps(number, each))
        for before, step in ways:
            if step.key != key:
                continue
            for old, bits in states[before].items():
                to, new = self._moved(number, step, old, bits)
                if to == value and new >> bit & 1:
                    whole = space in self._outlook.summed and self._outlook.end[space] == number
                    at = self._shifted(space, step, bits).bit_length() - 1 if whole else bit
                    return step, before, old, at - step.shift
        raise LookupError("A sum was reached by no step.")


def _best_first(entry: _Entry) -> tuple[int, int]:
    return entry.promise, entry.bits.bit_count()


def _rooms(move: Move, cap: int, room: int) -> Iterator[int]:
    """Yield the room of a capped space after a move, as Rooms.taking does after one completion."""
    others = room if room >= 0 else -1 - room
    some, every = move.worth * (move.times - 1), move.worth * move.times
    if room < 0 and others + some < cap:
        yield others + some
    if others + every < cap and (room >= 0 or move.larger):
        yield room + every if room >= 0 else room - every
