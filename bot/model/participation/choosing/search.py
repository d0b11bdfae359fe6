"""The exact search for the best completions: week by week, the worthiest kinds first.

A first dive takes greedily what it can. Where that reaches the bound on any result, as it does
whenever options don't compete for acts, it is the answer at once. Otherwise, where each completion
takes one act, the best choice is the most profitable flow (see transport), found in polynomial
time. Choosing among completions that take several acts (a post and two replies) is set packing,
which no flow solves: these are tried kind by kind, and what flows bound is dropped.

A state of this search says how much is left of what later kinds can still use: acts by pool,
options' limits, requirements' room. Two ways to the same state are one, of which the better is
kept, so the work is bounded by the number of states, at most the product of the competing pools'
sizes, and not by the number of choices. Where that is still too much (completions of several acts
each from dozens of late ones over several weeks) it ends after MOST_STEPS with what it has found,
which may be short of the best by part of what one act is worth.

A soft cap asks for the sum that comes nearest to it, which is searched otherwise: see capped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from bot.model.participation.choosing.bounds import Bounds
from bot.model.participation.choosing.capped import CappedSearch
from bot.model.participation.choosing.matching import (
    Asked,
    Candidate,
    Completion,
    Field,
    Supplies,
    asking,
    by_lateness,
    decimals,
)
from bot.model.participation.choosing.pools import Kind, Left, Payment, Pools, pools_for
from bot.model.participation.choosing.rooms import Room, Rooms, Value, rooms_for
from bot.model.participation.choosing.transport import Taken, Transport, scalar
from bot.model.participation.policies.policy import Period, Requirement

MOST_STEPS = 6_000
"""A week's search that has looked at so many states takes the best it has found; each of several
weeks that are chosen for together has its part of them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen in each week, and how many states were looked at on the way.

    `exact` is False if the search ended before it knew that there is nothing better.
    """

    weeks: tuple[tuple[Completion, ...], ...]
    steps: int
    exact: bool = True


class _State(NamedTuple):
    """What is left to spend, and the room in each requirement."""

    left: Left
    room: tuple[Room, ...]


class _Node(NamedTuple):
    """How well a state can be reached, and by which last completion."""

    value: Value
    kind: int
    room: int
    paid: Payment
    before: _Node | None


def best(
    requirements: Sequence[Requirement], candidates: Sequence[Candidate], supplies: Supplies
) -> tuple[Completion, ...]:
    """Return a week's completions that are worth most together, of what `supplies` pay for.

    Only the requirements that each week asks are looked at. Of equally good choices the one of
    earlier candidates is returned.
    """
    return choose((Field(candidates, supplies, asking(requirements, Period.WEEK)),)).weeks[0]


def choose(weeks: Sequence[Field], term: Asked = ()) -> Choice:
    """Return the best choice of completions over several weeks.

    Each completion serves one requirement: one of its week's, its unit's or the term's. Best is
    what is worth most for the weeks' own requirements together; of choices that are equally good
    for the weeks, what is worth most for the units' together; of those, for the term's.
    """
    kinds, scale = _kinds(weeks, term)
    pools = pools_for(kinds, [week.supplies for week in weeks])
    rooms = rooms_for(weeks, term, kinds, scale)
    search = _Search(kinds, pools, rooms)
    found: list[list[Completion]] = [[] for _ in weeks]
    for node in search.run():
        kind, space = kinds[node.kind], rooms.spaces[node.room]
        candidate = kind.candidate
        found[kind.week].append(
            Completion(
                candidate.option.key,
                candidate.about,
                candidate.worth,
                space.number,
                pools.spend(node.kind, node.paid),
                candidate.excused,
                candidate.percent,
                space.per,
            )
        )
    return Choice(tuple(map(tuple, found)), search.steps, search.exact)


def _kinds(weeks: Sequence[Field], term: Asked) -> tuple[list[Kind], int]:
    """Return the kinds of completion that are wanted, and how many units a worth of 1 is."""
    kinds: list[tuple[int, Candidate]] = []
    caps: list[Decimal] = []
    for week, field in enumerate(weeks):
        asked = [requirement for _, requirement in (*field.asked, *field.by_unit, *term)]
        wanted = {key for requirement in asked for key in requirement.options}
        able = sorted(by_lateness(field), key=lambda candidate: -candidate.worth)
        kinds += [(week, candidate) for candidate in able if candidate.option.key in wanted]
        caps += [requirement.cap for requirement in asked if requirement.cap is not None]
    worths = (candidate.worth for _, candidate in kinds)
    scale = 10 ** max((decimals(each) for each in (*worths, *caps)), default=0)
    return [Kind(week, each, int(each.worth * scale)) for week, each in kinds], scale


class _Search:
    """A search over kinds; `steps` counts the states it looked at, `exact` says as in Choice."""

    def __init__(self, kinds: Sequence[Kind], pools: Pools, rooms: Rooms) -> None:
        self.kinds, self.pools, self.rooms = kinds, pools, rooms
        self.bounds = Bounds(kinds, pools, rooms)
        self.steps, self.exact = 0, True
        self._weeks = sorted({kind.week for kind in kinds})
        self._most_steps = MOST_STEPS // max(len(self._weeks), 1)
        self._transport = Transport(kinds, pools, rooms)
        self._wanting = [rooms.spaces[space] for space in sorted(set(chain(*rooms.of)))]
        self._needed = pools.needed()
        self._spaces = _last_uses(rooms, len(kinds))

    def run(self) -> list[_Node]:
        """Return the completions of the best choice, in the order in which they were taken."""
        start = _State(tuple(map(min, self.pools.left, self._needed[0])), self.rooms.start())
        nothing = _Node(self.rooms.nothing(), -1, -1, (), None)
        found = self._dive(start, nothing)
        if found.value < self._bound(0, start, nothing):
            capped = any(space.cap is not None for space in self._wanting)
            search = self._sum if capped else self._search
            found = search(start, nothing, found)
        nodes: list[_Node] = []
        node: _Node | None = found
        while node is not None and node.before is not None:
            nodes.append(node)
            node = node.before
        return nodes[::-1]

    def _dive(self, state: _State, node: _Node) -> _Node:
        """Return what comes of taking of each kind as many as there are."""
        for kind in range(len(self.kinds)):
            while (more := next(self._taking(kind, state, node), None)) is not None:
                self.steps += 1
                state, node = more
        return node

    def _sum(self, start: _State, nothing: _Node, found: _Node) -> _Node:
        """Return the best node under soft caps; `found` is what the dive came to."""
        flow = self._transport.after(0, *start)
        if flow.answer is not None:
            return self._with(nothing, flow.answer)
        most = self._bound(0, start, nothing)
        peaks: dict[int, int] = {}
        if self._wanting[0].week is not None and self._wanting[-1].week is None:
            alone = self._alone(start, nothing, peaks)
            found = max(found, alone, key=lambda node: node.value)
            most = (min(most[0], sum(peaks.values())), *most[1:])
        search = CappedSearch(self.kinds, self.pools, self.rooms, peaks)
        answer = search.best(scalar(found.value), scalar(most), flow.taken)
        self.steps += search.steps
        self.exact = search.exact
        return found if answer is None else self._with(nothing, answer)

    def _alone(self, state: _State, node: _Node, peaks: dict[int, int]) -> _Node:
        """Return what comes of it if each week chooses alone, and longer periods from the rest.

        `peaks` is filled with what each week earns for itself so.
        """
        for week in self._weeks:
            own = _Search(self.kinds, self.pools, self.rooms.only(week))
            before = node.value[0]
            for one in own.run():
                state, node = self._done(state, node, Taken(one.kind, one.room, one.paid))
            self.steps += own.steps
            peaks[week] = node.value[0] - before
        return self._dive(state, node)

    def _done(self, state: _State, node: _Node, taken: Taken) -> tuple[_State, _Node]:
        """Return the state after a completion that there is room for."""
        kind, space, paid = taken
        left, worth = list(state.left), self.kinds[kind].worth
        for pool in (*paid, *self.pools.limits[kind]):
            left[pool] -= 1
        room = list(state.room)
        room[space] = self.rooms.taking(worth, space, room[space]) or 0
        value = self.rooms.plus(node.value, space, worth)
        return _State(tuple(left), tuple(room)), _Node(value, kind, space, paid, node)

    def _search(self, start: _State, nothing: _Node, found: _Node) -> _Node:
        """Return the best node there is; `found` is what the dive came to."""
        self._found = found
        layer: dict[_State, _Node] = {}
        self._keep(layer, start, nothing, 0)
        for kind in range(len(self.kinds)):
            after: dict[_State, _Node] = {}
            level = layer
            while level:
                more: dict[_State, _Node] = {}
                for state, node in level.items():
                    self._keep(after, self._onward(kind + 1, state), node, kind + 1)
                    for taken, reached in self._taking(kind, state, node):
                        self._keep(more, taken, reached, kind)
                level = more
            layer = after
        return self._found

    def _keep(self, states: dict[_State, _Node], state: _State, node: _Node, kind: int) -> None:
        """Keep the better way to a state, if it can lead to more than was found."""
        self.steps += 1
        if node.value > self._found.value:
            self._found = node
        known = states.get(state)
        if known is not None and known.value >= node.value:
            return
        if self._bound(kind, state, node) <= self._found.value:
            return
        flow = self._transport.after(kind, *state)
        if scalar(node.value) + flow.worth <= scalar(self._found.value):
            return
        if flow.answer is not None:
            self._found = self._with(node, flow.answer)
        elif self.steps <= self._most_steps:
            states[state] = node
        else:
            self.exact = False

    def _with(self, node: _Node, answer: Sequence[Taken]) -> _Node:
        for kind, space, paid in answer:
            value = self.rooms.plus(node.value, space, self.kinds[kind].worth)
            node = _Node(value, kind, space, paid, node)
        return node

    def _bound(self, kind: int, state: _State, node: _Node) -> Value:
        return tuple(map(int.__add__, node.value, self.bounds.after(kind, state.room)))

    def _taking(self, kind: int, state: _State, node: _Node) -> Iterator[tuple[_State, _Node]]:
        """Yield the states after one more completion of `kind`."""
        worth = self.kinds[kind].worth
        for left, paid in self.pools.payments(kind, state.left):
            for space in self.rooms.of[kind]:
                room = self.rooms.taking(worth, space, state.room[space])
                if room is not None:
                    rooms = (*state.room[:space], room, *state.room[space + 1 :])
                    value = self.rooms.plus(node.value, space, worth)
                    yield _State(left, rooms), _Node(value, kind, space, paid, node)

    def _onward(self, kind: int, state: _State) -> _State:
        """Return a state without what the kinds from `kind` on have no use for."""
        left = tuple(map(min, state.left, self._needed[kind]))
        room = tuple(
            each if kind <= last else 0 for each, last in zip(state.room, self._spaces, strict=True)
        )
        return _State(left, room)


def _last_uses(rooms: Rooms, kinds: int) -> list[int]:
    """Return for each space the number of the last kind that may come into it."""
    last = [-1] * len(rooms.spaces)
    for kind in range(kinds):
        for space in rooms.of[kind]:
            last[space] = kind
    return last
