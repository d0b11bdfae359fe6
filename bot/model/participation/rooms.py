"""The room that requirements have for completions, as a search fills it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model.participation.policy import Period, Requirement
from bot.model.participation.pools import Kind

Value = tuple[int, ...]
"""What is earned in the search's units: for the weeks, for the units, for the term; as asked."""
Room = int
"""How full a requirement is: the completions still wanted; under a soft cap see `Capped`."""
RANKS = (Period.WEEK, Period.UNIT, Period.TERM)


@dataclass(frozen=True, slots=True)
class Space:
    """One requirement in one period: in the week `week`, or in all weeks searched for None.

    `rank` is its place in a Value; `choose`, `cap` (in the search's units) and `points` say its
    family.
    """

    number: int
    week: int | None
    rank: int
    choose: int
    points: bool
    cap: int | None

    @property
    def empty(self) -> Room:
        """The room at first."""
        return -1 if self.cap is not None else self.choose


@dataclass(frozen=True, slots=True)
class Rooms:
    """All requirements' spaces; `of` are for each kind the spaces that want it."""

    spaces: tuple[Space, ...]
    ranks: int
    of: tuple[tuple[int, ...], ...]
    larger: frozenset[tuple[int, int]]
    """Kinds and capped spaces for which a later kind is worth more."""

    def requirement(self, space: int) -> int:
        """Return the index of the requirement that a space belongs to."""
        return self.spaces[space].number

    def taking(self, kind: int, worth: int, space: int, room: Room) -> Iterator[Room]:
        """Yield the room after one completion of `kind`, in each way that may matter.

        Under a soft cap one completion is the last, which earns in full, and what the others
        earn stays below the cap. While the last isn't chosen, the room is -1 less what the
        others earn; then it is what they earn. Where no later kind is worth more, the first is
        best kept for the last.
        """
        one = self.spaces[space]
        if one.cap is None:
            if one.points:
                yield room
            elif room:
                yield room - 1
        elif room >= 0:
            if room + worth < one.cap:
                yield room + worth
        else:
            others = -1 - room
            yield others
            if (kind, space) in self.larger and others + worth < one.cap:
                yield room - worth

    def start(self) -> tuple[Room, ...]:
        """Return the room of all spaces at first."""
        return tuple(space.empty for space in self.spaces)

    def nothing(self) -> Value:
        """Return the value of no completions."""
        return (0,) * self.ranks

    def plus(self, value: Value, space: int, worth: int) -> Value:
        """Return `value` after something worth `worth` came into a space."""
        rank = self.spaces[space].rank
        return (*value[:rank], value[rank] + worth, *value[rank + 1 :])


def rooms_for(
    requirements: Sequence[Requirement], asked: Sequence[int], kinds: Sequence[Kind], scale: int
) -> Rooms:
    """Return the spaces of the requirements `asked`, those of the weeks first."""
    ranks = [rank for rank in RANKS if any(requirements[n].per is rank for n in asked)]
    last = max((kind.week for kind in kinds), default=0)
    spaces: list[Space] = []
    for rank, period in enumerate(ranks):
        for number in asked:
            one = requirements[number]
            if one.per is period:
                cap = None if one.cap is None else int(one.cap * scale)
                weeks = range(last + 1) if period is Period.WEEK else (None,)
                spaces += [
                    Space(number, week, rank, one.choose, one.points is not None, cap)
                    for week in weeks
                ]
    of = tuple(
        tuple(
            index
            for index, space in enumerate(spaces)
            if space.week in (None, kind.week)
            and kind.candidate.option.key in requirements[space.number].options
        )
        for kind in kinds
    )
    return Rooms(tuple(spaces), max(len(ranks), 1), of, frozenset(_larger(spaces, of, kinds)))


def _larger(
    spaces: Sequence[Space], of: Sequence[Sequence[int]], kinds: Sequence[Kind]
) -> Iterator[tuple[int, int]]:
    largest: dict[int, int] = {}
    for kind in range(len(kinds) - 1, -1, -1):
        for space in of[kind]:
            if spaces[space].cap is not None:
                if largest.get(space, 0) > kinds[kind].worth:
                    yield kind, space
                largest[space] = max(largest.get(space, 0), kinds[kind].worth)
