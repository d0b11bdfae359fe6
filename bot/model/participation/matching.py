"""Choosing the completions that are best for the student, with nothing counted twice.

An option's completion needs acts; an act serves one completion at most, and attending and making
up one session serve as one act. Completions are tried best first, by branch and bound; whether
the acts suffice for a set of them is a bipartite matching, extended one act at a time along
augmenting paths. So the result is exact, equal to trying everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.model.participation.ledger import SESSION_ROUTES, Act
from bot.model.participation.policy import Option, Requirement
from bot.model.participation.qualify import Fit


@dataclass(frozen=True, slots=True)
class Supply:
    """Acts of one kind about one thing ("" for none), and the parts each of them can serve."""

    about: str
    act: Act
    fits: tuple[Fit, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A completion that may be chosen: `option` within `about` ("" for the week).

    `needs` says how many acts each part (by index) takes. Candidates that share a `token`
    exclude each other; one without a token may be chosen several times, up to its option's limit.
    """

    option: Option
    about: str
    worth: Decimal
    needs: tuple[tuple[int, int], ...]
    token: str | None = None
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """A completion that counts: what it earned, for which requirement, and by which acts."""

    option: str
    about: str
    worth: Decimal
    requirement: int
    used: tuple[Supply, ...]
    excused: bool = False


def total(completions: Iterable[Completion]) -> Decimal:
    """Return what `completions` earn together."""
    return sum((completion.worth for completion in completions), Decimal(0))


def best(
    requirements: Sequence[Requirement],
    candidates: Iterable[Candidate],
    supplies: Mapping[Supply, int],
) -> tuple[Completion, ...]:
    """Return the completions worth most together that `supplies` pay for.

    At most `choose` of a requirement's options count for it, and each completion for one
    requirement. Of equally good choices the one of earlier candidates is returned.
    """
    wanted = {key for requirement in requirements for key in requirement.options}
    acts = _Acts(supplies)
    able = [c for c in candidates if c.option.key in wanted and acts.copy().take(c)]
    able.sort(key=lambda candidate: -candidate.worth)
    search = _Search(requirements, able, _room(able))
    search.run(0, _Chosen(acts, [r.choose for r in requirements]))
    return search.best


def _room(candidates: Sequence[Candidate]) -> list[int]:
    """Return, for each index, how many of the candidates from there on could count at most."""
    room = [0] * (len(candidates) + 1)
    tokens: set[str] = set()
    for index in range(len(candidates) - 1, -1, -1):
        candidate = candidates[index]
        if candidate.token is None:
            room[index] = room[index + 1] + candidate.option.limit
        else:
            tokens_before = len(tokens)
            tokens.add(candidate.token)
            room[index] = room[index + 1] + len(tokens) - tokens_before
    return room


class _Acts:
    """The acts there are, and which completion's need each of them serves."""

    def __init__(self, supplies: Mapping[Supply, int]) -> None:
        self.capacity: dict[tuple[object, ...], int] = {}
        self.sources: dict[tuple[object, ...], list[Supply]] = {}
        for supply, count in supplies.items():
            key = _source(supply)
            self.sources.setdefault(key, []).append(supply)
            self.capacity[key] = 1 if len(key) == 1 else count
        self.serves: dict[tuple[object, ...], list[_Need]] = {key: [] for key in self.sources}

    def copy(self) -> _Acts:
        twin = _Acts({})
        twin.sources, twin.capacity = self.sources, self.capacity
        twin.serves = {key: list(needs) for key, needs in self.serves.items()}
        return twin

    def take(self, candidate: Candidate, number: int = 0) -> bool:
        """Pay for `candidate`; False if the acts don't suffice (they are then spoilt)."""
        about = candidate.about or None
        return all(
            self._serve(_Need((candidate.option.key, part), about, number), set())
            for part, count in candidate.needs
            for _ in range(count)
        )

    def _serve(self, need: _Need, tried: set[tuple[object, ...]]) -> bool:
        for key, members in self.sources.items():
            if key in tried or not any(need.takes(supply) for supply in members):
                continue
            tried.add(key)
            served = self.serves[key]
            if len(served) < self.capacity[key]:
                served.append(need)
                return True
            for index, other in enumerate(served):
                if self._serve(other, tried):
                    served[index] = need
                    return True
        return False

    def used_by(self, number: int) -> tuple[Supply, ...]:
        """Return the acts that serve the completion `number`, as `supplies` lists them."""
        return tuple(
            next(supply for supply in self.sources[key] if need.takes(supply))
            for key, needs in self.serves.items()
            for need in needs
            if need.number == number
        )


@dataclass(frozen=True, slots=True)
class _Need:
    """One act that the completion `number` needs for a part; `about` None takes any."""

    fit: Fit
    about: str | None
    number: int

    def takes(self, supply: Supply) -> bool:
        return self.fit in supply.fits and self.about in (None, supply.about)


def _source(supply: Supply) -> tuple[object, ...]:
    """Return what `supply` draws on: the session alone where its routes are one act."""
    if supply.act in SESSION_ROUTES:
        return (supply.about,)
    return (supply.about, supply.act, supply.fits)


@dataclass(slots=True)
class _Chosen:
    """A set of completions on the way through the search."""

    acts: _Acts
    slots: list[int]
    taken: list[tuple[Candidate, int]] = field(default_factory=list)

    def with_one(self, candidate: Candidate, requirement: int) -> _Chosen | None:
        """Return this set with `candidate` for `requirement`, or None if that can't be."""
        times = sum(other.option.key == candidate.option.key for other, _ in self.taken)
        token = candidate.token
        if times >= candidate.option.limit or (
            token is not None and any(other.token == token for other, _ in self.taken)
        ):
            return None
        acts = self.acts.copy()
        if not acts.take(candidate, len(self.taken)):
            return None
        slots = [left - (index == requirement) for index, left in enumerate(self.slots)]
        return _Chosen(acts, slots, [*self.taken, (candidate, requirement)])

    def completions(self) -> tuple[Completion, ...]:
        return tuple(
            Completion(
                candidate.option.key,
                candidate.about,
                candidate.worth,
                requirement,
                self.acts.used_by(number),
                candidate.excused,
            )
            for number, (candidate, requirement) in enumerate(self.taken)
        )


@dataclass(slots=True)
class _Search:
    """Branch and bound over candidates, which stand by falling worth."""

    requirements: Sequence[Requirement]
    candidates: Sequence[Candidate]
    room: Sequence[int]
    best: tuple[Completion, ...] = ()
    most: Decimal = Decimal(0)

    def run(self, index: int, chosen: _Chosen) -> None:
        earned = sum((candidate.worth for candidate, _ in chosen.taken), Decimal(0))
        if earned > self.most:
            self.most, self.best = earned, chosen.completions()
        if index == len(self.candidates):
            return
        candidate = self.candidates[index]
        places = min(sum(chosen.slots), self.room[index])
        if earned + places * candidate.worth <= self.most:
            return
        for number, requirement in enumerate(self.requirements):
            if chosen.slots[number] and candidate.option.key in requirement.options:
                more = chosen.with_one(candidate, number)
                if more is not None:
                    self.run(index, more)
        self.run(index + 1, chosen)
