"""Acts as a search spends them: those that can serve the same are one pool.

Limits are pools too: an option's limit in a week, and a token that only one completion may have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from bot.model.participation.acts.ledger import SESSION_ROUTES
from bot.model.participation.choosing.matching import Candidate, Supply

Left = tuple[int, ...]
"""How much is left in each pool."""
Payment = tuple[int, ...]
"""The pools that a completion's acts came from, in the order of its needs."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A candidate as the search takes it: of which week, and its worth in the search's units."""

    week: int
    candidate: Candidate
    worth: int

    @property
    def acts(self) -> int:
        """How many acts one completion takes."""
        return sum(count for _, count in self.candidate.needs)


@dataclass(slots=True)
class _Source:
    """Acts that are spent together: of one supply, or of both routes through one session."""

    week: int
    supplies: list[Supply]
    count: int

    def serving(self, kind: Kind, part: int) -> Iterator[Supply]:
        """Yield its supplies that can serve a part of `kind`, of the same week."""
        wanted = kind.candidate
        key, about, percent = wanted.option.key, wanted.about, wanted.percent
        for supply in self.supplies:
            if not about or supply.about == about:
                for fit in supply.fits:
                    if fit.option == key and fit.part == part and fit.percent >= percent:
                        yield supply

    def latest(self, kind: Kind, part: int) -> Supply:
        """Return that of its supplies which serves a part of `kind` and comes latest."""
        option = kind.candidate.option.key
        return min(
            self.serving(kind, part),
            key=lambda supply: min(fit.percent for fit in supply.fits if fit.option == option),
        )

    def is_of(self, kind: Kind) -> bool:
        """Whether a supply of the same week comes just as late as `kind`.

        Who came to a session that they had made up late has two, of which either may count.
        """
        wanted = kind.candidate
        return any(
            fit.option == wanted.option.key and fit.percent == wanted.percent
            for supply in self.supplies
            if not wanted.about or supply.about == wanted.about
            for fit in supply.fits
        )


@dataclass(slots=True)
class Pools:
    """The pools there are for `kinds`.

    `left` is how much each holds at first; `limits` are for each kind the pools of limits that a
    completion takes one of; `ways` for each kind and each act it needs the pools the act may come
    from; `higher` for each kind the same kind less late; `uses` for each pool the kinds and parts
    that it serves, and `own` the kinds that are just as late as one of its acts.
    """

    kinds: Sequence[Kind]
    left: list[int] = field(default_factory=list)
    limits: list[tuple[int, ...]] = field(default_factory=list)
    ways: list[tuple[tuple[int, ...], ...]] = field(default_factory=list)
    higher: list[int | None] = field(default_factory=list)
    uses: list[frozenset[tuple[int, int]]] = field(default_factory=list)
    own: list[frozenset[int]] = field(default_factory=list)
    sources: list[list[_Source]] = field(default_factory=list)
    _known: dict[tuple[int, int, int], bool] = field(default_factory=dict)

    def payments(self, kind: int, left: Left) -> Iterator[tuple[Left, Payment]]:
        """Yield what is left after one completion of `kind`, in each way that may matter.

        Of two pools, the one all of whose uses from here on the other has too is spent first:
        whatever is done later with an act of the first can be done with one of the second.
        """
        for pool in self.limits[kind]:
            if not left[pool]:
                return
        spent = list(left)
        for pool in self.limits[kind]:
            spent[pool] -= 1
        yield from self._pay(kind, 0, spent, ())

    def _pay(
        self, kind: int, number: int, left: list[int], paid: Payment
    ) -> Iterator[tuple[Left, Payment]]:
        ways = self.ways[kind]
        if number == len(ways):
            if not self.timelier(kind, paid):
                yield tuple(left), paid
            return
        able = [pool for pool in ways[number] if left[pool]]
        for pool in able:
            if len(able) > 1 and any(self._first(kind, other, pool) for other in able):
                continue
            left[pool] -= 1
            yield from self._pay(kind, number + 1, left, (*paid, pool))
            left[pool] += 1

    def timelier(self, kind: int, paid: Payment) -> bool:
        """Whether a payment would do for the same completion less late: then it is that one's."""
        higher = self.higher[kind]
        if higher is None:
            return False
        ways = zip(paid, self.ways[higher], strict=True)
        return all(pool in way and kind not in self.own[pool] for pool, way in ways)

    def _first(self, kind: int, one: int, other: int) -> bool:
        """Whether `one` is spent before `other`, which serves all of the same from `kind` on."""
        if one == other:
            return False
        known = self._known.get((kind, one, other))
        if known is None:
            mine = {use for use in self.uses[one] if use[0] >= kind}
            theirs = {use for use in self.uses[other] if use[0] >= kind}
            known = mine < theirs or (mine == theirs and one < other)
            self._known[kind, one, other] = known
        return known

    def needed(self) -> list[Left]:
        """Return how much of each pool the kinds from each number on could use."""
        needed = [0] * len(self.left)
        found = [tuple(needed)]
        for number in range(len(self.kinds) - 1, -1, -1):
            times = min(self.left[pool] for pool in self.limits[number])
            for pool in (*self.limits[number], *chain.from_iterable(self.ways[number])):
                needed[pool] += times
            found.append(tuple(needed))
        return found[::-1]

    def spend(self, kind: int, paid: Payment) -> tuple[Supply, ...]:
        """Return the supplies that a payment comes to, and take the acts out of them."""
        used: list[Supply] = []
        parts = [part for part, count in self.kinds[kind].candidate.needs for _ in range(count)]
        for part, pool in zip(parts, paid, strict=True):
            source = next(source for source in self.sources[pool] if source.count)
            source.count -= 1
            used.append(source.latest(self.kinds[kind], part))
        return tuple(used)


