"""Nearby: of a choice some completions are given back, to be chosen again with all else there is.

That is little, so all ways to do it can be looked at where there is far too much to look at in all.
Done again and again it leads from a good choice on to a better one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model.participation.choosing.moves import Move
from bot.model.participation.choosing.rooms import Rooms
from bot.model.participation.choosing.transport import Taken


@dataclass(frozen=True, slots=True)
class Nearby:
    """What is left of a problem where the completions in `kept` stay as they are."""

    kept: tuple[Taken, ...]
    moves: tuple[Move, ...]
    capacity: tuple[int, ...]
    rooms: Rooms


def nearby(
    moves: Sequence[Move],
    capacity: Sequence[int],
    rooms: Rooms,
    known: Mapping[Taken, int],
    back: int,
) -> Nearby:
    """Return what is left to choose if of each of the `known` completions `back` are given back.

    These keep the caps. `back` is 1 or more, so that the worthiest of each space may be any again.
    """
    left = list(capacity)
    kept: Counter[Taken] = Counter()
    earned = [0] * len(rooms.spaces)
    for move in moves:
        times = kept[move.taken] = max(known.get(move.taken, 0) - back, 0)
        earned[move.taken.space] += times * move.worth
        for resource, amount in move.uses:
            left[resource] -= amount // move.times * times
    spaces = tuple(
        one if one.cap is None else replace(one, cap=one.cap - done)
        for one, done in zip(rooms.spaces, earned, strict=True)
    )
    free = tuple(_free(move, move.times - kept[move.taken], left) for move in moves)
    return Nearby(
        tuple(kept.elements()),
        tuple(move for move in free if move.times),
        tuple(left),
        replace(rooms, spaces=spaces),
    )


def _free(move: Move, most: int, left: Sequence[int]) -> Move:
    """Return a move, done as often as what is left lets it, but not more often than `most`."""
    each = [(resource, amount // move.times) for resource, amount in move.uses]
    times = min([most, *(left[resource] // amount for resource, amount in each)])
    return replace(
        move, uses=tuple((resource, amount * times) for resource, amount in each), times=times
    )
