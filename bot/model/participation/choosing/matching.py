"""Choosing the completions that are best for the student, with nothing counted twice.

An option's completion needs acts; an act serves one completion at most, and attending and making
up one session serve as one act. Each completion serves one requirement. Which set of completions
is best is searched exactly; see search for how, and why it stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Option, Period, Requirement
from bot.model.participation.policies.qualify import Fit


@dataclass(frozen=True, slots=True)
class Supply:
    """Acts of one kind about one thing ("" for none), and the parts each of them can serve."""

    about: str
    act: Act
    fits: tuple[Fit, ...]


Supplies = Mapping[Supply, int]
"""How many acts there are of each kind."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A completion that may be chosen: `option` within `about` ("" for the week).

    `needs` says how many acts each part (by index) takes, each of which counts `percent` or more.
    Candidates that share a `token` exclude each other; one without a token may be chosen several
    times, up to its option's limit.
    """

    option: Option
    about: str
    worth: Decimal
    needs: tuple[tuple[int, int], ...]
    token: str | None = None
    excused: bool = False
    percent: int = 100


@dataclass(frozen=True, slots=True)
class Completion:
    """A completion that counts: what it earned, for which requirement, and by which acts.

    `requirement` is an index in the policy's requirements, `per` says which period it asks for.
    `percent` is below 100 where an act came late.
    """

    option: str
    about: str
    worth: Decimal
    requirement: int
    used: tuple[Supply, ...]
    excused: bool = False
    percent: int = 100
    per: Period = Period.WEEK


Asked = Sequence[tuple[int, Requirement]]
"""Requirements, each with its index in its policy."""


@dataclass(frozen=True, slots=True)
class Field:
    """One week that completions are chosen from; a supply of one week serves no other.

    `asked` are the week's own requirements, `unit` is the title of the unit it is part of, which
    asks `by_unit`.
    """

    candidates: Sequence[Candidate]
    supplies: Supplies
    asked: Asked
    unit: str | None = None
    by_unit: Asked = ()


def total(completions: Iterable[Completion]) -> Decimal:
    """Return what `completions` earn together."""
    return sum((completion.worth for completion in completions), Decimal(0))


def earned_by(completions: Iterable[Completion], number: int) -> Decimal:
    """Return what those of `completions` earn that count for the requirement `number`."""
    return total(completion for completion in completions if completion.requirement == number)


def asked_by(requirements: Sequence[Requirement], most: Iterable[Completion]) -> Decimal:
    """Return what `requirements` ask of someone who could at best have `most`.

    Points are asked up to their target; what a soft cap lets in above it is a student's own.
    """
    asked = Decimal(0)
    every = tuple(most)
    for number, requirement in enumerate(requirements):
        could = earned_by(every, number)
        asked += could if requirement.points is None else min(could, requirement.points)
    return asked


def by_lateness(field: Field) -> Iterator[Candidate]:
    """Yield a week's candidates, and after each the same with late acts, worth less.

    A completion is worth what its latest act is, so one with acts of 100 % and 80 % is worth 80 %,
    in hundredths as gradebooks count (or as fine as the option's own worth), halves upward.
    """
    percents: dict[str, set[int]] = {}
    for supply in field.supplies:
        for fit in supply.fits:
            if fit.percent < 100:
                percents.setdefault(fit.option, set()).add(fit.percent)
    for candidate in field.candidates:
        yield candidate
        if candidate.needs and not candidate.excused:
            for percent in sorted(percents.get(candidate.option.key, ()), reverse=True):
                finest = Decimal(1).scaleb(-max(decimals(candidate.worth), 2))
                worth = (candidate.worth * percent / 100).quantize(finest, ROUND_HALF_UP)
                yield replace(candidate, worth=worth, percent=percent)


def decimals(number: Decimal) -> int:
    """Return how many decimals a number has."""
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def asking(requirements: Sequence[Requirement], *periods: Period) -> Asked:
    """Return the requirements of some kinds of period, each with its index."""
    return tuple((number, each) for number, each in enumerate(requirements) if each.per in periods)