def pools_for(kinds: Sequence[Kind], weeks: Sequence[Mapping[Supply, int]]) -> Pools:
    """Return the pools of what `weeks` supply, as far as `kinds` can use it."""
    pools = Pools(kinds)
    ways: list[dict[int, list[int]]] = [{} for _ in kinds]
    alike: dict[tuple[frozenset[tuple[int, int]], frozenset[int]], int] = {}
    of_week: dict[int, list[int]] = {}
    for number, kind in enumerate(kinds):
        of_week.setdefault(kind.week, []).append(number)
    for source in _sources(weeks):
        uses = frozenset(
            (number, part)
            for number in of_week.get(source.week, ())
            for part, _ in kinds[number].candidate.needs
            if any(source.serving(kinds[number], part))
        )
        if not uses:
            continue
        own = frozenset(number for number, _ in uses if source.is_of(kinds[number]))
        pool = alike.get((uses, own))
        if pool is None:
            pool = alike[uses, own] = _add(pools, 0, uses, own)
            for number, part in sorted(uses):
                ways[number].setdefault(part, []).append(pool)
        pools.left[pool] += source.count
        pools.sources[pool].append(source)
    groups: dict[tuple[int, str, bool], int] = {}
    for number, kind in enumerate(kinds):
        needs = kind.candidate.needs
        pools.ways.append(
            tuple(tuple(ways[number].get(part, ())) for part, count in needs for _ in range(count))
        )
        pools.limits.append(tuple(_limits(pools, groups, kind)))
        pools.higher.append(_higher(kinds, number))
    return pools


def _higher(kinds: Sequence[Kind], number: int) -> int | None:
    """Return the kind of the same completion whose acts are less late, the next one."""
    week, one = kinds[number].week, kinds[number].candidate
    if one.percent == 100:
        return None
    same = [
        other
        for other, kind in enumerate(kinds)
        if kind.week == week
        and (kind.candidate.option.key, kind.candidate.about) == (one.option.key, one.about)
        and kind.candidate.needs == one.needs
        and kind.candidate.percent > one.percent
    ]
    return min(same, key=lambda other: kinds[other].candidate.percent, default=None)


def _add(
    pools: Pools,
    count: int,
    uses: frozenset[tuple[int, int]] = frozenset(),
    own: frozenset[int] = frozenset(),
) -> int:
    pools.left.append(count)
    pools.uses.append(uses)
    pools.own.append(own)
    pools.sources.append([])
    return len(pools.left) - 1


def _limits(pools: Pools, groups: dict[tuple[int, str, bool], int], kind: Kind) -> Iterator[int]:
    """Yield the pools that limit `kind`: its option's in that week, and its token's."""
    option, token = kind.candidate.option, kind.candidate.token
    names = [(kind.week, option.key, False)]
    if token is not None:
        names.append((kind.week, token, True))
    for name in names:
        if name not in groups:
            groups[name] = _add(pools, 1 if name[2] else option.limit)
        yield groups[name]


def _sources(weeks: Sequence[Mapping[Supply, int]]) -> list[_Source]:
    """Return what is spent together: attending and making up one session are one act."""
    found: dict[tuple[object, ...], _Source] = {}
    for week, supplies in enumerate(weeks):
        for supply, count in supplies.items():
            routes = supply.act in SESSION_ROUTES
            key = (week, supply.about) if routes else (week, supply)
            source = found.setdefault(key, _Source(week, [], 1 if routes else count))
            source.supplies.append(supply)
    return list(found.values())
