"""Simulation: what another policy would make of every standing, before it is applied."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.model.course import Course
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.policies.policy import Policy
from bot.model.participation.review.differences import Mark, marks_of
from bot.model.participation.standings.record import Record, standings, weeks_until
from bot.model.participation.standings.standing import Standing
from bot.model.participation.standings.tally import Acts, by_person, recount
from bot.model.portable import portable
from bot.model.time.weeks import last_week, week_of

DIGEST = 10
"""Characters of a digest: enough to tell whether anything is other than it was shown."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A policy that is to rule from the week `since` on; earlier weeks stay as they are."""

    policy: Policy
    since: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a proposal does to one student: the standing before and after, and in which weeks."""

    person: str
    before: Standing
    after: Standing
    weeks: tuple[int, ...]

    @property
    def change(self) -> Decimal:
        """By how many percent of what is asked so far the standing rises, or falls below 0."""
        return _share(self.after) - _share(self.before)


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a proposal touches and does.

    `weeks` are those that it rules and that have begun, `locked` those of them that are locked.
    `effects` are the students whose standing changes, those it changes most first. `digest` is
    another as soon as any standing, or what rules a week, is other than it was.
    """

    proposal: Proposal
    weeks: tuple[int, ...]
    locked: tuple[int, ...]
    effects: tuple[Effect, ...]
    students: int
    digest: str

    @property
    def up(self) -> int:
        """How many students stand better with it."""
        return sum(each.change > 0 for each in self.effects)

    @property
    def down(self) -> int:
        """How many students stand worse with it."""
        return sum(each.change < 0 for each in self.effects)


def from_now_on(course: Course, now: datetime) -> int:
    """Return the week from which a new policy rules where nobody says otherwise: the present one.

    Weeks that are over stay as they were, whether the policy comes by chat or by a course file.
    """
    return min(max(week_of(course, now), 1), last_week(course))


def simulate(
    record: Record, entries: Iterable[Entry], proposal: Proposal, now: datetime
) -> Simulation:
    """Return what a proposal does; `entries` are the ledger's, of the weeks it rules at least."""
    begun = weeks_until(record, now)
    students = record.students
    before = standings(record, students, begun, now)
    after = standings(applied(record, entries, proposal), students, begun, now)
    effects = [
        Effect(person, before[person], after[person], _changed(before[person], after[person]))
        for person in before
        if _summed(before[person]) != _summed(after[person])
    ]
    touched = tuple(week for week in begun if week >= proposal.since)
    locked = record.locked(now)
    return Simulation(
        proposal,
        touched,
        tuple(week for week in touched if week in locked),
        tuple(sorted(effects, key=lambda each: (-abs(each.change), each.person))),
        len(students),
        _digest(record, proposal, before.values(), after.values()),
    )


def applied(record: Record, entries: Iterable[Entry], proposal: Proposal) -> Record:
    """Return the record as it would be if the proposal ruled: its weeks counted anew."""
    weeks = range(proposal.since, last_week(record.course) + 1)
    policies = {**record.policies, **dict.fromkeys(weeks, proposal.policy)}
    counted = by_person(recount(proposal.policy, (e for e in entries if e.week in weeks)))
    acts: dict[str, Mapping[int, Acts]] = {}
    for person in {**record.acts, **counted}:
        kept = {w: some for w, some in record.acts.get(person, {}).items() if w not in weeks}
        acts[person] = {**kept, **counted.get(person, {})}
    return replace(record, policies=policies, acts=acts)


def _changed(before: Standing, after: Standing) -> tuple[int, ...]:
    old, new = marks_of([before]), marks_of([after])
    return tuple(sorted(week for (_, week), mark in new.items() if old.get((_, week)) != mark))


def _summed(standing: Standing) -> object:
    """Return what a standing comes to: its weeks, and its units and the term with them."""
    return marks_of([standing]), standing.earned, standing.asked, standing.possible


def _share(standing: Standing) -> Decimal:
    return standing.percent if standing.percent is not None else Decimal(0)


def _digest(
    record: Record, proposal: Proposal, before: Iterable[Standing], after: Iterable[Standing]
) -> str:
    known = [
        portable(proposal),
        {str(week): policy.version for week, policy in sorted(record.policies.items())},
        *(_marks(standings) for standings in (before, after)),
    ]
    text = json.dumps(known, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=DIGEST // 2).hexdigest()


def _marks(found: Iterable[Standing]) -> Sequence[object]:
    return [
        [each.person, str(each.earned), [[*k, portable(mark)] for k, mark in _sorted(each)]]
        for each in sorted(found, key=lambda each: each.person)
    ]


def _sorted(standing: Standing) -> list[tuple[tuple[str, int], Mark | None]]:
    return sorted(marks_of([standing]).items(), key=lambda item: item[0])
