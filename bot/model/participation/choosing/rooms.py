"""The room that requirements have for completions, as a search fills it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model.participation.choosing.matching import Asked, Field
from bot.model.participation.choosing.pools import Kind
from bot.model.participation.policies.policy import Period, Requirement

Value = tuple[int, ...]
"""What is earned in the search's units: for the weeks, for the units, for the term; as asked."""
Room = int
"""How full a requirement is: the completions still wanted; under a soft cap see `Capped`."""
RANKS = (Period.WEEK, Period.UNIT, Period.TERM)


@dataclass(frozen=True, slots=True)
class Space:
    """One requirement in one period: `number` is its index, `weeks` are those of the period.

    `rank` is its place in a Value; `choose`, `cap` (in the search's units) and `points` say its
    family.
    """

    number: int
    per: Period
    weeks: frozenset[int]
    rank: int
    choose: int
    points: bool
    cap: int | None
    options: frozenset[str]

    @property
    def week(self) -> int | None:
        """The week that asks for it, None where that is a longer period."""
        return min(self.weeks) if self.per is Period.WEEK else None

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

    def only(self, week: int) -> Rooms:
        """Return the rooms as they are if nothing but what a week asks for itself is wanted."""
        own = {number for number, space in enumerate(self.spaces) if space.week == week}
        return replace(self, of=tuple(tuple(s for s in some if s in own) for some in self.of))

    def taking(self, worth: int, space: int, room: Room) -> Room | None:
        """Return the room after one more completion that is worth `worth`, None if there is none.

        Under a soft cap one completion is the last, which earns in full, and what the others
        earn stays below the cap. While the last isn't chosen, the room is -1 less what the
        others earn; then it is what they earn. The worthiest, which comes first, is the last.
        """
        one = self.spaces[space]
        if one.cap is None:
            left = room if one.points else room - 1
            return left if left >= 0 else None
        if room < 0:
            return -1 - room
        return room + worth if room + worth < one.cap else None

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


def rooms_for(weeks: Sequence[Field], term: Asked, kinds: Sequence[Kind], scale: int) -> Rooms:
    """Return the spaces of all requirements, those of the weeks first."""
    asked = [
        (frozenset({week}), number, one)
        for week, field in enumerate(weeks)
        for number, one in field.asked
    ]
    for unit in dict.fromkeys(field.unit for field in weeks if field.unit is not None):
        own = [number for number, field in enumerate(weeks) if field.unit == unit]
        asked += [(frozenset(own), number, one) for number, one in weeks[own[-1]].by_unit]
    asked += [(frozenset(range(len(weeks))), number, one) for number, one in term]
    ranks = [rank for rank in RANKS if any(one.per is rank for _, _, one in asked)]
    spaces = [
        _space(own, number, one, ranks.index(one.per), scale)
        for own, number, one in sorted(asked, key=lambda each: ranks.index(each[2].per))
    ]
    of = tuple(
        tuple(
            index
            for index, space in enumerate(spaces)
            if kind.week in space.weeks and kind.candidate.option.key in space.options
        )
        for kind in kinds
    )
    return Rooms(tuple(spaces), max(len(ranks), 1), of)


def _space(weeks: frozenset[int], number: int, one: Requirement, rank: int, scale: int) -> Space:
    cap = None if one.cap is None else int(one.cap * scale)
    points, options = one.points is not None, frozenset(one.options)
    return Space(number, one.per, weeks, rank, one.choose, points, cap, options)
